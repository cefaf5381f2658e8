"""受入先の選び方 - whom a pool takes of those who ask: kept places, then reserved seats, then by priority.

A lexicographic choice rule (C. P. Chambers, M. B. Yenmez, On lexicographic choice, Economics Letters 171, 2018; seats
with priorities of their own: S. D. Kominers, T. Sönmez, Matching with slot-specific priorities, Theoretical Economics
11, 2016): substitutable and never wasteful, so that deferred acceptance with it is stable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .market import Reserve

OPEN: Final = -1  # below every key


@dataclass(frozen=True, slots=True)
class Group:
    """Seats of one kind and who has them, best first."""

    seats: int
    holders: list[int]

    def limit(self, closed: int) -> int:
        """The key above which somebody else would get such a seat: OPEN while one is, `closed` if it is hopeless."""
        if len(self.holders) < self.seats:
            return OPEN
        return self.holders[-1] if self.holders else closed


@dataclass(frozen=True, slots=True)
class Chosen:
    """`kept` places, a group for each quota in its order, the seats for everybody, and who was refused."""

    kept: list[int]
    quotas: list[Group]
    general: Group
    refused: list[int]


def choose(keys: Sequence[int], capacity: int, reserves: Sequence[Reserve], sure: int, mask: int) -> Chosen:
    """Of `keys`, best first. Kept places (`sure` or above) may go beyond the capacity."""
    kept = [key for key in keys if key >= sure]
    free = max(0, capacity - len(kept))
    holding, left, groups = kept, list(keys[len(kept) :]), []
    for seats, members, release in reserves:
        inside = [key for key in holding if key & mask in members][:seats]
        holding = [key for key in holding if key not in inside]
        of_quota = min(seats - len(inside), free)
        taken = [key for key in left if key & mask in members][:of_quota]
        left = [key for key in left if key not in taken]
        free -= len(taken) if release else of_quota
        groups.append(Group(of_quota, taken))
    return Chosen(kept, groups, Group(free, left[:free]), left[free:])
