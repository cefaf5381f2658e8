"""通知 - letters as they were made, and when each left and was read."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core.case import Notice

from . import tables

_COLUMNS = ("case", "kind", "lang", "number", "title", "body", "made", "sent", "opened", "translated", "translation")


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


def sent(notice_id: int, now: datetime) -> None:
    """Note that the news of it left; the first time counts."""
    tables.Notice.objects.filter(pk=notice_id, sent=None).update(sent=now)


def opened(notice_id: int, now: datetime) -> None:
    """Note that the family opened it; the first time counts."""
    tables.Notice.objects.filter(pk=notice_id, opened=None).update(opened=now)


def value(row: tables.Notice) -> Notice:
    """A letter from its row."""
    return Notice(id=row.pk, **{name: getattr(row, name) for name in _COLUMNS})
