"""しらみつぶし - of a small market, every outcome without envy among children who choose alone is looked at.

Families are given each of their options in turn; the others take what deferred acceptance leaves them around these
fixed places. The fewest exceptions are found for sure, when the work suffices: one for each option that is tried, and
one for each child whenever all have an option.
"""

from __future__ import annotations

from collections.abc import Mapping

from .defer import defer
from .market import NEVER, Market, listed
from .seating import Menus, Seating


class _Search:
    def __init__(self, market: Market, menus: Menus, fewest: int, work: int) -> None:
        self.market, self.menu, self.fewest, self.work = market, menus, fewest, work
        self.found: Seating | None = None
        self._families = range(len(market.families))
        self._alone = [child for child, family in enumerate(market.unit) if family == NEVER]
        self._at = list(market.start[:-1])
        self._used = [0] * len(market.capacity)
        self._listed = listed(market)

    def down(self, family: int) -> None:
        """Every option of this family and of those after it."""
        if family == len(self._families):
            self._leaf()
            return
        market = self.market
        for option in self.menu(family).options:
            if self.fewest == 0 or self.work <= 0:
                return
            self.work -= 1
            pools = [market.wish[i] for i in option if i != NEVER]
            for pool in pools:
                self._used[pool] += 1
            if all(self._used[pool] <= market.capacity[pool] for pool in pools):
                for child, i in zip(market.families[family], option, strict=True):
                    self._at[child] = i
                self.down(family + 1)
            for pool in pools:
                self._used[pool] -= 1

    def _leaf(self) -> None:
        market = self.market
        self.work -= len(market.unit)
        given = {child: self._at[child] for children in market.families for child in children}
        begin = [market.start[child + 1] if i == NEVER else i for child, i in enumerate(self._at)]
        held, at = defer(market, [*self._alone, *(child for child, i in given.items() if i != NEVER)], begin)
        if any(i not in (NEVER, at[child]) for child, i in given.items()):
            return  # a place of a family belongs to somebody else
        for keys in held:
            keys.sort()
        self._count(Seating(market, held, at, self.menu))
        if self.fewest and all(market.plain):
            other = self._pools_first(given)
            if not any(_envies(other, child) for child in self._alone):
                self._count(other)

    def _count(self, seating: Seating) -> None:
        count = 0
        for family in self._families:
            count += seating.better(family) is not None
            if count >= self.fewest:
                return
        self.fewest, self.found = count, seating

    def _pools_first(self, given: Mapping[int, int]) -> Seating:
        """The stable outcome in which pools ask the children: it leaves families the fewest openings."""
        market, seating = self.market, Seating(self.market, [[] for _ in self.market.capacity], [], self.menu)
        seating.at = [market.start[child + 1] for child in range(len(market.unit))]
        for child, i in given.items():
            if i != NEVER:
                seating.sit(child, i)
        asking = {pool: iter(positions) for pool, positions in enumerate(self._listed)}
        free = list(asking)
        while free:
            pool = free.pop()
            while len(seating.held[pool]) < market.capacity[pool]:
                i = next(asking[pool], NEVER)
                if i == NEVER:
                    break
                child = market.key[i] & market.scale.mask
                if child not in given and i < seating.at[child]:
                    left = seating.rise(child, NEVER)
                    seating.sit(child, i)
                    free += [left] if left != NEVER else []
        return seating


def _envies(seating: Seating, child: int) -> bool:
    """Whether a pool that the child wants more would take it."""
    market = seating.market
    better = (i for i in market.positions(child) if i < seating.at[child])
    return any(seating.takes(market.wish[i], (market.key[i],)) is not None for i in better)


def fewest(market: Market, menus: Menus, known: int, work: int) -> Seating | None:
    """An outcome with fewer exceptions than are `known`; None when there is none, or the work did not suffice."""
    search = _Search(market, menus, known, work)
    search.down(0)
    return search.found
