"""市場 - a round as flat arrays, on which the allocation runs; wishes that the rules do not allow are left out.

Children and pools are numbered in the order of their ids. The eligible wishes of child `a` lie at the positions
`start[a]` to `start[a + 1]`, best first; `wish` is the pool, `key` the priority there (see scale.py), `rank` the number
of the wish in the child's own list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, MutableSequence
from dataclasses import dataclass
from typing import Final

from .read import policy_of
from .scale import Column, Scale, columns, exact, keys, scale, shown
from .values import INDEPENDENT, LOT, WISH_RANK, Applicant, Fault, Number, Pool, Refused, Round, Threshold

_LONG: Final = 1 << 62  # what fits into array("q")
NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a wish is not considered: `code` barred, zone or threshold; with the numbers of a threshold."""

    code: str
    say: str
    component: str = ""
    mine: Number = 0
    limit: Number = 0


Reserve = tuple[int, frozenset[int], bool]  # seats, children with the tag, whether others get what is left


@dataclass(slots=True)
class Market:
    """See above. `barred` by (child, number of the wish); `families` are those that choose together,
    `unit` the family of each child (NEVER: alone); `plain` pools have neither reserved nor kept places, `site` is
    the club of each pool."""

    round: Round
    scale: Scale
    start: MutableSequence[int]
    wish: MutableSequence[int]
    key: MutableSequence[int]
    rank: MutableSequence[int]
    capacity: list[int]
    reserves: dict[int, tuple[Reserve, ...]]
    barred: dict[tuple[int, int], Bar]
    families: list[tuple[int, ...]]
    family_ids: list[str]
    unit: list[int]
    plain: list[bool]
    site: list[int]

    def positions(self, child: int) -> range:
        """Where the eligible wishes of a child lie."""
        return range(self.start[child], self.start[child + 1])

    def fallback(self, child: int) -> int:
        """The position of a place that the child has in any case, or NEVER."""
        return next((i for i in self.positions(child) if self.key[i] >= self.scale.sure), NEVER)


def market(found: Round) -> Market:
    """Raises Refused when the priority leaves two children equal at a pool."""
    written = columns(found)
    packed = scale(written, len(found.applicants))
    families, family_ids, unit = _families(found)
    sites = {site: number for number, site in enumerate(sorted({pool.site for pool in found.pools}))}
    made = Market(
        round=found,
        scale=packed,
        start=array("q", [0]),
        wish=array("i"),
        key=array("q") if packed.sure < _LONG else [],
        rank=array("i"),
        capacity=[pool.seats for pool in found.pools],
        reserves=_reserves(found),
        barred={},
        families=families,
        family_ids=family_ids,
        unit=unit,
        site=[sites[pool.site] for pool in found.pools],
        plain=[not pool.quotas for pool in found.pools],
    )
    _fill(made, written)
    for i, key in enumerate(made.key):
        if key >= packed.sure:
            made.plain[made.wish[i]] = False
    if ties := tuple(_ties(made)):
        raise Refused(ties)
    return made


def listed(market: Market) -> list[list[int]]:
    """The positions that want each pool, best first."""
    found: list[list[int]] = [[] for _ in market.capacity]
    for i, pool in enumerate(market.wish):
        found[pool].append(i)
    for positions in found:
        positions.sort(key=market.key.__getitem__, reverse=True)
    return found


def _families(found: Round) -> tuple[list[tuple[int, ...]], list[str], list[int]]:
    members: dict[str, list[int]] = {}
    for child, one in enumerate(found.applicants):
        if policy_of(found, one) != INDEPENDENT:
            members.setdefault(one.family, []).append(child)
    joint = {family: children for family, children in sorted(members.items()) if len(children) > 1}
    unit = [NEVER] * len(found.applicants)
    for number, children in enumerate(joint.values()):
        for child in children:
            unit[child] = number
    return [tuple(children) for children in joint.values()], list(joint), unit


