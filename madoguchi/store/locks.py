"""締出し - wrong passwords and codes of an account, counted in the database for all servers together."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from madoguchi.core.account import Lock, wrong_once_more

from . import tables


def hold(name: str, now: datetime) -> Lock:
    """The lock of an account, held until the transaction ends: whoever tries at the same moment waits behind us."""
    tables.Lock.objects.get_or_create(key_hash=_hash(name), defaults={"last": now})
    row = tables.Lock.objects.select_for_update().get(key_hash=_hash(name))
    return _value(row)


def get(name: str) -> Lock | None:
    """The lock of an account that was tried in vain."""
    row = _rows(name).first()
    return _value(row) if row else None


def count(name: str, now: datetime) -> Lock:
    """One more wrong try. Inside of `hold`."""
    lock = wrong_once_more(get(name), now)
    _rows(name).update(wrong=lock.wrong, times=lock.times, last=lock.last, until=lock.until)
    return lock


def forget(name: str) -> bool:
    """It is open again, and nothing was ever wrong; whether there was anything to forget."""
    return bool(_rows(name).delete())


def _rows(name: str) -> Any:
    return tables.Lock.objects.filter(key_hash=_hash(name))


def _value(row: tables.Lock) -> Lock:
    return Lock(row.last, row.wrong, row.times, row.until)


def _hash(name: str) -> str:
    return hashlib.sha256(f"account|{name}".encode("utf-8", "replace")).hexdigest()
