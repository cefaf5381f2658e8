"""廃棄の停止 - applications that must be kept beyond their day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from . import tables


@dataclass(frozen=True, slots=True)
class Hold:
    """One that is in force: `reason` is a code of core/retention, `by` an account."""

    reference: str
    reason: str
    since: datetime
    by: str


def put(reference: str, reason: str, by: str, now: datetime) -> bool:
    """Keep an application; False when it is kept already."""
    if tables.Hold.objects.filter(reference=reference, lifted=None).exists():
        return False
    tables.Hold.objects.create(reference=reference, reason=reason, by=by, since=now)
    return True


def lift(reference: str, by: str, now: datetime) -> bool:
    """Keep it no longer than others; False when nothing kept it."""
    return bool(tables.Hold.objects.filter(reference=reference, lifted=None).update(lifted=now, lifted_by=by))


def all_() -> tuple[Hold, ...]:
    """Those in force, the oldest first."""
    rows = tables.Hold.objects.filter(lifted=None).order_by("since", "id")
    return tuple(Hold(row.reference, row.reason, row.since, row.by) for row in rows)
