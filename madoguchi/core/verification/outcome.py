"""検証の結果表 - where a result puts everybody, and what a pool would do if somebody else asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from functools import cache

from .facts import Facts, Priority
from .seats import GENERAL, Seats, seated

Limit = Priority | bool | None


class Outcome:
    """`place` by child ("" without one); `holders` of each pool."""

    def __init__(self, facts: Facts, place: dict[str, str]) -> None:
        self.facts, self.place = facts, place
        self.holders: dict[str, list[str]] = {pool: [] for pool in facts.pools}
        for child, pool in place.items():
            if pool:
                self.holders[pool].append(child)
        self._sorted = {
            pool: sorted(facts.priority[child, pool] for child in children) for pool, children in self.holders.items()
        }
        self.seats = cache(self._seats)
        self.limits = cache(self._limits)

    def _seats(self, pool: str) -> Seats:
        return seated(self.facts, pool, self.holders[pool])

    def simple(self, pool: str) -> bool:
        """Whether only capacity and priority matter: no quota, nobody who keeps a place."""
        here = self._sorted[pool]
        return not self.facts.pools[pool].get("quotas") and not (here and here[-1][0])

    def would_take(self, pool: str, children: Collection[str], leaving: Collection[str] = ()) -> bool:
        """Whether the pool would take all of `children`, whoever has to go for them, once `leaving` have left."""
        facts = self.facts
        asking = [facts.priority[child, pool] for child in children]
        if self.simple(pool) and not any(one[0] for one in asking):
            return self._room(pool, asking, [child for child in leaving if self.place[child] == pool])
        people = [child for child in self.holders[pool] if child not in leaving]
        refused = seated(facts, pool, [*people, *children]).refused
        return not any(child in children for _, child in refused)

    def _room(self, pool: str, asking: list[Priority], leaving: list[str]) -> bool:
        """Free seats, or enough holders behind the last of those who ask."""
        here = self._sorted[pool]
        free = self.facts.seats(pool) - len(here) + len(leaving)
        if free >= len(asking):
            return True
        last = min(asking)
        behind = bisect_left(here, last) - sum(self.facts.priority[child, pool] < last for child in leaving)
        return behind >= len(asking) - free

    def _limits(self, pool: str) -> dict[str, Limit]:
        """By kind of seat: True while one is open, None when nobody can be displaced, else the last one's priority."""
        found: dict[str, Limit] = {}
        for kind, (number, people) in self.seats(pool).kinds.items():
            found[kind] = True if len(people) < number else people[-1][0] if people else None
        return found

    def limit(self, child: str, pool: str) -> dict[str, Limit]:
        """The limits of the kinds of seats that are open to a child."""
        limits = self.limits(pool)
        if len(limits) == 1:
            return limits
        tags = self.facts.children[child].tags
        mine = {one["id"] for one in self.facts.pools[pool]["quotas"] if one["tag"] in tags} | {GENERAL}
        return {kind: limit for kind, limit in limits.items() if kind in mine}
