"""配置 - the outcome of a market: deferred acceptance for children who choose alone, then the families.

While families remain that could have better, as the pools see it (exceptions), one of them after the other is let have
it and what follows is settled, with dice instead of a fixed order, so that the walk does not run in a circle; the
outcome with the fewest exceptions is kept (a local search, as of D. F. Manlove, I. McBride, J. Trimble, "Almost-stable"
matchings in the Hospitals / Residents problem with Couples, Constraints 22, 2017, where the goal is the same). The dice
follow from the market alone: the same market has the same outcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from .defer import defer
from .exact import fewest
from .families import Settling
from .market import NEVER, Market
from .options import Option, menu
from .seating import OUT, Seating

STEPS: Final = 120  # of the walk, shared among the exceptions
LEAST: Final = 2  # for each, however many there are
FEW: Final = 60  # families, up to which the walk goes on among all exceptions
LONG: Final = 800  # steps of that
SMALL: Final = 6  # families, up to which every outcome may be looked at
WORK: Final = 300_000  # of that, at most


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everybody sits; `exceptions` are the families that could have better, with what they could have."""

    seating: Seating
    exceptions: dict[int, Option]

    def position(self, child: int) -> int:
        """Where the child has its place; NEVER without one."""
        return self.seating.at[child] if self.seating.seated(child) else NEVER


def place(market: Market) -> Placement:
    """The outcome; see the module."""
    alone = [child for child, family in enumerate(market.unit) if family == NEVER]
    held, at = defer(market, alone)
    for children in market.families:
        for child in children:
            at[child] = OUT
    for keys in held:
        keys.sort()
    menus = cache(lambda family: menu(market, family))
    seating, families = Seating(market, held, at, menus), range(len(market.families))
    if not families:
        return Placement(seating, {})
    settling = Settling(seating)
    settling.settle(_strongest_first(market))
    settling.seat_aside()
    found = _each(settling, _exceptions(seating, families))
    if found and len(families) <= SMALL and (better := fewest(market, menus, len(found), WORK)):
        seating, found = better, _exceptions(better, families)
    elif found and SMALL < len(families) <= FEW:
        found = _walk(settling, found, sorted(found), LONG)
    return Placement(seating, dict(sorted(found.items())))


def _strongest_first(market: Market) -> list[int]:
    """Families by the best priority that one of their children has anywhere."""
    best = [max((market.key[i] for c in one for i in market.positions(c)), default=0) for one in market.families]
    return sorted(range(len(best)), key=lambda family: (-best[family], family))


def _each(settling: Settling, found: dict[int, Option]) -> dict[int, Option]:
    """Walks from each exception, among those that come up for it."""
    steps = max(LEAST, STEPS // len(found)) if found else 0
    for family in list(found):
        if family in found:
            found = _walk(settling, found, [family], steps)
    return found


def _walk(settling: Settling, known: dict[int, Option], begin: Sequence[int], steps: int) -> dict[int, Option]:
    """Moves one of `begin`, then others that could have better; keeps the outcome with the fewest exceptions.

    Exceptions that are not in `begin` and were known before are left alone.
    """
    seating, found, best = settling.seating, known, known
    apart = known.keys() - set(begin)
    seating.log = {}
    for _ in range(steps):
        near = sorted(found.keys() - apart) or begin
        seating.touched.clear()
        family = settling.dice.one_of(near)
        settling.move(family)
        again = {family, *(one for pool in seating.touched for one in settling.interested[pool])}
        found = {one: option for one, option in found.items() if one not in again} | _exceptions(seating, again)
        if len(found) < len(best):
            best, seating.log = found, {}
        if len(best) == len(apart):
            break
    seating.undo()
    return best


def _exceptions(seating: Seating, families: Iterable[int]) -> dict[int, Option]:
    """Those of the families that could have something better, and what."""
    found = ((family, seating.better(family)) for family in families)
    return {family: better[0] for family, better in found if better}
