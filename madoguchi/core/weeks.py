"""曜日の表 - times by weekday, as a form asks for them: {"mon": {"start": "09:00", "end": "17:30"}, …}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .days import length, overlaps, weekday

DAYS: Final[dict[str, str]] = {
    day: weekday(number) for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
}
Week = Mapping[str, Mapping[str, str | None]]
SIGNS: Final = {str(sign): day for day, sign in DAYS.items()}  # 月 -> mon; a paper's 祝日 is no day of the week
_SORTS: Final = ("weekday", "saturday", "holiday")  # of days, each with a pair of times
_BANDS: Final = {"sat": 1, "sun": 2}  # which pair of times holds on a day; the first on all others


def week_days(week: Week) -> int:
    """How many days of the week are in the table."""
    return len(week)


def week_minutes(week: Week) -> int:
    """How many minutes the days of the week come to, breaks with them; a day without both times counts for nothing."""
    spans = ((day.get("start"), day.get("end")) for day in week.values())
    return sum(length(start, end) for start, end in spans if start and end)


def week_matches(week: Week, band_start: str, band_end: str, least: int) -> int:
    """On how many days the time shares a minute with the band and lasts at least `least` minutes."""
    return sum(_matches(day.get("start"), day.get("end"), band_start, band_end, least) for day in week.values())


def week_says(week: Week, word: str) -> bool:
    """Whether some day has this word beside it."""
    return any(day.get("how") == word for day in week.values())


def week_from(signs: Sequence[str] | None, *times: str | None) -> dict[str, dict[str, str | None]]:
    """The week of a paper: the days ticked (月, 祝日), and from when to when on weekdays, Saturdays, Sundays."""
    days = [SIGNS[sign] for sign in signs or () if sign in SIGNS]
    bands = [{"start": start, "end": end} for start, end in zip(times[::2], times[1::2], strict=True)]
    return {day: dict(bands[min(_BANDS.get(day, 0), len(bands) - 1)]) if bands else {} for day in days}


@dataclass(frozen=True)
class PaperWeek:
    """A week that the values of a paper come to (`weeks` of its file in documents/).

    `days` is the code of the ticked days, `times` those of from and to on weekdays, on Saturdays and on Sundays.
    """

    code: str
    days: str
    times: tuple[str, ...]

    def of(self, values: Mapping[str, Any]) -> dict[str, dict[str, str | None]]:
        """The week, from the values of the paper by code; {} where no day of a week is ticked."""
        return week_from(values.get(self.days), *(values.get(code) for code in self.times))


def weeks_of(paper: Mapping[str, Any]) -> tuple[PaperWeek, ...]:
    """The weeks of a kind of paper, from its file."""
    return tuple(
        PaperWeek(row["code"], row["days"], tuple(code for sort in _SORTS for code in row["bands"][sort]))
        for row in paper.get("weeks", ())
    )


def same_week(one: Week, other: Week) -> bool:
    """Whether two weeks have the same days, from and to the same times."""
    return one.keys() == other.keys() and all(
        one[day].get(end) == other[day].get(end) for day in one for end in ("start", "end")
    )


def weekday_count(signs: Sequence[str] | None) -> int:
    """How many days of the week are ticked on a paper; 祝日 is none of them."""
    return len({sign for sign in signs or () if sign in SIGNS})


def tenths(number: float | None) -> int | None:
    """A number in whole tenths, so that 5.5 days can be reckoned with: 55. Nothing stays nothing."""
    return None if number is None else round(number * 10)


def _matches(start: str | None, end: str | None, band_start: str, band_end: str, least: int) -> bool:
    if not start or not end:
        return False
    return length(start, end) >= least and overlaps(start, end, band_start, band_end)
