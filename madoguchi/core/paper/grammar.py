"""読み方 - how a date, a period, a band of hours or a telephone number is written on a paper; None is a blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from madoguchi.core.eras import typed_year

# Everything here is asked of plain text (sheet.plain): one width, no spaces.
_DATE: Final = re.compile(
    r"(?:(?<![令平昭大和成正])(?P<era>令和|平成|昭和|大正|[RHST令平昭大])(?P<nth>元|\d{1,2})|(?P<year>\d{4}))[年./¦-](?P<month>\d{1,2})[月./¦-](?P<day>\d{1,2})日?"
)
_PART: Final = re.compile(r"\d+[年月日]|[年月]\d|令和\d|\d{4}[./-]")
_MONTH: Final = re.compile(
    r"(?:(?:令和|R|令)(?P<nth>元|\d{1,2})|(?P<year>\d{4}))[年./¦-](?P<month>\d{1,2})(?:月|(?!\d))"
)
_CLOCK: Final = r"(\d{1,2})(?:時|:)(?:(\d{1,2})分?)?"
_HOUR: Final = re.compile(r"\d(?:時|:)")
_BAND: Final = re.compile(rf"{_CLOCK}(?:~|から|-|ー|―|—)+{_CLOCK}")
_REST: Final = re.compile(r"(?:休憩|休.時|うち.憩)[^\d時分]{0,8}(?:時間?)?[^\d時分]{0,4}(?:(\d+)時間)?(?:(\d+)分)?")
_HOURS: Final = re.compile(r"(?<![\d.])(\d{1,3})(?:時間|:)(?:(\d{1,2})分?)?|(?<![\d.])(\d{1,3})\.5時間")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_DIGITS: Final = re.compile(r"\d+")
_LAST_MINUTE: Final = 48 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """A value and where in the text it stands; `note` says why there is none although something is written."""

    value: Any
    start: int = 0
    end: int = 0
    note: str = ""


INCOMPLETE: Final = "incomplete"  # something is written, but not all of it
IMPOSSIBLE: Final = "impossible"  # no such day or time


def dates(text: str) -> list[Told]:
    """Every date in a text."""
    return [_date(match) for match in _DATE.finditer(text)]


def one_date(text: str) -> Told:
    """The first date; a part of one is noted."""
    return next(iter(dates(text)), _partly(text))


def _date(match: re.Match[str]) -> Told:
    where = match.span()
    year = _year(match["year"], match["era"], match["nth"])
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return Told(None, *where, IMPOSSIBLE)
    return Told(day.isoformat(), *where)


def _year(western: str | None, era: str | None, nth: str | None) -> int:
    if western:
        return int(western)
    known = typed_year(f"{era}{nth}")
    return known[0].first.year + known[1] - 1 if known else 0


def _partly(text: str) -> Told:
    return Told(None, 0, len(text), INCOMPLETE) if _PART.search(text) else Told(None)


def period(text: str) -> tuple[Told, Told]:
    """From and to, on either side of the wave; without one, the first date and the second."""
    wave = text.find("~")
    if wave < 0:
        both = [*dates(text), Told(None), Told(None)]
        return both[0] if dates(text) else _partly(text), both[1]
    first, second = one_date(text[:wave]), one_date(text[wave + 1 :])
    return first, Told(second.value, second.start + wave + 1, second.end + wave + 1, second.note)


def months(text: str) -> list[Told]:
    """Every month in a text, as YYYY-MM."""
    told = []
    for match in _MONTH.finditer(text):
        year, month = _year(match["year"], "令和", match["nth"]), int(match["month"])
        good = 1 <= month <= 12
        told.append(Told(f"{year:04}-{month:02}" if good else None, *match.span(), "" if good else IMPOSSIBLE))
    return told


def band(text: str) -> tuple[Told, Told, Told]:
    """From, to (HH:MM) and the minutes of the break."""
    match = _BAND.search(text)
    rest = break_(text)
    if match is None:
        nothing = Told(None, 0, len(text), INCOMPLETE) if _HOUR.search(text) else Told(None)
        return nothing, nothing, rest
    where = match.span()
    return _clock(match[1], match[2], where), _clock(match[3], match[4], where), rest


def _clock(hour: str, minute: str | None, where: tuple[int, int]) -> Told:
    minutes = int(minute or 0)
    if minutes > 59 or int(hour) * 60 + minutes > _LAST_MINUTE:
        return Told(None, *where, IMPOSSIBLE)
    return Told(f"{int(hour):02}:{minutes:02}", *where)


def break_(text: str) -> Told:
    """The minutes of a break: 休憩時間60分, 休憩1時間15分."""
    for match in _REST.finditer(text):
        if match[1] or match[2]:
            return Told(int(match[1] or 0) * 60 + int(match[2] or 0), *match.span())
    return Told(None)


def hours(text: str) -> Told:
    """Hours and minutes in minutes; what stands behind 休憩 are not these."""
    ours = text.partition("休憩")[0]
    match = _HOURS.search(ours)
    if match is None:
        return Told(None)
    if match[3]:
        return Told(int(match[3]) * 60 + 30, *match.span())
    return Told(int(match[1]) * 60 + int(match[2] or 0), *match.span())


def number(text: str) -> Told:
    """The first number, whole or with a half."""
    match = _NUMBER.search(text)
    return Told(amount(match[0]), *match.span()) if match else Told(None)


def amount(text: str) -> int | float:
    """A number as it is reckoned with: 20, 5.5."""
    value = float(text)
    return int(value) if value.is_integer() else value


def phone(text: str) -> Told:
    """The groups of digits of a telephone number, with hyphens between."""
    groups = list(_DIGITS.finditer(text))
    if not groups:
        return Told(None)
    return Told("-".join(match[0] for match in groups), groups[0].start(), groups[-1].end())
