"""到達 - when a family knows of a letter, until when it may ask for a review, and what follows if nobody opens it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from .case import Notice
from .days import add_months, jst_date

REMIND: Final = "remind"
POST: Final = "post"
REVIEW: Final = 3  # months 行政不服審査法第18条第1項


@dataclass(frozen=True)
class Patience:
    """A municipality's rule: days after the news left until an unopened letter is brought to mind, once (`remind`),
    and until it goes by post (`post`)."""

    remind: int
    post: int
    status: str
    source: str = ""


def follows(notice: Notice, patience: Patience | None, today: date, *, reachable: bool) -> str:
    """What is to be done about a letter today: REMIND, POST or "". `reachable`: the family confirmed an address.

    Without an address, or when its mail came back, nobody will open it for having been told: it goes by post."""
    if notice.opened or notice.posted:
        return ""
    if not reachable or notice.returned:
        return POST
    if patience is None:
        return ""
    waited = (today - jst_date(notice.sent or notice.made)).days
    if waited >= patience.post:
        return POST
    return REMIND if waited >= patience.remind and not notice.reminded else ""


def review_ends(known: date) -> date:
    """The last day of 審査請求 for whoever knew on that day: three months from the day after (民法第140条・第143条).

    On a day on which the city hall is closed the period ends later; that day is the clerk's to see."""
    first = known + timedelta(days=1)
    end = date.fromisoformat(add_months(first.isoformat(), REVIEW))
    if end.day == first.day:
        return end - timedelta(days=1)
    return end.replace(day=calendar.monthrange(end.year, end.month)[1])  # a month without that day: its last
