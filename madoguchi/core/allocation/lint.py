"""規則の点検 - what is dubious about the rules of a round, shown on its own children, before any place is given.

`stop`: no place is given until the rule is mended, or a decider has signed. `note`: to be looked at.
Codes: `wish_rank`, `list_length` (dishonest wishes pay), `siblings` (a family's wish clashes with the weighting),
`area`, `staff`, `change` (a capacity that the facts of the club do not bear out).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from .explain import Explained
from .market import NEVER, Market, market
from .place import place
from .read import read
from .values import INDEPENDENT, LIST_LENGTH, TOGETHER, TOGETHER_FIRST, WISH_RANK, Number, Pool, Round

TRIES: Final = 400_000  # children placed anew, in all, to find one that would gain by another list
STOP, NOTE = "stop", "note"
_SAY: Final = {
    WISH_RANK: "希望順位が順位に入っているので、本当の希望と違う順に書くと得をします。",
    LIST_LENGTH: "希望の数が順位に入っているので、行く気のない受入先を書く(書かない)と得をします。",
}
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is dubious: a code, `stop` or `note`, where, a sentence, and an example by name of its parts."""

    code: str
    level: str
    at: str
    say: str
    example: Mapping[str, Any] = field(default_factory=dict, hash=False)


def lint(document: Told) -> tuple[Remark, ...]:
    """All remarks. Raises Refused when the round cannot be read."""
    found = read(document)
    return (*_dishonest(document, found), *_clashes(document), *_capacities(found))


def unsigned(document: Told) -> tuple[Remark, ...]:
    """What stops the round: remarks that nobody has signed for; without the search for an example."""
    found = read(document)
    signed = {one.of for one in found.signatures}
    sources = dict.fromkeys(one.source for one in found.rules.components)
    return tuple(Remark(one, STOP, one, _SAY[one]) for one in sources if one in _SAY and one not in signed)


def _dishonest(document: Told, found: Round) -> Iterator[Remark]:
    for source in dict.fromkeys(one.source for one in found.rules.components):
        if source in _SAY:
            yield Remark(source, STOP, source, _SAY[source], _liar(document, found) or {})


def _liar(document: Told, found: Round) -> dict[str, Any] | None:
    """A child that gets a place it wants more, with another list than its true one."""
    made = market(found)
    placement, tries = place(made), TRIES // max(1, len(made.unit))
    for child, one in enumerate(found.applicants):
        here = placement.position(child)
        rank = made.rank[here] if here != NEVER else len(one.wishes) + 1
        if made.unit[child] != NEVER or one.present:
            continue
        for wish in one.wishes[: rank - 1]:
            for list_ in _lists(one.wishes, wish, found):
                tries -= 1
                if tries < 0:
                    return None
                if _place_with(document, one.id, list_) == wish:
                    honest = found.pools[made.wish[here]].id if here != NEVER else None
                    return {"applicant": one.id, "wishes": list(one.wishes), "gets": honest, "lie": list_, "then": wish}
    return None


def _lists(wishes: tuple[str, ...], wish: str, found: Round) -> Iterator[list[str]]:
    """Lists that put forward one wish: first, alone, or with pools behind it that nobody wants."""
    rest = [one for one in wishes if one != wish]
    yield [wish, *rest]
    yield [wish]
    yield [wish, *rest, *(pool.id for pool in found.pools if pool.id not in wishes)]


def _place_with(document: Told, child: str, wishes: list[str]) -> str | None:
    """Where a child gets a place with another list."""
    rows = [{**one, "wishes": wishes} if one["id"] == child else one for one in document["applicants"]]
    made = market(read({**document, "applicants": rows}))
    number = next(number for number, one in enumerate(made.round.applicants) if one.id == child)
    here = place(made).position(number)
    return None if here == NEVER else made.round.pools[made.wish[here]].id


def _clashes(document: Told) -> Iterator[Remark]:
    """Families whose children want to be together, one of whom would get in there alone, and another would not."""
    families = document.get("families", ())
    together = {one["id"] for one in families if one["policy"] in (TOGETHER, TOGETHER_FIRST)}
    if not together:
        return
    alone = [{**one, "policy": INDEPENDENT} for one in families]
    made = market(read({**document, "families": alone}))
    explained = Explained(made, place(made))
    members: dict[str, list[int]] = {}
    for child, one in enumerate(made.round.applicants):
        if one.family in together:
            members.setdefault(one.family, []).append(child)
    for family, children in sorted(members.items()):
        if example := _clash(made, explained, children):
            say = "きょうだいの一人は入れますが、もう一人は順位が足りず、一緒の希望がかないません。"
            yield Remark("siblings", NOTE, family, say, example)


def _clash(made: Market, explained: Explained, children: list[int]) -> dict[str, Any] | None:
    pools = made.round.pools
    sites = {}
    for child in children:
        here = explained.placement.position(child)
        if here != NEVER:
            sites[pools[made.wish[here]].site] = made.round.applicants[child].id
    site_of = {pool.id: pool.site for pool in pools}
    for child in children:
        for reason in explained.reasons(child):
            name = made.round.applicants[child].id
            admitted = sites.get(site_of[reason["pool"]])
            if reason["code"] == "below" and admitted not in (None, name):
                numbers = {key: reason[key] for key in ("pool", "component", "mine", "cutoff")}
                return {"admitted": admitted, "refused": name} | numbers
    return None


def _capacities(found: Round) -> Iterator[Remark]:
    for pool in found.pools:
        for code in _doubts(pool, found.rules.capacity_checks):
            yield Remark(code, NOTE, pool.id, _CAPACITY_SAY[code], {"seats": pool.seats, **dict(pool.facts)})


_CAPACITY_SAY: Final = {
    "area": "面積に対して人数が多すぎます。",
    "staff": "職員に対して人数が多すぎます。",
    "change": "昨年度の定員と大きく違います。入力の誤りではありませんか。",
}


def _doubts(pool: Pool, checks: Mapping[str, Number]) -> Iterator[str]:
    """What of its facts does not bear out the places of a pool."""
    facts = pool.facts
    per_child = Fraction(checks.get("area_per_child", 0))
    if "area" in facts and pool.seats * per_child > Fraction(facts["area"]):
        yield "area"
    if "staff_per_unit" in checks and "children_per_unit" in checks and "staff" in facts:
        units = -(-pool.seats // int(checks["children_per_unit"]))
        if units * int(checks["staff_per_unit"]) > int(facts["staff"]):
            yield "staff"
    if "change_percent" in checks and "last_year" in facts:
        before = int(facts["last_year"])
        if abs(pool.capacity - before) * 100 > before * int(checks["change_percent"]):
            yield "change"