def _reserves(found: Round) -> dict[int, tuple[Reserve, ...]]:
    tagged: dict[str, set[int]] = {}
    for child, one in enumerate(found.applicants):
        for tag in one.tags:
            tagged.setdefault(tag, set()).add(child)
    return {
        number: tuple((one.seats, frozenset(tagged.get(one.tag, ())), one.release) for one in pool.quotas)
        for number, pool in enumerate(found.pools)
        if pool.quotas
    }


def _fill(made: Market, written: tuple[Column, ...]) -> None:
    """The wishes of all children, one after the other."""
    found, sure = made.round, made.scale.sure
    number = {pool.id: place for place, pool in enumerate(found.pools)}
    base, moved = keys(made.scale, written, len(found.applicants))
    by_rank = next((span for span in made.scale.spans if span.component.source == WISH_RANK), None)
    judge = _Eligibility(found, written)
    wish, put, note = made.wish.append, made.key.append, made.rank.append
    for child, one in enumerate(found.applicants):
        judged = judge.needed or bool(one.barred)
        for rank, name in enumerate(one.wishes, start=1):
            pool, key = number[name], base[child]
            if judged and (bar := judge.bar(child, one, found.pools[pool], rank)):
                made.barred[child, rank] = bar
                continue
            if name in one.values_at:
                key += moved[child, name]
            if by_rank:
                key += by_rank.packed(rank)
            if one.always or name == one.present:
                key |= sure
            wish(pool)
            put(key)
            note(rank)
        made.start.append(len(made.wish))


class _Eligibility:
    """Which wishes the rules allow."""

    def __init__(self, found: Round, written: tuple[Column, ...]) -> None:
        self.rules = found.rules
        self.columns = {column.component.id: column for column in written}
        self.needed = bool(self.rules.thresholds) or any(pool.zones for pool in found.pools)

    def bar(self, child: int, one: Applicant, pool: Pool, rank: int) -> Bar | None:
        """Why a wish is not considered."""
        if one.barred:
            return Bar("barred", one.barred)
        if pool.id == one.present:
            return None
        if pool.zones and one.zone not in pool.zones and one.tags.isdisjoint(self.rules.zones_exempt):
            return Bar("zone", "受入先の地区の外")
        return None if one.always else next(self._below(child, one, pool, rank), None)

    def _below(self, child: int, one: Applicant, pool: Pool, rank: int) -> Iterator[Bar]:
        for threshold in self.rules.thresholds:
            if threshold.unless in one.tags:
                continue
            column = self.columns[threshold.component]
            mine = column.value(child, pool.id, rank)
            limit = _missed(threshold, mine, column.digits)
            if limit is not None:
                yield Bar("threshold", threshold.label, threshold.component, shown(mine, column.digits), limit)


def _missed(threshold: Threshold, mine: int, digits: int) -> Number | None:
    """The limit that a value does not keep."""
    # A limit may be finer than the values: compare in units that hold both.
    low, high = threshold.at_least, threshold.at_most
    if low is not None and mine * 10**9 < exact(low, digits + 9):
        return low
    if high is not None and mine * 10**9 > exact(high, digits + 9):
        return high
    return None


def _ties(made: Market) -> Iterator[Fault]:
    """Children whose order at a pool the priority does not tell; none where lots were drawn."""
    if any(span.component.source == LOT for span in made.scale.spans):
        return
    width = made.scale.mask.bit_length()
    seen: dict[tuple[int, int], int] = {}
    for child, one in enumerate(made.round.applicants):
        for i in made.positions(child):
            other = seen.setdefault((made.wish[i], made.key[i] >> width), child)
            if other != child:
                pool = made.round.pools[made.wish[i]].id
                first = made.round.applicants[other].id
                yield Fault(one.id, "tie", f"「{pool}」で{first}と順位が同じです。抽選などで順位を決めてください。")
                break
