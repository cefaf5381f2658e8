"""日付 - calendar arithmetic on ISO strings and dates, as the law counts it."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta, timezone
from typing import Final

from .say import Say, say

JST: Final = timezone(timedelta(hours=9), "JST")
WEEKDAYS: Final = "月火水木金土日"
# The words that dates are made of; the catalogues of other languages have each.
WORDS: Final = (*(f"曜日|{day}" for day in WEEKDAYS), *(f"{month}月" for month in range(1, 13)))
SCHOOL_AGE: Final = 6  # 学校教育法第17条: from the first 1 April after the sixth birthday


def jst_date(at: datetime) -> date:
    """The day in Japan at an aware moment."""
    return at.astimezone(JST).date()


def add_days(day: str, days: int) -> str:
    """ISO date `days` later (earlier when negative)."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def add_months(day: str, months: int) -> str:
    """ISO date `months` later; the last day of a shorter month stands in for a missing day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()


def days_between(first: str, last: str) -> int:
    """Whole days from `first` to `last`; negative when `last` is earlier."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def first_of_month(day: str) -> str:
    """The first day of the month of `day`."""
    return date.fromisoformat(day).replace(day=1).isoformat()


def school_grade(birth: str, on: str) -> int:
    """School grade on a day: 1-6 in elementary school, 0 and below before it.

    A child born on 1 April belongs to the older year (早生まれ: an age is completed at the end of
    the day before the birthday, 年齢計算ニ関スル法律).
    """
    born, day = date.fromisoformat(birth), date.fromisoformat(on)
    school_year = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    cohort = born.year if (born.month, born.day) >= (4, 2) else born.year - 1
    return school_year - cohort - SCHOOL_AGE


def minutes(clock: str) -> int:
    """Minutes since midnight of "HH:MM"; "24:00" is allowed as an end."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def overlaps(start: str, end: str, band_start: str, band_end: str) -> bool:
    """Whether two times of a day share at least a minute; an end before its start passes midnight."""
    first, last = minutes(start), minutes(end)
    if last <= first:
        last += 24 * 60
    low, high = minutes(band_start), minutes(band_end)
    return any(first < high + day and low + day < last for day in (0, 24 * 60))


def length(start: str, end: str) -> int:
    """Minutes from start to end of one stretch of a day, across midnight if the end is earlier."""
    return (minutes(end) - minutes(start)) % (24 * 60)


def spoken(day: date) -> Say:
    """A date as people read it: 11月26日(木)."""
    return say("{month}{day}日({weekday})", **_pieces(day))


def spoken_long(day: date) -> Say:
    """A date with its year: 2026年11月26日(木)."""
    return say("{year}年{month}{day}日({weekday})", year=day.year, **_pieces(day))


def spoken_short(day: date) -> Say:
    """As `spoken_long`, of a day whose weekday nobody asks for: 2020年6月14日."""
    return say("{year}年{month}{day}日", year=day.year, month=say(f"{day.month}月"), day=day.day)


def weekday(number: int) -> Say:
    """A day of the week in one sign, 0 for Monday."""
    return say(WORDS[number])


def _pieces(day: date) -> dict[str, object]:
    return {"month": say(f"{day.month}月"), "day": day.day, "weekday": weekday(day.weekday())}
