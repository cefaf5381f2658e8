"""到達 - the days at the edge, and what stops the post."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.arrival import POST, REMIND, Patience, follows, review_ends
from madoguchi.core.case import Notice

NOON = datetime(2027, 2, 5, 3, tzinfo=UTC)
LEFT = Notice(1, "c-1", "approved", "ja", "c-1-1", "見本", "見本", NOON, sent=NOON)
RULE = Patience(remind=7, post=14, status="見本")


def after(days: int, reachable: bool = True, rule: Patience | None = RULE, **changed: Any) -> str:
    return follows(replace(LEFT, **changed), rule, date(2027, 2, 5) + timedelta(days=days), reachable=reachable)


@pytest.mark.parametrize(("days", "expected"), [(0, ""), (6, ""), (7, REMIND), (13, REMIND), (14, POST), (99, POST)])
def test_a_letter_nobody_opens_is_brought_to_mind_and_then_goes_by_post(days: int, expected: str) -> None:
    assert after(days) == expected


@pytest.mark.parametrize("days", [7, 13])
def test_it_is_brought_to_mind_once(days: int) -> None:
    assert after(days, reminded=NOON) == ""
    assert after(14, reminded=NOON) == POST


@pytest.mark.parametrize("done", ["opened", "posted"])
def test_who_knows_or_has_it_on_paper_is_left_alone(done: str) -> None:
    assert [after(days, **{done: NOON}) for days in (7, 14)] == ["", ""]
    assert after(0, reachable=False, **{done: NOON}) == ""


def test_who_chose_paper_gets_it_at_once_and_is_reminded_of_nothing() -> None:
    assert [after(days, reachable=False, sent=None) for days in (0, 7, 14)] == [POST, POST, POST]


def test_a_mail_that_came_back_is_answered_by_post() -> None:
    assert after(0, returned=NOON) == POST


def test_days_count_from_when_the_news_left() -> None:
    assert after(7, sent=NOON + timedelta(days=1)) == ""
    assert after(7, sent=None) == REMIND
    # 15:00 UTC is the next day in Japan
    assert after(7, sent=datetime(2027, 2, 5, 15, tzinfo=UTC)) == ""


def test_where_the_town_has_no_rule_nothing_follows_for_those_who_can_be_reached() -> None:
    assert after(99, rule=None) == ""
    assert after(0, rule=None, reachable=False) == POST


@pytest.mark.parametrize(
    ("known", "last"),
    [
        (date(2027, 2, 5), date(2027, 5, 5)),
        (date(2027, 2, 28), date(2027, 5, 31)),  # counted from 1 March
        (date(2026, 11, 30), date(2027, 2, 28)),  # from 1 December
        (date(2026, 11, 29), date(2027, 2, 28)),  # from 30 November, and February has no 30th
        (date(2027, 11, 29), date(2028, 2, 29)),
    ],
)
def test_three_months_from_the_day_after_it_was_known(known: date, last: date) -> None:
    assert review_ends(known) == last
