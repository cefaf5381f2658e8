"""保留付き受入 - deferred acceptance: everybody asks for the best place left, a pool keeps the best who ask.

D. Gale, L. S. Shapley, College admissions and the stability of marriage, American Mathematical Monthly 69 (1962). For
children who choose alone the outcome is the best stable one for every child at once, and honest wishes are the best
wishes (L. E. Dubins, D. A. Freedman, 1981; A. E. Roth, 1982).

In rounds: whoever was refused asks for the next place, and pools that were asked sort once. Nothing but lists of whole
numbers, for the children of a whole country pass through here.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableSequence, Sequence

from .choose import choose
from .market import Market


def defer(
    market: Market, children: Iterable[int], begin: Sequence[int] | None = None
) -> tuple[list[list[int]], list[int]]:
    """(keys held by each pool, the position that each child has asked for last).

    A child who was refused everywhere stands at the end of its wishes, `start[child + 1]`; one who does not take part
    where it began: at `begin`, or at its first wish.
    """
    at = list(begin or market.start[:-1])
    held: list[list[int]] = [[] for _ in market.capacity]
    wish, key, start = market.wish, market.key, market.start
    for child in children:
        i = at[child]
        if i < start[child + 1]:
            held[wish[i]].append(key[i])
    floor = [-1] * len(held)  # below it a pool takes nobody any more
    asked: Iterable[int] = range(len(held))
    while refused := _sift(market, held, floor, asked):
        asked = _ask_again(market, held, floor, at, refused)
    return held, at


def _sift(market: Market, held: list[list[int]], floor: list[int], asked: Iterable[int]) -> list[int]:
    """Everybody whom a pool cannot keep."""
    refused: list[int] = []
    sure, mask, reserves, capacity = market.scale.sure, market.scale.mask, market.reserves, market.capacity
    for pool in asked:
        keys, most = held[pool], capacity[pool]
        if len(keys) < most and pool not in reserves:
            continue
        keys.sort(reverse=True)
        if pool in reserves:
            out = set(choose(keys, most, reserves[pool], sure, mask).refused)
            refused += out
            held[pool] = [key for key in keys if key not in out]
            continue
        while most < len(keys) and keys[most] >= sure:  # kept places, beyond the capacity
            most += 1
        refused += keys[most:]
        del keys[most:]
        floor[pool] = keys[-1] if keys else sure
        floor[pool] = min(floor[pool], sure - 1)  # whoever has a place in any case is always heard
    return refused


def _ask_again(
    market: Market, held: list[list[int]], floor: list[int], at: MutableSequence[int], refused: list[int]
) -> set[int]:
    """Everybody refused asks for the next place that is not out of reach; the pools that were asked."""
    wish, key, start, mask = market.wish, market.key, market.start, market.scale.mask
    asked: set[int] = set()
    for lost in refused:
        child = lost & mask
        i, end = at[child] + 1, start[child + 1]
        while i < end:
            pool = wish[i]
            if key[i] > floor[pool]:
                held[pool].append(key[i])
                asked.add(pool)
                break
            i += 1
        at[child] = i
    return asked
