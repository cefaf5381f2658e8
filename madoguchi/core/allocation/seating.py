"""着席 - who sits where while families are settled, and whom a pool would let go for somebody else.

`held[pool]` are the keys of those who sit there, worst first; `at[child]` is the position of the child's place:
`nowhere(child)` when it has none, OUT while it is not in the market.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence

from .choose import choose
from .market import NEVER, Market
from .options import Menu, Option

OUT = NEVER
Menus = Callable[[int], Menu]  # of a family


class Seating:
    """Moves children between pools; while `log` is a dictionary, what was before is noted in it."""

    def __init__(self, market: Market, held: list[list[int]], at: list[int], menu: Menus) -> None:
        self.market, self.held, self.at, self.menu = market, held, at, menu
        self.log: dict[tuple[str, int], list[int] | int] | None = None
        self.touched: set[int] = set()
        self._now: list[Option | None] = [None] * len(market.families)

    def nowhere(self, child: int) -> int:
        """The position that stands for no place."""
        return self.market.start[child + 1]

    def seated(self, child: int) -> bool:
        """Whether the child has a place."""
        return OUT < self.at[child] < self.nowhere(child)

    def takes(self, pool: int, keys: Sequence[int], without: Sequence[int] = ()) -> list[int] | None:
        """Whom the pool would let go to take all of `keys`, once `without` have left; None when it would not."""
        here = self.held[pool]
        if without:
            here = [key for key in here if key not in without]
        if not self.market.plain[pool]:
            return self._chosen(pool, here, keys)
        over = len(here) + len(keys) - self.market.capacity[pool]
        if over <= 0:
            return []
        return here[:over] if over <= len(here) and min(keys) > here[over - 1] else None

    def _chosen(self, pool: int, here: list[int], keys: Sequence[int]) -> list[int] | None:
        market = self.market
        asking = sorted((*here, *keys), reverse=True)
        reserves = market.reserves.get(pool, ())
        out = choose(asking, market.capacity[pool], reserves, market.scale.sure, market.scale.mask).refused
        return None if any(key in out for key in keys) else out

    def now(self, family: int) -> Option:
        """What the family has."""
        known = self._now[family]
        if known is None:
            known = tuple(self.at[child] if self.seated(child) else NEVER for child in self.market.families[family])
            self._now[family] = known
        return known

    def feasible(self, family: int, option: Option) -> list[int] | None:
        """Whom the pools would let go for an option once the family has left its own places; None: they would not."""
        market = self.market
        own = [market.key[i] for i in self.now(family) if i != NEVER]
        wanted: dict[int, list[int]] = {}
        for i in option:
            if i != NEVER:
                wanted.setdefault(market.wish[i], []).append(market.key[i])
        gone: list[int] = []
        for pool, keys in wanted.items():
            out = self.takes(pool, keys, own)
            if out is None:
                return None
            gone += out
        return gone

    def better(self, family: int, wants: int = NEVER) -> tuple[Option, list[int]] | None:
        """The best option above what the family has that it could have (with the position `wants` in it)."""
        for option in self.above(family):
            if wants == NEVER or wants in option:
                gone = self.feasible(family, option)
                if gone is not None:
                    return option, gone
        return None

    def above(self, family: int) -> Sequence[Option]:
        """What the family wants more than what it has, best first."""
        menu = self.menu(family)
        return menu.options[: menu.first[menu.level[self.now(family)]]]

    def sit(self, child: int, i: int) -> None:
        """Gives a child the place at a position."""
        self._note(child, self.market.wish[i])
        self.at[child] = i
        insort(self.held[self.market.wish[i]], self.market.key[i])

    def rise(self, child: int, then: int) -> int:
        """Takes a child's place away; `at` is `then`. The pool it left, or NEVER when it had none."""
        i = self.at[child]
        if not self.seated(child):
            self._note(child, NEVER)
            self.at[child] = then
            return NEVER
        pool = self.market.wish[i]
        self._note(child, pool)
        here = self.held[pool]
        del here[bisect_left(here, self.market.key[i])]
        self.at[child] = then
        return pool

    def _note(self, child: int, pool: int) -> None:
        if self.market.unit[child] != NEVER:
            self._now[self.market.unit[child]] = None
        if self.log is None:
            return
        self.log.setdefault(("at", child), self.at[child])
        if pool != NEVER:
            self.touched.add(pool)
            self.log.setdefault(("held", pool), list(self.held[pool]))

    def undo(self) -> None:
        """As it was when the log was begun."""
        for (_, number), before in (self.log or {}).items():
            if isinstance(before, int):
                self.at[number] = before
            else:
                self.held[number] = before
        self._now = [None] * len(self._now)
        self.log = None
