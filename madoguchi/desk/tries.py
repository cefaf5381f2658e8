"""試行の数 - wrong tries at a lock are counted for the whole house; after ten it stays shut for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.store import tries

MOST: Final = 10
SHUT: Final = timedelta(minutes=15)


def spent(lock: str, now: datetime) -> bool:
    """Whether no try is left."""
    return tries.counted(lock, now) >= MOST


def count(lock: str, now: datetime) -> None:
    """One more wrong try; the time begins with the first."""
    tries.add(lock, now, now + SHUT)
