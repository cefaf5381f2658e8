"""用務 - taken up under a lease by one worker at a time; whoever lost the lease can write nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from madoguchi.core.case import Errand

from . import tables
from .errors import LeaseLost

UNDONE = ("waiting", "running")  # one that failed is a person's
# Lanes whose errands are taken up when none of the lanes before is due, in this order.
PAPER = "paper"  # letters: a family reads the text on its page at once, the PDF may follow
LATER = "later"  # what nobody waits for
_BEHIND = (PAPER, LATER)
ROBOT = "robot"  # only for who types into a back office
_COLUMNS = (
    *("kind", "key", "payload", "lane", "due", "lease_until", "stage", "attempts", "error", "state"),
    *("subject",),
)


def leave(
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    subject: str,
    now: datetime,
    *,
    due: datetime | None = None,
    lane: str = "",
) -> Errand:
    """Leave an errand, to be done from `due` on (at once). A key that is known stands for what was left first."""
    put(kind, key, payload, subject, now, due=due, lane=lane)
    return value(tables.Errand.objects.get(key=key))


def put(
    kind: str,
    key: str,
    payload: Mapping[str, Any],
    subject: str,
    now: datetime,
    *,
    due: datetime | None = None,
    lane: str = "",
) -> None:
    """As `leave`, for who need not read it."""
    row = tables.Errand(kind=kind, key=key, payload=dict(payload), subject=subject, due=due or now, lane=lane)
    tables.Errand.objects.bulk_create([row], ignore_conflicts=True)


def get(errand_id: int) -> Errand | None:
    """An errand as it is now."""
    row = tables.Errand.objects.filter(pk=errand_id).first()
    return value(row) if row else None


def under(key: str, lock: bool = False) -> Errand | None:
    """The errand of a key. With `lock` nobody takes it up before our transaction ends."""
    rows = tables.Errand.objects.filter(key=key)
    row = (rows.select_for_update() if lock else rows).first()
    return value(row) if row else None


def touched(key: str) -> bool:
    """Whether somebody has ever taken it up."""
    return bool(tables.Errand.objects.filter(key=key).exclude(worker="").exists())


def known(key: str) -> bool:
    """Whether an errand was left under this key."""
    return bool(tables.Errand.objects.filter(key=key).exists())


def undone(kind: str, subjects: Iterable[str]) -> frozenset[str]:
    """Those of these subjects for which an errand of a kind is still to be done."""
    rows = tables.Errand.objects.filter(kind=kind, state__in=UNDONE, subject__in=list(subjects))
    return frozenset(rows.values_list("subject", flat=True))


def any_due(now: datetime, lane: str = "") -> bool:
    """Whether one could be taken up now; `lane` as in `claim`."""
    return bool(_of(_due(now), lane).exists())


def waiting_count(now: datetime, lane: str = "") -> int:
    """How many could be taken up now; `lane` as in `claim`."""
    return int(_of(_due(now), lane).count())


def claim(worker: str, lease_seconds: int, now: datetime, lane: str = "") -> Errand | None:
    """Take up the errand that has been due for longest, those of dead workers too; it counts as an attempt. Those of
    the lanes PAPER and LATER come last. Those of ROBOT are taken only by who asks for that `lane`, and nothing else.

    Others who claim meanwhile pass over it (PostgreSQL) or wait for us (SQLite): no errand has two workers.
    """
    due = _of(_due(now), lane).order_by("due", "id").select_for_update(skip_locked=True)
    row = due.exclude(lane__in=_BEHIND).first()
    for lane in _BEHIND:
        row = row or due.filter(lane=lane).first()
    if row is None:
        return None
    until = now + timedelta(seconds=lease_seconds)
    tables.Errand.objects.filter(pk=row.pk).update(
        state="running", worker=worker, lease_until=until, attempts=F("attempts") + 1
    )
    return value(tables.Errand.objects.get(pk=row.pk))


def stage(errand: Errand, name: str, lease_seconds: int, now: datetime) -> Errand:
    """Write down how far the errand in our hands has come, and hold it as long again from now. Raises LeaseLost.

    What comes back is the errand under its new lease; the old value can write nothing more.
    """
    until = now + timedelta(seconds=lease_seconds)
    _write(errand, stage=name, lease_until=until)
    return replace(errand, stage=name, lease_until=until)


def finish(errand: Errand) -> None:
    """It is done. Raises LeaseLost."""
    _write(errand, state="done", stage="done", error="", lease_until=None)


def retry(errand: Errand, due: datetime, error: str) -> None:
    """Put it off; `error` is read by clerks. Raises LeaseLost."""
    _write(errand, state="waiting", due=due, error=error, lease_until=None)


def put_back(errand: Errand, error: str) -> None:
    """As if it had not been taken up: the attempt does not count. Raises LeaseLost."""
    _write(errand, state="waiting", error=error, lease_until=None, attempts=errand.attempts - 1)


def fail(errand: Errand, error: str) -> None:
    """Give it to a person, who reads `error`. Raises LeaseLost."""
    _write(errand, state="failed", error=error, lease_until=None)


def again(errand_id: int, now: datetime) -> Errand:
    """Send a failed errand out again, from its first attempt. Raises LookupError when it has not failed."""
    rows = tables.Errand.objects.filter(pk=errand_id, state="failed")
    if not rows.update(state="waiting", attempts=0, due=now, worker=""):
        raise LookupError(errand_id)
    return value(tables.Errand.objects.get(pk=errand_id))


def renew(key: str, now: datetime) -> None:
    """It is to be done once more, where it has ended in any way."""
    rows = tables.Errand.objects.filter(key=key, state__in=("done", "failed"))
    rows.update(state="waiting", attempts=0, due=now, error="")


def settle(key: str) -> None:
    """Nobody need look at it any more, where it has failed."""
    tables.Errand.objects.filter(key=key, state="failed").update(state="done")


def failed() -> tuple[Errand, ...]:
    """Those a person must look at, the oldest first."""
    return tuple(value(row) for row in tables.Errand.objects.filter(state="failed").order_by("id"))


def failed_count() -> int:
    """How many a person must look at."""
    return tables.Errand.objects.filter(state="failed").count()


def oldest_due(now: datetime) -> datetime | None:
    """Since when the first of those that could be taken up has been due; a robot's may wait for its hours."""
    row = _of(_due(now), "").order_by("due").first()
    return row.due if row else None


def _due(now: datetime) -> Any:
    return tables.Errand.objects.filter(Q(state="waiting", due__lte=now) | Q(state="running", lease_until__lt=now))


def _of(due: Any, lane: str) -> Any:
    return due.filter(lane=lane) if lane else due.exclude(lane=ROBOT)


def _write(errand: Errand, **columns: Any) -> None:
    # The lease names the claim: whoever took the errand over has another one.
    mine = tables.Errand.objects.filter(
        pk=errand.id, state="running", attempts=errand.attempts, lease_until=errand.lease_until
    )
    if not mine.update(**columns):
        raise LeaseLost(errand.id)


def value(row: tables.Errand) -> Errand:
    """An errand from its row."""
    return Errand(id=row.pk, **{name: getattr(row, name) for name in _COLUMNS})
