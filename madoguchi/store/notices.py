"""通知 - letters as they were made, and when what happened to each."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core.case import Notice

from . import tables

# News of it left, the family read it, fetched its PDF; it was brought to mind, its mail came back, it went by post.
TIMES = ("sent", "opened", "downloaded", "reminded", "returned", "posted")
_COLUMNS = ("case", "kind", "lang", "number", "title", "body", "made", "translated", "translation", *TIMES)


def put(notice: Notice) -> Notice:
    """Keep a new letter; it comes back with its id."""
    return value(tables.Notice.objects.create(**{name: getattr(notice, name) for name in _COLUMNS}))


def get(notice_id: int) -> Notice | None:
    """One letter."""
    row = tables.Notice.objects.filter(pk=notice_id).first()
    return value(row) if row else None


def of_case(case: str) -> tuple[Notice, ...]:
    """The letters of a case, the oldest first."""
    return tuple(value(row) for row in tables.Notice.objects.filter(case=case).order_by("id"))


def between(since: datetime, until: datetime) -> tuple[Notice, ...]:
    """The letters made from `since` on and before `until`."""
    return tuple(value(row) for row in tables.Notice.objects.filter(made__gte=since, made__lt=until).order_by("id"))


def unopened(since: datetime) -> tuple[Notice, ...]:
    """The letters made from `since` on that the family has not opened and that did not go by post."""
    rows = tables.Notice.objects.filter(opened=None, posted=None, made__gte=since)
    return tuple(value(row) for row in rows.order_by("id"))


def note(notice_id: int, what: str, now: datetime) -> bool:
    """Note when one of TIMES happened to it; the first time counts. Whether this was it."""
    if what not in TIMES:
        raise ValueError(what)
    return bool(tables.Notice.objects.filter(pk=notice_id, **{what: None}).update(**{what: now}))


def value(row: tables.Notice) -> Notice:
    """A letter from its row."""
    return Notice(id=row.pk, **{name: getattr(row, name) for name in _COLUMNS})
