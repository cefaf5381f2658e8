"""あと何分 - how long the pages that are left will take, by families who have been there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from .say import Say, say

FEWEST: Final = 20  # families, before their times say more than the author's estimate


@dataclass(frozen=True, slots=True)
class Left:
    """Whole minutes, at least one; `measured` or only estimated."""

    minutes: int
    measured: bool

    @property
    def said(self) -> Say:
        """As people read it: 9分."""
        return say("{n}分", n=self.minutes)


def pace_of(families: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """The median seconds of each page, by its id; empty when they are too few. Each family tells seconds by stop."""
    told = [seconds for seconds in families if seconds]
    if len(told) < FEWEST:
        return {}
    pages: dict[str, list[int]] = {}
    for seconds in told:
        for slug, spent in seconds.items():
            pages.setdefault(slug.partition("-")[0], []).append(spent)
    return {page: median(spent) for page, spent in pages.items()}


def left(pages: Sequence[str], stops: int, measured: Mapping[str, float], minutes: int | None) -> Left | None:
    """For the pages still to come, the one before us among them, of `stops` in all; `minutes` is the estimate for all.

    A page on which nobody has been yet takes as long as the others.
    """
    if measured:
        usual = median(measured.values())
        return Left(_whole(sum(measured.get(page, usual) for page in pages) / 60), True)
    return Left(_whole(minutes * len(pages) / stops), False) if minutes else None


def _whole(minutes: float) -> int:
    return max(1, round(minutes))
