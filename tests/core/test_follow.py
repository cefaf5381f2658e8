"""Which child a procedure is about that follows an admission, and what it carries over from then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from madoguchi.core.follow import Follows, last_day, named

LEAVE = Follows("gakudo", "admission", ends="last_day", step="file")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-000123-W-2", "2026-000123-W-2"),
        (" 2026-000123-w-2 ", "2026-000123-W-2"),
        ("2026-000123-W", "2026-000123-W-1"),
        ("2026000123W", "2026-000123-W-1"),
        ("2026-000124-W-2", ""),  # the letter says that a digit is wrong
        ("2026-000123-W-x", ""),
        ("花子", ""),
        ("", ""),
    ],
)
def test_the_number_of_a_child_is_read_however_it_is_typed(typed: str, meant: str) -> None:
    assert named(LEAVE, {"admission": typed}) == meant


def test_a_stay_ends_on_the_day_that_is_said_and_on_none_otherwise() -> None:
    assert last_day(LEAVE, {"last_day": "2027-07-31"}) == date(2027, 7, 31)
    assert last_day(LEAVE, {"last_day": None}) is None
    assert last_day(replace(LEAVE, ends="", step=""), {"last_day": "2027-07-31"}) is None
    assert last_day(None, {"last_day": "2027-07-31"}) is None
