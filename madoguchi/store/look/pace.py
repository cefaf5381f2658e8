"""進み具合を見る - how long each page took the families that handed in last; nothing else of theirs is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from madoguchi.core.pace import pace_of

from .. import drafts, wall

LAST: Final = 200  # families


def pace(procedure: str, now: datetime) -> Mapping[str, float]:
    """Median seconds of each page; empty while too few families were here. Looked up once an hour."""
    return _pace(wall.current(), procedure, now.replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=256)
def _pace(municipality: str, procedure: str, hour: datetime) -> Mapping[str, float]:
    return pace_of(drafts.seconds_of_the_last(procedure, LAST))
