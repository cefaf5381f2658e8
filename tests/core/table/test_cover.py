"""What is wrong with rows beside each other: too many, too few, and for nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from madoguchi.core.table import Column, Row, Table, parse
from madoguchi.core.table.cover import TooWide, holes, overlaps, unreachable

COLUMNS = {
    "days": Column("days", "日数", "number", low=0, high=31),
    "hours": Column("hours", "時間", "number", low=0, high=24),
    "reason": Column("reason", "理由", "option", options={"work": "就労", "birth": "出産", "care": "介護"}, many=True),
    "school": Column("school", "学校", "option", options={"a": "甲", "b": "乙"}),
    "single": Column("single", "ひとり親", "yesno"),
    "day": Column("day", "日", "date"),
}


def row(name: str, points: int = 1, first: str = "", last: str = "", **cells: Any) -> Row:
    tests = {key: parse(cell, COLUMNS[key].kind, COLUMNS[key].options or None) for key, cell in cells.items()}
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    given = {key: test for key, test in tests.items() if test is not None}
    return Row(name, given, {"points": Decimal(points)}, first=days[0], last=days[1])


def table(*rows: Row, take: str = "one") -> Table:
    return Table("t", "表", "points", rows, take=take)


def over(*rows: Row) -> list[tuple[str, str]]:
    return [(one.id, other.id) for one, other in overlaps(table(*rows), COLUMNS)]


def never(*rows: Row, take: str = "highest") -> list[tuple[str, str]]:
    found = unreachable(table(*rows, take=take), COLUMNS)
    return [(one.id, by.id if by else "") for one, by in found]


def missing(*rows: Row) -> list[dict[str, Any]]:
    return [dict(hole.values) for hole in holes(table(*rows), COLUMNS)]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ({"days": "20以上"}, {"days": "16以上"}, True),
        ({"days": "20以上"}, {"days": "16以上20未満"}, False),
        ({"days": "20以上"}, {"days": "20以下"}, True),
        ({"days": "20超"}, {"days": "20以下"}, False),
        ({"days": "20以上"}, {"hours": "8以上"}, True),
        ({"days": "20以上", "hours": "8以上"}, {"days": "20以上", "hours": "8未満"}, False),
        ({"school": "a"}, {"school": "b"}, False),
        ({"school": "a"}, {"school": "a 以外"}, False),
        ({"reason": "work"}, {"reason": "birth"}, True),  # both may be chosen
        ({"reason": "work"}, {"reason": "work 以外"}, False),
        ({"single": True}, {"single": False}, False),
        ({"single": True}, {}, True),
        ({"days": "空欄"}, {"days": "0以上"}, False),
        ({"day": "2027-04-01以後"}, {"day": "2027-03-31以前"}, False),
        ({"first": "2027-04-01"}, {"last": "2027-03-31"}, False),
        ({"first": "2027-04-01"}, {"last": "2027-04-01"}, True),
    ],
)
def test_rows_that_can_both_apply_overlap(one: dict[str, Any], other: dict[str, Any], meets: bool) -> None:
    assert bool(over(row("a", **one), row("b", **other))) is meets


def test_a_hole_is_told_as_widely_as_it_can_be() -> None:
    assert missing(row("a", days="20以上"), row("b", days="16未満")) == [{"days": 16}]
    assert missing(row("a", days="20以上", single=True), row("b", days="20未満")) == [{"days": 20, "single": False}]
    assert missing(row("a", days="12以上"), row("b", days="12未満")) == []
    assert missing(row("a", reason="work"), row("b", reason="birth")) == [{"reason": ["care"]}]


def test_a_column_is_bounded_by_what_there_can_be() -> None:
    assert missing(row("a", days="0以上31以下")) == []
    assert missing(row("a", days="1以上31以下")) == [{"days": 0}]


def test_a_hole_in_time_has_its_day() -> None:
    found = holes(table(row("a", last="2027-03-31"), row("b", first="2027-04-02")), COLUMNS)
    assert [hole.day for hole in found] == [date(2027, 4, 1)]


def test_a_row_behind_one_that_always_goes_first_never_counts() -> None:
    assert never(row("a", 20, days="16以上"), row("b", 18, days="20以上")) == [("b", "a")]
    assert never(row("a", 18, days="16以上"), row("b", 20, days="20以上")) == []
    assert never(row("a", 20, days="20以上"), row("b", 20, days="20以上")) == [("b", "a")]
    assert never(row("a", 20, days="20以上"), row("b", 10, days="20以上"), take="all") == []
    assert never(row("a", 20, days="20以上", first="2027-04-01"), row("b", 10, days="20以上")) == []


def test_a_row_that_nothing_is_in_never_applies() -> None:
    assert never(row("a", days="32以上"), take="all") == [("a", "")]
    assert never(row("a", first="2027-04-02", last="2027-04-01"), take="all") == [("a", "")]


def test_a_table_that_is_too_wide_says_so() -> None:
    cells = [{"days": f"{n}以上", "hours": f"{n % 24}以上", "day": f"2027-01-{n + 1:02}以後"} for n in range(28)]
    wide = [row(f"r{n}", single=bool(n % 2), school="ab"[n % 2], **cell) for n, cell in enumerate(cells)]
    with pytest.raises(TooWide):
        holes(table(*wide), COLUMNS)
