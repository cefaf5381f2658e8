"""全国の見本 - a market as large as the whole country, one child a family, made straight into flat arrays.

Children come in the order of their municipalities, as their case numbers do, and wish for clubs near home.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from random import Random
from typing import Final

from madoguchi.core.allocation.market import NEVER, Market
from madoguchi.core.allocation.scale import Scale
from madoguchi.core.allocation.values import Component, Round, Rules
from madoguchi.lab.market import PLACES

POINTS_BITS: Final = 9
NEAR: Final = 6  # clubs away from home at most


def country(children: int, pools: int, seed: int) -> Market:
    """Points, a bonus for the club at home, and lots, as in `made_up`; no names, no rules."""
    chance = Random(seed)
    width = children.bit_length()
    lots = list(range(children))
    chance.shuffle(lots)
    start, wish, key, rank = array("q", [0]), array("i"), array("q"), array("i")
    for child in range(children):
        home, points = child * pools // children, chance.randrange(1 << POINTS_BITS - 1)
        clubs = {home: 2} | {(home + chance.randint(-NEAR, NEAR)) % pools: 0 for _ in range(chance.randrange(5))}
        for number, (club, bonus) in enumerate(({**clubs, home: 2}).items(), start=1):
            wish.append(club)
            key.append((points + bonus << width | lots[child]) << width | child)
            rank.append(number)
        start.append(len(wish))
    return _flat(start, wish, key, rank, _capacities(children, pools, chance))


def _capacities(children: int, pools: int, chance: Random) -> list[int]:
    return [round(PLACES * children / pools * chance.uniform(0.6, 1.4)) for _ in range(pools)]


def _flat(start: array[int], wish: array[int], key: array[int], rank: array[int], capacity: list[int]) -> Market:
    children, width = len(start) - 1, (len(start) - 1).bit_length()
    nothing = Round("mihon", Rules((Component("points", "指数", True, ("points",)),)), (), (), {}, {})
    return Market(
        round=nothing,
        scale=Scale((), (1 << width) - 1, 1 << 2 * width + POINTS_BITS + 1),
        start=start,
        wish=wish,
        key=key,
        rank=rank,
        capacity=capacity,
        reserves={},
        barred={},
        families=[],
        family_ids=[],
        unit=[NEVER] * children,
        plain=[True] * len(capacity),
        site=list(range(len(capacity))),
    )


def envious(market: Market, held: Sequence[Sequence[int]], at: Sequence[int]) -> int:
    """How many children would be taken by a club that they want more than theirs: none, if the outcome is stable."""
    floor = [
        min(keys, default=0) if len(keys) >= capacity else -1
        for keys, capacity in zip(held, market.capacity, strict=True)
    ]
    floor = [low if capacity else market.scale.sure for low, capacity in zip(floor, market.capacity, strict=True)]
    count = 0
    for child, last in enumerate(at):
        count += any(market.key[i] > floor[market.wish[i]] for i in range(market.start[child], last))
    return count
