"""世帯の着席 - families with several children, settled one after the other until nobody has a reason to move.

A family takes the best option that the pools would let it have; whoever loses a place for it asks again, families with
all their children; a place that was left goes to the first who wants it. (A. E. Roth, E. Peranson, The redesign of the
matching market for American physicians, American Economic Review 89, 1999.) With families such moves need not end, and
a stable outcome need not exist: a family that was moved too often is set aside (`aside`), keeps what it has in any
case, and is not heard again. There are only so many families, and among the rest every chain of moves ends.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from .dice import Dice
from .market import NEVER, listed
from .options import Option
from .seating import OUT, Seating

MOVES: Final = 12  # of one family, before it is set aside


class Settling:
    """Families and children on their way to a place; see the module."""

    def __init__(self, seating: Seating, most: int = MOVES) -> None:
        self.seating, self.market, self.most = seating, seating.market, most
        self.moves: Counter[int] = Counter()
        self.aside: set[int] = set()
        self._asking: list[int] = []  # children without a place; the first child for its family
        self._left: dict[int, int] = {}  # pools that somebody left, with the key above which that is no news
        self.listed = listed(self.market)
        self._behind = [[-self.market.key[i] for i in positions] for positions in self.listed]  # rising, for bisection
        self._largest = max(map(len, self.market.families), default=1)
        unit, mask = self.market.unit, self.market.scale.mask
        wanting = ({unit[self.market.key[i] & mask] for i in positions} for positions in self.listed)
        self.interested = [families - {NEVER} for families in wanting]
        self.dice = Dice(len(self.market.families))
        self._rolling = False

    def settle(self, families: Iterable[int]) -> None:
        """Lets the families in, one after the other."""
        for family in families:
            self._asking.append(self.market.families[family][0])
            self._run()

    def _run(self) -> None:
        while self._left or self._asking:
            if self._left:
                self._fill(*self._left.popitem())
            else:
                last = len(self._asking) - 1
                self._ask(self._asking.pop(self.dice.below(last + 1) if self._rolling else last))

    def _ask(self, child: int) -> None:
        family = self.market.unit[child]
        if family == NEVER:
            self._ask_alone(child)
        elif family not in self.aside:
            self._ask_together(family)

    def _ask_alone(self, child: int) -> None:
        market, seating = self.market, self.seating
        for i in market.positions(child):
            gone = seating.takes(market.wish[i], (market.key[i],))
            if gone is not None:
                self._dismiss(gone)
                seating.sit(child, i)
                return
        seating.at[child] = seating.nowhere(child)

    def _ask_together(self, family: int) -> None:
        self.moves[family] += 1
        if self.moves[family] > self.most:
            self.set_aside(family)
            return
        for option in self.seating.menu(family).options:
            gone = self.seating.feasible(family, option)
            if gone is not None:
                self._move(family, option, gone)
                return

    def set_aside(self, family: int) -> None:
        """The family keeps what it has in any case, and is not heard again."""
        self.aside.add(family)
        last = self.seating.menu(family).options[-1]
        self._move(family, last, self.seating.feasible(family, last) or [])

    def _move(self, family: int, option: Option, gone: Sequence[int]) -> None:
        seating = self.seating
        children = self.market.families[family]
        for child in children:
            self._leave(child)
        self._dismiss(gone)
        for child, i in zip(children, option, strict=True):
            if i == NEVER:
                seating.rise(child, seating.nowhere(child))
            else:
                seating.sit(child, i)

    def move(self, family: int) -> None:
        """Lets a family have one of the options it could have, its own places given up, and settles what follows."""
        self._rolling, self.most = True, 1
        self.moves.clear()
        self.aside.clear()
        tried = ((option, self.seating.feasible(family, option)) for option in self.seating.above(family))
        could = [(option, gone) for option, gone in tried if gone is not None]
        if could:
            self._move(family, *(could[0] if self.dice.below(2) else self.dice.one_of(could)))
            self._run()
        self.seat_aside()

    def seat_aside(self) -> None:
        """Families set aside take what nobody else wants."""
        for family in sorted(self.aside):
            tried = (option for option in self.seating.above(family) if self.seating.feasible(family, option) == [])
            if option := next(tried, None):
                self._move(family, option, ())
        self._run()

    def _dismiss(self, keys: Sequence[int]) -> None:
        """Takes the places of these children away; of a family, those of all its children."""
        for key in keys:
            child = key & self.market.scale.mask
            family = self.market.unit[child]
            if family == NEVER:
                self.seating.rise(child, OUT)
                self._asking.append(child)
            elif self.seating.seated(child):  # else it went with a brother or sister
                self._dismiss_family(family, child)

    def _dismiss_family(self, family: int, lost: int) -> None:
        for child in self.market.families[family]:
            if child == lost:
                self.seating.rise(child, OUT)
            else:
                self._leave(child)
        self._asking.append(self.market.families[family][0])

    def _leave(self, child: int) -> None:
        """Out of the market; a place that is left by it is noted."""
        seating, market = self.seating, self.market
        if seating.seated(child):
            pool = market.wish[seating.at[child]]
            self._left[pool] = max(self._left.get(pool, 0), self._news(pool))
        seating.rise(child, OUT)

    def _news(self, pool: int) -> int:
        """Whoever stands above it there could have come before, with brothers and sisters: an open seat is no news."""
        here, market = self.seating.held[pool], self.market
        if not market.plain[pool]:
            return 2 * market.scale.sure
        among = self._largest - 1 - (market.capacity[pool] - len(here))
        return here[min(among, len(here) - 1)] if among >= 0 else 0

    def _fill(self, pool: int, news: int) -> None:
        """A place was left: the first who wants it more than what they have, and could have it, moves there."""
        market, seating, mask = self.market, self.seating, self.market.scale.mask
        at, unit, key, plain = seating.at, market.unit, market.key, market.plain[pool]
        positions = self.listed[pool]
        for place in range(bisect_left(self._behind[pool], -news), len(positions)):
            i, here = positions[place], seating.held[pool]
            if plain and len(here) >= market.capacity[pool] and (not here or key[i] < here[0]):
                return
            child = key[i] & mask
            if at[child] == OUT:
                continue
            family = unit[child]
            if family == NEVER:
                if i < at[child]:
                    self._fill_alone(child, i, pool)
            elif family not in self.aside:
                self._fill_together(family, i)

    def _fill_alone(self, child: int, i: int, pool: int) -> None:
        gone = self.seating.takes(pool, (self.market.key[i],))
        if gone is not None:
            self._dismiss(gone)
            self._leave(child)
            self.seating.sit(child, i)

    def _fill_together(self, family: int, i: int) -> None:
        found = self.seating.better(family, i)
        if found is None:
            return
        self.moves[family] += 1
        if self.moves[family] > self.most:
            self.set_aside(family)
        else:
            self._move(family, *found)
