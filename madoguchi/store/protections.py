"""支援措置 - which applications are protected now, and which clerks are named for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from madoguchi.core.case import Protection

from . import tables
from .errors import Stale


def of(reference: str, lock: bool = False) -> Protection | None:
    """The protection in force for an application. With `lock` nobody else changes it before our transaction ends."""
    rows = tables.Protection.objects.filter(reference=reference, lifted=None)
    row = (rows.select_for_update() if lock else rows).first()
    return value(row) if row else None


def among(references: Iterable[str]) -> dict[str, Protection]:
    """Those of many applications that are protected now."""
    rows = tables.Protection.objects.filter(reference__in=set(references), lifted=None)
    return {row.reference: value(row) for row in rows}


def in_force() -> tuple[Protection, ...]:
    """Every one that is in force."""
    return tuple(value(row) for row in tables.Protection.objects.filter(lifted=None))


def put(protection: Protection) -> None:
    """Keep a new one. Django's IntegrityError: one is in force already."""
    tables.Protection.objects.create(
        reference=protection.reference,
        clerks=list(protection.clerks),
        since=protection.since,
        by=protection.by,
    )


def rename(reference: str, clerks: tuple[str, ...]) -> None:
    """Name other clerks. Raises Stale when none is in force."""
    if not tables.Protection.objects.filter(reference=reference, lifted=None).update(clerks=list(clerks)):
        raise Stale(reference)


def lift(reference: str, now: datetime) -> None:
    """It ends now. Raises Stale when none is in force."""
    if not tables.Protection.objects.filter(reference=reference, lifted=None).update(lifted=now):
        raise Stale(reference)


def value(row: tables.Protection) -> Protection:
    """A protection from its row."""
    return Protection(row.reference, tuple(row.clerks), row.since, row.by, row.lifted)
