"""二つの時計を見せる - the days of a case since it came in, and those of the standard processing period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from madoguchi.core import clocks as core
from madoguchi.core.case import Ask, Case
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition


@dataclass(frozen=True)
class Shown:
    """Both clocks in figures; `standing` is near, over or "", `left` the days to `last`."""

    elapsed: int
    counted: int
    rested: int
    limit: int | None
    working: bool
    last: date | None
    left: int
    standing: str
    resting: bool
    ended: bool


def shown(case: Case, edition: Edition, asks: tuple[Ask, ...], today: date) -> Shown:
    """For `staff/clocks.html` (as `clocks`); `asks` are all of the case, those that are over too."""
    standard = core.standard_of(edition.town)
    status = edition.flow.by_status[case.status]
    ended = status.final or status.again
    until = min(today, jst_date(case.changed)) if ended else today  # behind the last step no day counts
    told = core.clocks(standard, jst_date(case.received), until, core.pauses_of(asks))
    return Shown(
        told.elapsed,
        told.counted,
        told.rested,
        told.limit,
        bool(standard and standard.working),
        told.last,
        (told.last - today).days if told.last else 0,
        "" if ended else core.standing(told.last, today),
        told.resting and not ended,
        ended,
    )
