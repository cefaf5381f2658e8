"""依頼 - what we await from someone by a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from madoguchi.core.assent import CONFIRM
from madoguchi.core.case import Ask
from madoguchi.core.proof import STANDING

from . import tables

_PLAIN = ("case", "kind", "to", "message", "due", "state", "opened", "closed", "answer")


def put(ask: Ask) -> Ask:
    """Keep a new ask; it comes back with its id."""
    row = tables.Ask.objects.create(fields=list(ask.fields), **{name: getattr(ask, name) for name in _PLAIN})
    return value(row)


def open_of(case: str) -> tuple[Ask, ...]:
    """What a case still awaits, the oldest first."""
    return _values(tables.Ask.objects.filter(case=case, state="open").order_by("id"))


def of_case(case: str) -> tuple[Ask, ...]:
    """Everything that was asked in a case, the oldest first."""
    return _values(tables.Ask.objects.filter(case=case).order_by("id"))


def of_kind(kind: str) -> tuple[Ask, ...]:
    """Everything that was asked of one kind, the oldest first."""
    return _values(tables.Ask.objects.filter(kind=kind).order_by("id"))


def close(case: str, state: str, now: datetime, kinds: Collection[str] = (), only: int = 0) -> int:
    """End what a step of the flow ends, as `done` or `lapsed`: every open ask of a case but that of another guardian,
    which is no part of it; or those of some `kinds`, or the one that was answered. How many there were."""
    rows = tables.Ask.objects.filter(case=case, state="open").exclude(kind=CONFIRM)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows = rows.filter(pk=only) if only else rows
    return rows.update(state=state, closed=now)


def answer(ask: int, words: str) -> None:
    """Keep what was said to an open ask."""
    tables.Ask.objects.filter(pk=ask, state="open").update(answer=words)


def due_by(kind: str, day: date) -> tuple[Ask, ...]:
    """Open asks of a kind that are due by a day, the next first."""
    rows = tables.Ask.objects.filter(kind=kind, state="open", due__lte=day)
    return _values(rows.order_by("due", "id"))


def close_kind(case: str, kind: str, state: str, now: datetime) -> int:
    """End the open asks of one kind; how many there were."""
    return tables.Ask.objects.filter(case=case, kind=kind, state="open").update(state=state, closed=now)


def lapse_kind(kind: str, today: date, now: datetime) -> int:
    """End those of one kind whose last day is over on `today`; how many there were."""
    rows = tables.Ask.objects.filter(kind=kind, state="open", due__lt=today)
    return rows.update(state="lapsed", closed=now)


def run_out(today: date) -> tuple[Ask, ...]:
    """Open asks whose last day is over on `today`, of those that the flow has left and that end by it."""
    rows = tables.Ask.objects.filter(state="open", due__lt=today).exclude(kind__in=(CONFIRM, *STANDING))
    return _values(rows.order_by("due", "id"))


def _values(rows: Iterable[tables.Ask]) -> tuple[Ask, ...]:
    return tuple(value(row) for row in rows)


def value(row: tables.Ask) -> Ask:
    """An ask from its row."""
    return Ask(id=row.pk, fields=tuple(row.fields), **{name: getattr(row, name) for name in _PLAIN})
