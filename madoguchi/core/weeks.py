"""曜日の表 - times by weekday, as a form asks for them: {"mon": {"start": "09:00", "end": "17:30"}, …}."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .days import length, overlaps, weekday

DAYS: Final[dict[str, str]] = {
    day: weekday(number) for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
Week = Mapping[str, Mapping[str, str | None]]


def week_days(week: Week) -> int:
    """How many days of the week are in the table."""
    return len(week)


def week_matches(week: Week, band_start: str, band_end: str, least: int) -> int:
    """On how many days the time shares a minute with the band and lasts at least `least` minutes."""
    return sum(_matches(day.get("start"), day.get("end"), band_start, band_end, least) for day in week.values())


def week_says(week: Week, word: str) -> bool:
    """Whether some day has this word beside it."""
    return any(day.get("how") == word for day in week.values())


def _matches(start: str | None, end: str | None, band_start: str, band_end: str, least: int) -> bool:
    if not start or not end:
        return False
    return length(start, end) >= least and overlaps(start, end, band_start, band_end)
