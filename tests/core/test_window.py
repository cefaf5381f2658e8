"""受付期間 - what is in time, one second either side; and how the nearing end is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.core.days import JST
from madoguchi.core.window import Window, closing, following

APRIL = Window("april", "4月から", date(2026, 10, 28), date(2026, 11, 26), date(2027, 4, 1), "見本")
JANUARY = Window("january", "1月から", date(2026, 11, 11), date(2026, 12, 10), date(2027, 1, 1), "見本")
CLOCKED = replace(APRIL, opens_at="08:30", closes_at="17:00")
SECOND = timedelta(seconds=1)


def jst(*when: int) -> datetime:
    return datetime(*when, tzinfo=JST)


@pytest.mark.parametrize(
    ("window", "at", "open_"),
    [
        (APRIL, jst(2026, 10, 27, 23, 59, 59), False),
        (APRIL, jst(2026, 10, 28), True),
        (APRIL, jst(2026, 11, 26, 23, 59, 59, 999_999), True),
        (APRIL, jst(2026, 11, 27), False),
        (CLOCKED, jst(2026, 10, 28, 8, 29, 59), False),
        (CLOCKED, jst(2026, 10, 28, 8, 30), True),
        (CLOCKED, jst(2026, 11, 26, 16, 59, 59), True),
        (CLOCKED, jst(2026, 11, 26, 17), False),
    ],
)
def test_a_window_is_open_to_the_second(window: Window, at: datetime, open_: bool) -> None:
    assert window.open_at(at) is open_


def test_the_last_second_is_japans_wherever_the_server_stands() -> None:
    last = datetime(2026, 11, 26, 14, 59, 59, tzinfo=UTC)
    assert APRIL.open_at(last)
    assert not APRIL.open_at(last + SECOND)


def test_a_day_of_the_window_is_open_even_when_only_a_part_of_it_is() -> None:
    assert CLOCKED.open_on(date(2026, 11, 26))
    assert not CLOCKED.open_on(date(2026, 11, 27))


@pytest.mark.parametrize(
    ("at", "look", "say"),
    [
        (jst(2026, 11, 16, 9), "quiet", "11月26日(木)まで"),
        (jst(2026, 11, 19, 9), "quiet", "締切 11月26日(木)(あと7日)"),
        (jst(2026, 11, 25, 23, 59, 59), "quiet", "あと1日"),
        (jst(2026, 11, 26), "day", "今日の23時59分"),
        (jst(2026, 11, 26, 22, 59, 59), "day", "今日の23時59分"),
        (jst(2026, 11, 26, 23), "hour", "あと60分"),
        (jst(2026, 11, 26, 23, 59, 59), "hour", "あと1分"),
        (jst(2026, 11, 27), "over", "11月26日(木)で終わりました"),
    ],
)
def test_the_nearer_the_end_the_louder_it_is_told(at: datetime, look: str, say: str) -> None:
    told = closing(APRIL, at)
    assert told.look == look
    assert say in told.say


def test_an_end_by_the_clock_is_told_by_the_clock() -> None:
    assert "あすの17時まで" not in closing(CLOCKED, jst(2026, 11, 25, 12)).say
    assert "あすの17時です" in closing(CLOCKED, jst(2026, 11, 25, 18)).say
    assert CLOCKED.said == "10月28日(水)08:30〜11月26日(木)17:00"


def test_the_next_window_is_one_that_has_not_ended() -> None:
    assert following((APRIL, JANUARY), APRIL.ends, APRIL) == JANUARY
    assert following((APRIL, JANUARY), JANUARY.ends, APRIL) is None
    assert following((), APRIL.ends) is None
