"""世帯の定義 - what a family would rather have than what it has, and which of it the pools would let it have.

Definition of stability used here: a family blocks an outcome when there is a combination of places it would take and
wants more, and every pool of it would take all of the family's children who ask there, when the family has given up
the places it has. So a child may move into the seat that its own brother or sister frees.

A family wants, in this order: more children with a place; all of those at one club; the smaller sum of the numbers of
their wishes. What is equal in all three is equally good.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from .facts import Facts
from .outcome import Outcome

Combination = tuple[str, ...]  # a pool or "", for each child of the family
Worth = tuple[int, bool, int]  # see `value`

DEFINITION = (
    "A family blocks when it would take a combination of places that it wants more than what it has, and every pool of"
    " it would take its children, once the family has given up its own places: a child may move into the seat that its"
    " own brother or sister frees."
)


def value(facts: Facts, family: str, places: Combination) -> Worth:
    """(children without a place, several clubs, sum of the numbers of wishes): smaller is better."""
    sites, ranks, without = set(), 0, 0
    for child, pool in zip(facts.families[family], places, strict=True):
        if pool:
            sites.add(facts.site(pool))
            ranks += facts.rank(child, pool)
        else:
            without += 1
    return without, len(sites) > 1, ranks


def in_any_case(facts: Facts, family: str) -> Combination:
    """What the children have without anybody's leave: present places, and those always admitted."""
    return tuple(facts.kept.get(child, "") for child in facts.families[family])


def _wanted(policy: str, worth: Worth, children: int) -> bool:
    """Whether a policy takes a combination."""
    without, apart, _ = worth
    if policy == "one_is_fine":
        return without < children
    return without == 0 and (policy == "together_first" or not apart)


def acceptable(facts: Facts, family: str, places: Combination) -> bool:
    """Whether a family takes a combination: by its policy, and with no child worse off than in any case."""
    ids, last = facts.families[family], in_any_case(facts, family)
    each = zip(ids, places, last, strict=True)
    possible = all(pool in _possible(facts, child, kept) for child, pool, kept in each)
    worth, limit = value(facts, family, places), _to_beat(facts, family)
    wanted = _wanted(facts.policies[family], worth, len(ids)) and (limit is None or worth < limit)
    return places == last or (possible and wanted)


def _to_beat(facts: Facts, family: str) -> Worth | None:
    """What the children have in any case, if the policy takes that; anything is better than what it does not take."""
    last = in_any_case(facts, family)
    worth = value(facts, family, last)
    return worth if _wanted(facts.policies[family], worth, len(last)) else None


def _takes(facts: Facts, family: str) -> Iterator[tuple[Worth, Combination]]:
    """Every combination that the family takes and wants more than what it has in any case."""
    ids, policy, last = facts.families[family], facts.policies[family], in_any_case(facts, family)
    limit = _to_beat(facts, family)
    for places in product(*(_possible(facts, child, kept) for child, kept in zip(ids, last, strict=True))):
        worth = value(facts, family, places)
        if _wanted(policy, worth, len(ids)) and places != last and (limit is None or worth < limit):
            yield worth, places


def _possible(facts: Facts, child: str, kept: str) -> tuple[str, ...]:
    """Places of a child: without one that it has in any case, none at all is possible too."""
    wishes = facts.wishes[child]
    return wishes[: wishes.index(kept) + 1] if kept else (*wishes, "")


def preferred(facts: Facts, family: str, now: Combination) -> Iterator[Combination]:
    """Every combination that the family takes and wants more than `now`, the best first."""
    ids = facts.families[family]
    limit = None if now == in_any_case(facts, family) else value(facts, family, now)
    if limit == (0, False, len(ids)):
        return
    order = [{pool: n for n, pool in enumerate((*facts.wishes[child], ""))} for child in ids]
    found = [
        (worth, [places[pool] for places, pool in zip(order, one, strict=True)], one)
        for worth, one in _takes(facts, family)
        if limit is None or worth < limit
    ]
    yield from (one for _, _, one in sorted(found))


def could_have(outcome: Outcome, family: str, places: Combination) -> bool:
    """Whether every pool of a combination would take the family's children who ask there."""
    children = outcome.facts.families[family]
    asking: dict[str, list[str]] = {}
    for child, pool in zip(children, places, strict=True):
        if pool:
            asking.setdefault(pool, []).append(child)
    return all(outcome.would_take(pool, those, children) for pool, those in asking.items())
