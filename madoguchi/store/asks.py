"""依頼 - what we await from someone by a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from madoguchi.core.case import Ask

from . import tables

_PLAIN = ("case", "kind", "to", "message", "due", "state", "opened", "closed")


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


def close(case: str, state: str, now: datetime) -> int:
    """End every open ask of a case as `done` or `lapsed`; how many there were."""
    return tables.Ask.objects.filter(case=case, state="open").update(state=state, closed=now)


def run_out(today: date) -> tuple[Ask, ...]:
    """Open asks whose last day is over on `today`."""
    return _values(tables.Ask.objects.filter(state="open", due__lt=today).order_by("due", "id"))


def _values(rows: Iterable[tables.Ask]) -> tuple[Ask, ...]:
    return tuple(value(row) for row in rows)


def value(row: tables.Ask) -> Ask:
    """An ask from its row."""
    return Ask(id=row.pk, fields=tuple(row.fields), **{name: getattr(row, name) for name in _PLAIN})
