"""全数調査 - of a tiny round, the fewest exceptions of any outcome: every outcome is looked at, with nothing clever.

For rounds of `lab/market.tiny` and `hard`: one number for each child at each pool, no quotas, no kept places. Written
from the definitions, apart from what allocates and from what verifies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

Places = tuple[str | None, ...]


@dataclass(frozen=True)
class _Unit:
    """Children who choose together, or one alone: options best first, each with its worth (smaller is better)."""

    children: tuple[str, ...]
    options: tuple[Places, ...]
    worth: tuple[tuple[int, bool, int], ...]

    @property
    def alone(self) -> bool:
        return len(self.children) == 1


class _Tiny:
    def __init__(self, document: Mapping[str, Any]) -> None:
        self.capacity = {one["id"]: one["capacity"] for one in document["pools"]}
        self.site = {one["id"]: one.get("site", one["id"]) for one in document["pools"]}
        self.child = {one["id"]: one for one in document["applicants"]}
        policies = {one["id"]: one["policy"] for one in document["families"]}
        members: dict[str, list[str]] = {}
        for name in sorted(self.child):
            members.setdefault(self.child[name].get("family", name), []).append(name)
        units = [self._unit(tuple(ids), policies.get(family, "")) for family, ids in sorted(members.items())]
        self.units = sorted(units, key=lambda unit: not unit.alone)
        self.best: int | None = None

    def _unit(self, ids: tuple[str, ...], policy: str) -> _Unit:
        lists = [[*self.child[name]["wishes"], None] for name in ids]
        found = [(self._worth(ids, places), places) for places in product(*lists) if any(places)]
        if len(ids) > 1 and policy != "one_is_fine":
            found = [(worth, places) for worth, places in found if not worth[0]]
        if len(ids) > 1 and policy == "together_or_none":
            found = [(worth, places) for worth, places in found if not worth[1]]
        found.sort(key=lambda one: one[0])
        nothing: Places = (None,) * len(ids)
        return _Unit(ids, (*(places for _, places in found), nothing), (*(w for w, _ in found), (len(ids), False, 0)))

    def _worth(self, ids: Sequence[str], places: Places) -> tuple[int, bool, int]:
        seated = [(name, pool) for name, pool in zip(ids, places, strict=True) if pool]
        apart = len({self.site[pool] for _, pool in seated}) > 1
        return len(ids) - len(seated), apart, sum(self.child[name]["wishes"].index(pool) for name, pool in seated)

    def blocks(self, chosen: Sequence[int], number: int) -> bool:
        """Whether a unit could have something better, its own places given up."""
        held: dict[str, list[int]] = {pool: [] for pool in self.capacity}
        for other, unit in enumerate(self.units):
            for name, pool in zip(unit.children, unit.options[chosen[other]], strict=True):
                if pool and other != number:
                    held[pool].append(self._number(name, pool))
        unit = self.units[number]
        now = unit.worth[chosen[number]]
        better = (places for worth, places in zip(unit.worth, unit.options, strict=True) if worth < now)
        return any(self._taken(unit, places, held) for places in better)

    def _taken(self, unit: _Unit, places: Places, held: Mapping[str, list[int]]) -> bool:
        for pool in {one for one in places if one}:
            asking = [self._number(name, pool) for name, at in zip(unit.children, places, strict=True) if at == pool]
            if not set(asking) <= set(sorted([*held[pool], *asking], reverse=True)[: self.capacity[pool]]):
                return False
        return True

    def _number(self, name: str, pool: str) -> int:
        return int(self.child[name]["values_at"][pool]["number"])

    def down(self, chosen: list[int], left: Mapping[str, int]) -> None:
        """Every option of the next unit."""
        if self.best == 0:
            return
        if len(chosen) == len(self.units):
            self._count(chosen)
            return
        for number, places in enumerate(self.units[len(chosen)].options):
            rest = dict(left)
            for pool in places:
                if pool:
                    rest[pool] -= 1
            if min(rest.values()) >= 0:
                self.down([*chosen, number], rest)

    def _count(self, chosen: Sequence[int]) -> None:
        numbers = range(len(self.units))
        if any(self.blocks(chosen, number) for number in numbers if self.units[number].alone):
            return
        count = sum(self.blocks(chosen, number) for number in numbers if not self.units[number].alone)
        self.best = count if self.best is None else min(self.best, count)


def fewest(document: Mapping[str, Any]) -> int:
    """The number of exceptions of the best outcome."""
    search = _Tiny(document)
    search.down([], search.capacity)
    assert search.best is not None, "an outcome in which all families have nothing is always possible"
    return search.best
