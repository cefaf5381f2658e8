"""Our cases against the back office's own list: counts, and every field; each difference is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from madoguchi.core.handover import Handover
from madoguchi.core.transcript import Sheet
from madoguchi.core.transcript.files import Record
from madoguchi.core.transcript.reconcile import Held, Reconciled, differences
from tests.core.transcript.application import composed, edition, handover


@pytest.fixture(scope="module")
def hand(gakudo: dict[str, Any]) -> Handover:
    return handover(edition(gakudo))


@pytest.fixture(scope="module")
def sheet(gakudo: dict[str, Any]) -> Sheet:
    return composed(edition(gakudo))


def held(sheet: Sheet, *, cancelled: bool = False) -> Held:
    return Held(sheet.typed["申請番号"], "00000001", cancelled, sheet)


def record(sheet: Sheet, *, number: str = "00000001", cancelled: bool = False, **other: str) -> Record:
    return Record(number, cancelled, {**sheet.typed, **other})


def told(found: Reconciled) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.label, one.ours, one.theirs) for one in found.differences]


def test_what_is_alike_is_no_difference(hand: Handover, sheet: Sheet) -> None:
    found = differences(hand, [held(sheet)], [record(sheet)])
    assert (found.ours, found.theirs, told(found)) == (1, 1, [])


def test_a_field_that_differs_is_told_with_both_values(hand: Handover, sheet: Sheet) -> None:
    found = differences(hand, [held(sheet)], [record(sheet, 学年="3", 住所="見本町")])
    assert told(found) == [("field", "学年", "2", "3"), ("field", "住所", sheet.typed["住所"], "見本町")]
    assert found.differences[0].say == "学年が違います。"


def test_a_case_that_is_not_there_and_a_record_that_is_not_ours_are_told(hand: Handover, sheet: Sheet) -> None:
    found = differences(hand, [held(sheet)], [record(sheet, number="00000002", 申請番号="X-1")])
    assert told(found) == [("missing", "", "登録", ""), ("unknown", "", "", "00000002")]


def test_a_case_that_is_there_twice_is_told(hand: Handover, sheet: Sheet) -> None:
    found = differences(hand, [held(sheet)], [record(sheet), record(sheet, number="00000002")])
    assert told(found) == [("twice", "", "1", "2")]
    assert found.differences[0].number == "00000001、00000002"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (True, True, []),
        (True, False, [("state", "", "取消", "登録")]),
        (False, True, [("state", "", "登録", "取消")]),
    ],
)
def test_a_cancelled_record_is_that_of_a_case_that_ended(
    hand: Handover, sheet: Sheet, ours: bool, theirs: bool, expected: list[tuple[str, str, str, str]]
) -> None:
    assert told(differences(hand, [held(sheet, cancelled=ours)], [record(sheet, cancelled=theirs)])) == expected


def test_a_record_that_was_cancelled_before_is_the_past_of_a_case(hand: Handover, sheet: Sheet) -> None:
    both = [record(sheet, cancelled=True, 学年="1"), record(sheet, number="00000002")]
    assert told(differences(hand, [held(sheet)], both)) == []


def test_a_field_is_compared_as_exactly_as_it_asks(hand: Handover, sheet: Sheet) -> None:
    lines = tuple(replace(line, verify="loose") if line.label == "電話番号" else line for line in sheet.lines)
    phone = sheet.typed["電話番号"]
    there = record(sheet, 電話番号=f"{phone[:3]}-{phone[3:]}")
    assert told(differences(hand, [held(Sheet(lines))], [there])) == []
    assert told(differences(hand, [held(sheet)], [there])) == [("field", "電話番号", phone, there.values["電話番号"])]
