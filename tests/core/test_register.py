"""公簿の照会: what rows of registers say about people as they were typed."""

from dataclasses import replace

import pytest

from madoguchi.core.known import Record
from madoguchi.core.register import Debt, Resident, Who, asked_about, record, records
from tests.forms.examples import TODAY, base, example

WHO = Who("children.0.", "見本 花子", "ミホン ハナコ", "2019-05-05", "見本町1-2")
ROW = Resident("見本　花子", "ミホン　ハナコ", "2019-05-05", "2060000", "東京都見本市見本町１丁目２番", "2019-05-05")
DEBT = Debt("見本 花子", "ミホン ハナコ", "2019-05-05", "見本町1-2", 8000, "2026-04")


@pytest.mark.parametrize(
    ("row", "state", "differs"),
    [
        (ROW, "found", ()),
        (replace(ROW, address="見本市別見本町9"), "differs", ("address",)),
        (replace(ROW, name="見本 華子"), "differs", ("name",)),
        (replace(ROW, kana="ミホン カコ"), "differs", ("kana",)),
        (replace(ROW, name="別 名", kana="ベツ ナ"), "differs", ("name", "kana")),  # of that birth at that address
        (replace(ROW, name="別 名", kana="ベツ ナ", address="別見本町9"), "none", ()),
        (replace(ROW, birth="2019-05-06"), "none", ()),
    ],
)
def test_a_person_is_found_differs_or_is_not_there(row: Resident, state: str, differs: tuple[str, ...]) -> None:
    told = record(WHO, [row], [])
    assert (told.resident, told.differs, told.arrears) == (state, differs, "none")


def test_of_several_rows_the_one_that_lives_here_counts() -> None:
    gone = replace(ROW, address="別見本町9", until="2020-01-01")
    assert record(WHO, [gone, ROW], []).resident == "found"
    assert record(WHO, [gone], []).until == "2020-01-01"


def test_no_answer_is_unknown_and_nobody_asked_is_nothing() -> None:
    assert (record(WHO, None, None).resident, record(WHO, None, None).arrears) == ("unknown", "unknown")
    told = record(replace(WHO, registers=("arrears",)), None, [])
    assert (told.resident, told.arrears) == ("", "none")


def test_what_is_owed_is_summed_and_at_an_address_only_near() -> None:
    told = record(WHO, [], [DEBT, replace(DEBT, amount=500, months="2026-05")])
    assert (told.arrears, told.amount, told.months) == ("found", 8500, "2026-04、2026-05")
    near = replace(DEBT, name="別見本 太郎", kana="ベツミホン タロウ", birth="2012-01-01")
    assert record(WHO, [], [near]).arrears == "near"
    assert record(WHO, [], [replace(near, address="別見本町9")]).arrears == "none"
    assert record(WHO, [], [near, DEBT]).amount == 8000


def test_a_household_owes_what_its_people_owe_and_one_row_once() -> None:
    other = replace(WHO, at="guardians.0.", registers=("arrears",))
    owing = Record(arrears="near", amount=8000, months="2026-04")
    told = records([(WHO, owing), (other, owing)])
    assert told[""] == Record(arrears="near", amount=8000, months="2026-04")
    assert told["children.0."] == owing
    assert records([(WHO, owing), (other, Record(arrears="found", amount=1))])[""].arrears == "found"
    assert records([])[""] == Record()


def test_those_are_asked_about_whom_the_package_names() -> None:
    edition = example("papers")
    (who,) = asked_about(edition.across, edition.document(base("papers"), TODAY))
    assert (who.at, who.name, who.birth, who.address) == ("children.0.", "見本 花子", "2019-05-05", "見本町1-2")
    assert who.registers == ("residents", "arrears")
