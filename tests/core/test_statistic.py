"""統計 - places and waiting children are counted by place and answer, and nobody falls out of the sum."""

from datetime import date

import pytest

from madoguchi.core.fields import Option
from madoguchi.core.statistic import answers, counted, last_asked

POOLS = (Option("aiwa", "愛和", capacity=84), Option("daini", "第二", capacity=135))


def test_each_place_has_its_line_and_all_have_the_sum() -> None:
    lines = counted(POOLS, [("aiwa", 1), ("aiwa", 2), ("daini", 1)], [("aiwa", 1), ("", None)])
    assert [(line.pool.id if line.pool else "", dict(line.placed), dict(line.waiting)) for line in lines] == [
        ("aiwa", {"1": 1, "2": 1}, {"1": 1}),
        ("daini", {"1": 1}, {}),
        ("", {"1": 2, "2": 1}, {"1": 1, "": 1}),
    ]
    assert (lines[-1].all_placed, lines[-1].all_waiting) == (3, 2)
    assert answers(lines) == ("1", "2", "")


def test_a_place_that_is_no_more_is_in_the_sum() -> None:
    lines = counted(POOLS, [("gone", 1)], [])
    assert [line.all_placed for line in lines] == [0, 0, 1]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2027, 4, 30), date(2026, 10, 1)),
        (date(2027, 5, 1), date(2027, 5, 1)),
        (date(2027, 9, 30), date(2027, 5, 1)),
        (date(2027, 10, 1), date(2027, 10, 1)),
        (date(2027, 12, 31), date(2027, 10, 1)),
    ],
)
def test_the_state_asks_twice_a_year(today: date, day: date) -> None:
    assert last_asked(today) == day
