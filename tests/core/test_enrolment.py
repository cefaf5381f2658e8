"""在籍 - on which days a place is a child's, and what a club's report must say."""

from datetime import date

import pytest

from madoguchi.core.enrolment import Stay, faults, is_month, month_of

STAY = Stay("c", "gakudo", "aiwa", date(2027, 4, 1), date(2027, 7, 31))


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2027, 3, 31), False),
        (date(2027, 4, 1), True),
        (date(2027, 7, 31), True),
        (date(2027, 8, 1), False),
    ],
)
def test_a_place_is_held_on_both_its_days(day: date, holds: bool) -> None:
    assert STAY.holds(day) is holds


def test_a_place_without_an_end_is_held_on() -> None:
    assert Stay("c", "gakudo", "aiwa", date(2027, 4, 1)).holds(date(2099, 1, 1))


@pytest.mark.parametrize(("text", "it_is"), [("2027-04", True), ("2027-13", False), ("2027-4", False), ("", False)])
def test_a_month_is_named_in_one_way(text: str, it_is: bool) -> None:
    assert is_month(text) is it_is


def test_a_day_has_its_month() -> None:
    assert month_of(date(2027, 4, 30)) == "2027-04"


@pytest.mark.parametrize(
    ("free", "marked", "wrong"),
    [
        ("0", {}, set()),
        ("3", {"a": "long"}, set()),
        ("", {}, {"free"}),
        ("-1", {}, {"free"}),
        ("501", {}, {"free"}),
        ("3", {"b": "long"}, {"absence"}),
        ("3", {"a": "gone"}, {"absence"}),
    ],
)
def test_a_report_is_in_order_or_says_what_is_wrong(free: str, marked: dict[str, str], wrong: set[str]) -> None:
    assert set(faults(free, marked, frozenset({"a"}), ("long",))) == wrong
