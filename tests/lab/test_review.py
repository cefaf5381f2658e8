"""見本の審査 - the families of the bench: the same again, true where nothing is planted, and scored rightly."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.package.edition import Edition
from madoguchi.lab.bench import _review as scoring
from madoguchi.lab.bench import review as bench
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.lab.prove.review import short_of
from madoguchi.lab.review import folder
from madoguchi.lab.review.folder import Order, families
from madoguchi.lab.review.make import NAMES, family_of

TODAY = date(2026, 11, 16)
# The rules of the list of what reviewers look for; each is planted at least once.
RULES = {
    *("cert_date_missing", "cert_expired", "required_items", "leave_period_missing", "record_missing"),
    *("days_mismatch", "both_hours_filled", "break_counting", "band_threshold", "sunday_not_counted"),
    *("shift_table", "name_birth_match", "child_match", "future_change", "returning", "job_seeking"),
    *("self_employed", "self_certified_relative", "every_guardian", "arrears"),
    *("one_application_per_child", "sibling_reuse", "handicap_docs", "medical_note", "image_quality"),
    *("address_residence", "grade_from_birth", "disaster_doc"),
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return edition_in(HOME, "gakudo", "tama")


def test_the_same_seed_makes_the_same_family(edition: Edition) -> None:
    one, two = (family_of(edition, TODAY, 3, 9) for _ in range(2))
    assert (one.answers, one.defects) == (two.answers, two.defects)
    assert [sheet.told for sheet in one.sheets] == [sheet.told for sheet in two.sheets]


def test_every_rule_is_planted(edition: Edition) -> None:
    made = [family_of(edition, TODAY, 1, 2 * number + 1) for number in range(3 * len(NAMES))]
    planted = {defect["code"] for family in made for one in (family, *family.beside) for defect in one.defects}
    assert planted >= RULES


def test_every_second_family_is_clean(edition: Edition) -> None:
    assert [bool(family_of(edition, TODAY, 1, number).defects) for number in range(6)] == [False, True] * 3


def test_a_few_families_are_reviewed_and_scored(tmp_path: Path) -> None:
    told = bench.measure(1, 4, {"xlsx": 1}, tmp_path)
    assert told["cases"]["all"] >= 4
    assert told["planted"]["of"] >= 2
    assert told["fields"]["xlsx"]["all"]["percent"] > 95
    assert told["box_mb"] > 1
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))["a00000"]["clean"] is True
    assert "wrongly clear" in bench.table(told)


def test_processes_of_their_own_make_the_same_families(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(name: str) -> dict[str, Any]:
        return families(Order(tmp_path / name, HOME, *bench.TOWN, TODAY, 1, {"xlsx": 1, "pdf": 1}), 2)

    alone = made("alone")
    monkeypatch.setattr(folder, "FEW", 1)
    assert made("together") == alone


def test_rows_that_were_left_blank_do_not_count() -> None:
    told: dict[str, Any] = {"record_3_month": "2026-10", "record_3_days": 20, "name": "見本"}
    assert scoring._dense(told) == {"record_1_month": "2026-10", "record_1_days": 20, "name": "見本"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("見本　太郎", "見本太郎"), ("ﾐﾎﾝ", "ミホン"), (5, 5.0), (["月", "火"], ["火", "月"]), ("", None)],
)
def test_the_same_in_another_writing_is_exact(one: object, other: object) -> None:
    assert scoring.plain(one) == scoring.plain(other)


def test_what_falls_short_is_named() -> None:
    good = {
        "wrongly_clear": {"clear": 1_200, "wrong": 0, "upper_percent": 0.25},
        "one_look": {"percent": 60.0},
        "planted": {"percent": 99.0},
        "false_alarms": {"percent": 5.0},
        "fields": {"xlsx": {"all": {"percent": 99.9}}},
    }
    assert short_of(good) == []
    assert short_of(good | {"planted": {"percent": 98.9}}) == ["caught: 98.9 %"]
    assert len(short_of(good | {"wrongly_clear": {"clear": 9, "wrong": 1, "upper_percent": 42.9}})) == 2
