"""閲覧の記録 - the events of those who looked: what of, when, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from madoguchi.core.case import Event

from . import tables
from .events import value

STEP: Final = "view"
PAGE: Final = 100  # rows
MOST: Final = 100_000  # rows of an export
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sought:
    """Which viewings: of an account, of a number (an application's has those of its cases), of a day (from `since`)."""

    who: str = ""
    subject: str = ""
    since: datetime | None = None


def running(subject: str, who: str, kind: str, document: int | None, since: datetime) -> str:
    """The purpose of this account's last viewing of it since then; "" when there was none."""
    rows = tables.Event.objects.filter(subject=subject, step=STEP, who=who, at__gte=since).order_by("-seq")
    alike = (row.note for row in rows if (row.note.get("kind"), row.note.get("document")) == (kind, document))
    return next((str(note.get("purpose", "")) for note in alike), "")


def page(sought: Sought = Sought(), number: int = 1) -> tuple[tuple[Event, ...], bool]:
    """One page, the latest first, and whether another follows."""
    start = (max(number, 1) - 1) * PAGE
    rows = list(_rows(sought)[start : start + PAGE + 1])
    return tuple(value(row) for row in rows[:PAGE]), len(rows) > PAGE


def all_of(sought: Sought) -> tuple[Event, ...]:
    """All of them, the latest first, as many as an export takes."""
    return tuple(value(row) for row in _rows(sought)[:MOST])


def _rows(sought: Sought) -> Any:
    rows = tables.Event.objects.filter(step=STEP).order_by("-seq")
    if sought.who:
        rows = rows.filter(who=sought.who)
    if sought.subject:
        rows = rows.filter(subject__startswith=sought.subject)
    if sought.since:
        rows = rows.filter(at__gte=sought.since, at__lt=sought.since + _DAY)
    return rows
