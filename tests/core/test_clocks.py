"""二つの時計 - days since receipt, and those of the standard processing period, which rests while a family corrects."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.case import Ask
from madoguchi.core.clocks import Deadline, Pause, Standard, clocks, deadline, last_day, pauses_of, standing

MONDAY = date(2026, 11, 16)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
CLOSED = frozenset({"12-29", "12-30", "12-31", "01-02", "01-03"})


def ask(opened: date, closed: date | None, due: date = MONDAY, kind: str = "correction") -> Ask:
    at = [datetime(day.year, day.month, day.day, 3, tzinfo=UTC) if day else None for day in (opened, closed)]
    assert at[0]
    return Ask(1, "c", kind, "resident", (), "", due, "done" if closed else "open", at[0], at[1])


def test_the_day_of_receipt_does_not_count():
    told = clocks(Standard(30), MONDAY, MONDAY)
    assert (told.elapsed, told.counted) == (0, 0)
    assert clocks(Standard(30), MONDAY, MONDAY + timedelta(days=1)).counted == 1
    assert last_day(Standard(30), MONDAY) == MONDAY + timedelta(days=30)


def test_days_in_which_a_correction_is_awaited_do_not_count():
    # Asked on Wednesday, answered on the Monday after: Thursday to Monday rest, five days.
    pause = Pause(MONDAY + timedelta(days=2), MONDAY + timedelta(days=7))
    told = clocks(Standard(10), MONDAY, MONDAY + timedelta(days=9), (pause,))
    assert (told.elapsed, told.counted, told.rested, told.resting) == (9, 4, 5, False)
    assert told.last == MONDAY + timedelta(days=15)


def test_while_a_correction_is_awaited_there_is_no_last_day():
    told = clocks(Standard(10), MONDAY, MONDAY + timedelta(days=9), (Pause(MONDAY + timedelta(days=2)),))
    assert (told.counted, told.resting, told.last) == (2, True, None)


def test_pauses_that_overlap_take_a_day_out_once():
    two = (Pause(MONDAY, MONDAY + timedelta(days=4)), Pause(MONDAY + timedelta(days=2), MONDAY + timedelta(days=6)))
    assert last_day(Standard(1), MONDAY, two) == MONDAY + timedelta(days=7)


def test_only_working_days_count_where_the_municipality_says_so():
    # Friday 20 November; Monday the 23rd is 勤労感謝の日.
    friday = date(2026, 11, 20)
    assert last_day(Standard(1, working=True), friday) == date(2026, 11, 24)
    assert last_day(Standard(1), friday) == date(2026, 11, 21)
    assert last_day(Standard(1, True, CLOSED), date(2026, 12, 28)) == date(2027, 1, 4)
    assert last_day(Standard(1, True), date(2026, 12, 28)) == date(2026, 12, 29)


def test_a_counter_that_never_opens_has_no_last_day():
    every = frozenset(f"{date(2028, 1, 1) + timedelta(days=count):%m-%d}" for count in range(366))
    assert last_day(Standard(1, True, every), MONDAY) is None


def test_without_a_period_of_the_municipality_only_days_are_told():
    told = clocks(None, MONDAY, MONDAY + timedelta(days=3))
    assert (told.elapsed, told.limit, told.last) == (3, None, None)


@given(DAYS, st.integers(1, 90), st.booleans(), st.integers(0, 40), st.integers(0, 40))
def test_on_the_last_day_exactly_the_period_has_been_counted(
    received: date, days: int, working: bool, start: int, length: int
):
    standard = Standard(days, working, CLOSED)
    pauses = (Pause(received + timedelta(days=start), received + timedelta(days=start + length)),)
    last = last_day(standard, received, pauses)
    assert last
    assert clocks(standard, received, last, pauses).counted == days
    assert clocks(standard, received, last - timedelta(days=1), pauses).counted == days - 1


@given(DAYS, st.integers(1, 60), st.integers(0, 60))
def test_a_pause_never_brings_the_last_day_forward(received: date, days: int, length: int):
    plain = last_day(Standard(days), received)
    paused = last_day(Standard(days), received, (Pause(received, received + timedelta(days=length)),))
    assert plain
    assert paused
    assert paused == plain + timedelta(days=length)


def test_the_first_of_both_days_is_the_deadline():
    open_ask = ask(MONDAY, None, due=MONDAY + timedelta(days=14))
    assert deadline(Standard(5), MONDAY, ()) == Deadline(MONDAY + timedelta(days=5), "standard")
    assert deadline(Standard(5), MONDAY, (open_ask,)) == Deadline(open_ask.due, "ask"), "the period rests"
    opinion = ask(MONDAY, None, due=MONDAY + timedelta(days=14), kind="opinion")
    assert deadline(Standard(5), MONDAY, (opinion,)) == Deadline(MONDAY + timedelta(days=5), "standard")
    assert deadline(None, MONDAY, ()) is None


def test_only_corrections_make_the_period_rest():
    asks = (ask(MONDAY, MONDAY + timedelta(days=3)), ask(MONDAY, None, kind="opinion"))
    assert pauses_of(asks) == (Pause(MONDAY, MONDAY + timedelta(days=3)),)


@pytest.mark.parametrize(("days", "said"), [(-1, "over"), (0, "near"), (7, "near"), (8, "")])
def test_a_deadline_is_near_for_a_week(days: int, said: str):
    assert standing(MONDAY + timedelta(days=days), MONDAY) == said


def test_no_deadline_is_neither_near_nor_over():
    assert standing(None, MONDAY) == ""
