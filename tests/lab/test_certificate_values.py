"""見本の就労証明書の記載: many lives, each told in the shapes that were agreed upon."""

import re
from datetime import date
from random import Random

import pytest

from madoguchi.lab.certificate import values as made
from madoguchi.lab.certificate.values import LIVES, values

SHAPES = {
    made.DATES: lambda told: date.fromisoformat(told),
    made.MONTHS: lambda told: date.fromisoformat(f"{told}-01"),
    made.TIMES: lambda told: re.fullmatch(r"[012]\d:[0-5]\d", told) or 1 / 0,
    made.PHONES: lambda told: re.fullmatch(r"\d+-000-\d{4}", told) or 1 / 0,
    made.MINUTES: lambda told: isinstance(told, int) or 1 / 0,
    made.NUMBERS: lambda told: told * 2 % 1 == 0 or 1 / 0,
}


@pytest.mark.parametrize("life", LIVES)
def test_every_value_has_the_shape_of_its_code(life: str):
    for seed in range(40):
        told = values(Random(seed), life=life)
        assert set(told) <= made.CODES
        for codes, fits in SHAPES.items():
            for code in codes & set(told):
                fits(told[code])
        for code, choices in made.CHOICES.items():
            assert told.get(code) in (None, *choices)
        assert set(told.get("weekdays", ())) <= set(made.DAYS)
        assert None not in told.values()
        assert "" not in told.values()


def test_every_code_is_filled_in_somewhere():
    seen = {code for life in LIVES for seed in range(40) for code in values(Random(seed), life=life)}
    assert seen == made.CODES


@pytest.mark.parametrize("life", LIVES)
def test_hours_are_of_one_kind_and_agree_with_each_other(life: str):
    told = values(Random(3), life=life)
    assert ("month_hours" in told) != ("variable_hours" in told)
    if "weekdays" in told and told["days_per_week"] % 1 == 0:
        assert len(told["weekdays"]) == told["days_per_week"]
    if told["term"] == "有期":
        assert told["contract_end"] > told["contract_start"]
        assert told["renewal"]


def test_names_are_obviously_made_up_and_hard_to_read():
    told = [values(Random(seed)) for seed in range(400)]
    assert all("見本" in one["name"] and "見本" in one["office_address"] for one in told)
    assert all(re.search("見本|みほん|ミホン", one["office_name"]) for one in told)
    letters = {letter for one in told for letter in one["name"] + one["office_name"] + one["kana"]}
    assert letters >= set("髙﨑濵邉齋㈱ﾐ")
    assert len(letters) > 150


def test_the_same_seed_tells_the_same_and_what_was_changed_is_so():
    assert values(Random(5)) == values(Random(5))
    assert values(Random(5)) != values(Random(6))
    told = values(Random(5), life="full_time", name="見本 次郎", cert_date=None)
    assert told["name"] == "見本 次郎"
    assert "cert_date" not in told
    with pytest.raises(KeyError):
        values(Random(5), nome="見本")
