"""世帯の選択肢 - what a family would take, best first: one place, or none, for each of its children.

The order is the same for every family: more children with a place, then all at one club, then the smaller sum of the
numbers of their wishes (`level`); what is equal in all three is equally good. The policy says what is acceptable. What
every child has in any case (present place, always admitted) is the last option: it can always be had.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from operator import itemgetter
from typing import Final

from .market import NEVER, Market
from .values import ONE_IS_FINE, TOGETHER, TOGETHER_FIRST, Fault, Refused

MOST: Final = 20_000  # combinations of wishes of one family
_LAST: Final = 1 << 62
Option = tuple[int, ...]  # a position, or NEVER, for each child of the family
_Worth = tuple[int, bool, int]  # children without a place, apart, sum of the numbers of wishes: smaller is better


@dataclass(frozen=True, slots=True)
class Menu:
    """The options of a family, best first; of each its level (equal levels are equally good), of each level the place
    of its first option."""

    options: tuple[Option, ...]
    level: Mapping[Option, int] = field(hash=False)
    first: tuple[int, ...]


def menu(market: Market, family: int) -> Menu:
    """Raises Refused when the wishes of a family have too many combinations."""
    children = market.families[family]
    policy = market.round.policies[market.family_ids[family]]
    last = tuple(map(market.fallback, children))
    choices = [_choices(market, child, last[n], policy) for n, child in enumerate(children)]
    if prod(map(len, choices)) > MOST:
        say = f"きょうだいの希望の組み合わせが{MOST}通りを超えています。希望の数を減らしてください。"
        raise Refused((Fault(market.family_ids[family], "too-many-options", say),))
    worst = _worth(market, last)
    limit = worst if _takes(policy, worst, len(children)) else None
    every: Iterable[Option] = _at_one_site(market, choices) if policy == TOGETHER else product(*choices)
    takes = ((_worth(market, option), option) for option in every if option != last)
    found = [(*one, _written(one[1])) for one in takes if _takes(policy, one[0], len(last))]
    found = sorted((one for one in found if limit is None or one[0] < limit), key=itemgetter(0, 2))
    options, level, first = [option for _, option, _ in found], {}, []
    for place, (worth, option, _) in enumerate(found):
        if not place or worth != found[place - 1][0]:
            first.append(place)
        level[option] = len(first) - 1
    return Menu((*options, last), level | {last: len(first)}, (*first, len(options)))


def _written(option: Option) -> list[int]:
    """As it is sorted: no place stands behind every place."""
    return [i if i != NEVER else _LAST for i in option]


def _choices(market: Market, child: int, last: int, policy: str) -> list[int]:
    """Nothing worse than what the child has in any case."""
    wishes = [i for i in market.positions(child) if last == NEVER or i <= last]
    return [*wishes, NEVER] if policy == ONE_IS_FINE and last == NEVER else wishes


def _at_one_site(market: Market, choices: list[list[int]]) -> Iterator[Option]:
    """The combinations that are together, without a look at all the others."""
    by_site: list[dict[int, list[int]]] = []
    for positions in choices:
        sites: dict[int, list[int]] = {}
        for i in positions:
            sites.setdefault(market.site[market.wish[i]], []).append(i)
        by_site.append(sites)
    for site in by_site[0]:
        if all(site in sites for sites in by_site):
            yield from product(*(sites[site] for sites in by_site))


def _worth(market: Market, option: Option) -> _Worth:
    without, ranks, first, apart = 0, 0, NEVER, False
    for i in option:
        if i == NEVER:
            without += 1
            continue
        ranks += market.rank[i]
        site = market.site[market.wish[i]]
        apart = apart or first not in (NEVER, site)
        first = site
    return without, apart, ranks


def _takes(policy: str, worth: _Worth, children: int) -> bool:
    """Whether a policy accepts a combination."""
    without, apart, _ = worth
    if policy == ONE_IS_FINE:
        return without < children
    return not without and (policy == TOGETHER_FIRST or (policy == TOGETHER and not apart))
