"""二つの時計 - days since a case came in, and those of the standard processing period (標準処理期間, 行政手続法第6条).

The day of receipt does not count (民法第140条). While the family corrects, the period rests: the days behind the day of
the ask, up to the day on which it ends. So it does, as we read it, while the family chooses when to come to an
interview (面談): it waits for the family alone, as for a correction; no source says so. From the choice to the
interview the days count: those times were the city's to give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import jpholiday

from .assent import CONFIRM
from .case import Ask
from .days import jst_date
from .interview import SLOTS
from .proof import STANDING
from .town import Town

NEAR: Final = 7  # days before a deadline from which it is called near
CORRECTION: Final = "correction"
RESTING: Final = (CORRECTION, SLOTS)  # the asks during which the period rests
LONGEST: Final = 3660  # days looked ahead: where the counter never opens there is no last day
SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standard:
    """標準処理期間. With `working`, only days on which the counter is open count; `closed` are days as "12-29"."""

    days: int
    working: bool = False
    closed: frozenset[str] = frozenset()

    def counts(self, day: date) -> bool:
        """Whether a day is one of the period."""
        return not self.working or not (day.weekday() >= SATURDAY or f"{day:%m-%d}" in self.closed or _holiday(day))


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count: behind `start`, up to `end`; without an end it goes on."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it takes this day out."""
        return self.start < day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks of a case on a day. `last` is the last day of the period; None while it rests, or without one."""

    elapsed: int
    counted: int
    rested: int
    limit: int | None
    last: date | None
    resting: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """The next day to keep, and what it is of: `ask` (or the kind of one that goes on past its day) or `standard`."""

    day: date
    of: str


def standard_of(town: Town) -> Standard | None:
    """What the municipality has set: the values `standard_days` and `standard_working`. None when it has not."""
    days = town.values.get("standard_days")
    if days is None or not isinstance(days.value, int) or days.value < 1:
        return None
    working = town.values.get("standard_working")
    return Standard(days.value, bool(working and working.value is True), town.closed)


def pauses_of(asks: Iterable[Ask]) -> tuple[Pause, ...]:
    """The pauses that waiting for the family of a case makes."""
    return tuple(
        Pause(jst_date(ask.opened), jst_date(ask.closed) if ask.closed else None) for ask in asks if ask.kind in RESTING
    )


def clocks(standard: Standard | None, received: date, today: date, pauses: tuple[Pause, ...] = ()) -> Clocks:
    """How both clocks stand at the end of `today`."""
    behind = [received + _DAY * count for count in range(1, (today - received).days + 1)]
    countable = [day for day in behind if standard is None or standard.counts(day)]
    counted = [day for day in countable if not any(pause.holds(day) for pause in pauses)]
    return Clocks(
        elapsed=max(0, (today - received).days),
        counted=len(counted),
        rested=len(countable) - len(counted),
        limit=standard.days if standard else None,
        last=last_day(standard, received, pauses) if standard else None,
        resting=any(pause.end is None for pause in pauses),
    )


def last_day(standard: Standard, received: date, pauses: tuple[Pause, ...] = ()) -> date | None:
    """The last day of the period; None while it rests."""
    if any(pause.end is None for pause in pauses):
        return None
    left, day = standard.days, received
    for _ in range(LONGEST):
        day += _DAY
        left -= standard.counts(day) and not any(pause.holds(day) for pause in pauses)
        if not left:
            return day
    return None


def deadline(standard: Standard | None, received: date, asks: tuple[Ask, ...]) -> Deadline | None:
    """The first of what a case must keep: the day of an open ask, and the last of the period."""
    # What another guardian may still say holds up nobody.
    left = (ask for ask in asks if ask.state == "open" and ask.kind != CONFIRM)
    found = [Deadline(ask.due, ask.kind if ask.kind in STANDING else "ask") for ask in left]
    last = last_day(standard, received, pauses_of(asks)) if standard else None
    if last:
        found.append(Deadline(last, "standard"))
    return min(found, key=lambda one: one.day, default=None)


def standing(day: date | None, today: date) -> str:
    """`over` behind the day, `near` up to a week before it, "" otherwise."""
    if day is None or (day - today).days > NEAR:
        return ""
    return "over" if day < today else "near"


@lru_cache(maxsize=4096)
def _holiday(day: date) -> bool:
    return bool(jpholiday.is_holiday(day))
