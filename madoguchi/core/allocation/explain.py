"""理由 - for every wish that was not fulfilled, why, with the numbers; and the limits of every pool.

Codes of reasons: `below` and `lot` (the first component in which the child lies behind the last one taken), `full`
(nobody could be displaced), `quota` (what is free is reserved), `barred`, `zone`, `threshold` (not considered),
`sibling` (there was no place for a brother or sister with it), `combination` (the family has a combination it wants
more), `no_combination` (no combination the family would take has this place), `exception` (no stable place was found).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .choose import OPEN, Chosen, choose
from .market import NEVER, Bar, Market
from .options import Option
from .place import Placement
from .values import LOT

Told = dict[str, Any]
GENERAL = "general"


class Explained:
    """Limits of all pools, and reasons of any child, of one outcome."""

    def __init__(self, market: Market, placement: Placement) -> None:
        self.market, self.placement = market, placement
        self.chosen = [self._chosen(pool) for pool in range(len(market.capacity))]
        self._limits = [
            {
                GENERAL: one.general.limit(market.scale.sure),
                **{
                    quota.id: group.limit(market.scale.sure)
                    for quota, group in zip(market.round.pools[pool].quotas, one.quotas, strict=True)
                },
            }
            for pool, one in enumerate(self.chosen)
        ]

    def _chosen(self, pool: int) -> Chosen:
        market = self.market
        keys = sorted(self.placement.seating.held[pool], reverse=True)
        reserves = market.reserves.get(pool, ())
        return choose(keys, market.capacity[pool], reserves, market.scale.sure, market.scale.mask)

    def limits(self, pool: int) -> dict[str, Told]:
        """By kind of seat: `open`, `closed`, or the values of the last one taken."""
        return {group: self._limit_told(key) for group, key in self._limits[pool].items()}

    def _limit_told(self, key: int) -> Told:
        if key in (OPEN, self.market.scale.sure):
            return {"state": "open" if key == OPEN else "closed"}
        return {"state": "cutoff", "values": self.market.scale.told(key)}

    def limit(self, child: int, pool: int) -> tuple[int, str]:
        """The lowest limit among the kinds of seats that are open to the child, and of which kind."""
        limits = self._limits[pool]
        if len(limits) == 1:
            return limits[GENERAL], GENERAL
        reserves = zip(self.market.round.pools[pool].quotas, self.market.reserves[pool], strict=True)
        mine = [GENERAL, *(quota.id for quota, (_, members, _) in reserves if child in members)]
        key, _, group = min((limits[group], group != GENERAL, group) for group in mine)
        return key, group

    def seat(self, child: int, i: int) -> str:
        """On what kind of seat a child sits: kept, the id of a quota, or general."""
        pool, key = self.market.wish[i], self.market.key[i]
        if key >= self.market.scale.sure:
            return "kept"
        quotas = self.market.round.pools[pool].quotas
        if not quotas:
            return GENERAL
        groups = zip(quotas, self.chosen[pool].quotas, strict=True)
        return next((quota.id for quota, group in groups if key in group.holders), GENERAL)

    def reasons(self, child: int) -> list[Told]:
        """For every wish above the child's place, in the order of its wishes."""
        market, wishes = self.market, self.market.round.applicants[child].wishes
        place = self.placement.position(child)
        last = len(wishes) if place == NEVER else market.rank[place] - 1
        if not last:
            return []
        at = {market.rank[i]: i for i in market.positions(child)}
        return [
            {"wish": rank, "pool": pool}
            | (self._why(child, at[rank]) if rank in at else _bar_told(market.barred[child, rank]))
            for rank, pool in enumerate(wishes[:last], start=1)
        ]

    def _why(self, child: int, i: int) -> Told:
        behind = self._behind(child, i)
        if behind is not None:
            return behind
        return self._why_of_family(self.market.unit[child], i)

    def _behind(self, child: int, i: int) -> Told | None:
        """None when the pool would take the child alone."""
        scale, pool, key = self.market.scale, self.market.wish[i], self.market.key[i]
        limit, group = self.limit(child, pool)
        if key > limit:
            return None
        if limit == scale.sure:
            free = sum(one.seats - len(one.holders) for one in self.chosen[pool].quotas)
            return {"code": "quota", "reserved": free} if free else {"code": "full"}
        span = scale.differ(key, limit)
        if span is None:  # the child's own place is the limit: it gave way to a combination of the family
            return None
        code = "lot" if span.component.source == LOT else "below"
        told = {"code": code, "component": span.component.id, "mine": span.number(key), "cutoff": span.number(limit)}
        return told if group == GENERAL else told | {"group": group}

    def _why_of_family(self, family: int, i: int) -> Told:
        seating = self.placement.seating
        for option in seating.above(family):
            if i in option:
                if seating.feasible(family, option) is not None:
                    return {"code": "exception"}
                return {"code": "sibling", **self._hindered(family, option, i)}
        possible = any(i in option for option in seating.menu(family).options)
        return {"code": "combination" if possible else "no_combination"}

    def _hindered(self, family: int, option: Option, i: int) -> Told:
        """The brother or sister who could not have the place that goes with it."""
        market = self.market
        others = [(c, j) for c, j in zip(market.families[family], option, strict=True) if j not in (NEVER, i)]
        for child, j in others:
            if behind := self._behind(child, j):
                return {"with": self._name(child), "at": self._pool(j), "because": behind}
        weakest = min(others, key=lambda one: market.key[one[1]])
        return {"with": self._name(weakest[0]), "at": self._pool(weakest[1])}

    def _name(self, child: int) -> str:
        return self.market.round.applicants[child].id

    def _pool(self, i: int) -> str:
        return self.market.round.pools[self.market.wish[i]].id

    def waiting(self) -> list[list[str]]:
        """Of each pool, everybody who wants it more than what they have, in the order of priority."""
        market = self.market
        found: list[list[int]] = [[] for _ in market.capacity]
        for child in range(len(market.unit)):
            place = self.placement.position(child)
            for i in market.positions(child):
                if i == place:
                    break
                found[market.wish[i]].append(market.key[i])
        mask = market.scale.mask
        return [[self._name(key & mask) for key in sorted(keys, reverse=True)] for keys in found]

    def exceptions(self) -> Iterator[Told]:
        """Each family that could have better, its children, what they have and could have."""
        for family, option in self.placement.exceptions.items():
            children = self.market.families[family]
            now = [self.placement.position(child) for child in children]
            yield {
                "family": self.market.family_ids[family],
                "children": [self._name(child) for child in children],
                "has": [None if i == NEVER else self._pool(i) for i in now],
                "could": [None if i == NEVER else self._pool(i) for i in option],
            }


def _bar_told(bar: Bar) -> Told:
    told: Told = {"code": bar.code, "say": bar.say}
    return told | {"component": bar.component, "mine": bar.mine, "limit": bar.limit} if bar.component else told
