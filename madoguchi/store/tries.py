"""試行の数 - how often a lock was tried in vain, whichever process or server was asked."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from . import tables


def counted(lock: str, now: datetime) -> int:
    """Wrong tries that still count."""
    row = tables.Try.objects.filter(key_hash=_hash(lock), until__gt=now).first()
    return row.count if row else 0


def add(lock: str, now: datetime, until: datetime) -> None:
    """One more. The first of them says until when they count; a day gone by begins anew."""
    ours = tables.Try.objects.filter(key_hash=_hash(lock))
    if ours.filter(until__gt=now).update(count=F("count") + 1):
        return
    ours.filter(until__lte=now).delete()
    try:
        with transaction.atomic():
            tables.Try.objects.create(key_hash=_hash(lock), until=until)
    except IntegrityError:  # another server counted the first at the same moment
        ours.update(count=F("count") + 1)


def forget(now: datetime) -> None:
    """Those that count no more."""
    tables.Try.objects.filter(until__lte=now).delete()


def _hash(lock: str) -> str:
    return hashlib.sha256(lock.encode("utf-8", "replace")).hexdigest()
