"""空き案内 - places that come free after a round are offered by the same order and lots, to be answered by a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from madoguchi.core.allocation import following, nearby, with_capacity
from madoguchi.core.case import Actor
from madoguchi.core.selection import OFFER, Round, Run, considered
from madoguchi.store import protections, rounds

from . import places, rerank, select
from .act import act
from .places import Stand
from .refusals import NotFound

KIND: Final = OFFER
STEP: Final = "offer"
# A letter can be opened by whoever lives there: that of a protected family names no place.
UNNAMED: Final = "希望のクラブ"


@dataclass(frozen=True)
class Next:
    """A child that is next for a free place; `added`: one that it has added while it waited (加えた希望)."""

    case: str
    pool: str
    label: str
    added: bool = False


def next_ones(found: Round, gone: Collection[str], change: Mapping[str, int]) -> tuple[Next, ...]:
    """Who of those that wait is next, when the children `gone` (of this round or another one of the year) have given up
    their places and clubs have so many more (`change`, by pool). Whoever has a place or an offer keeps it; who said no
    to a place is not asked for it again. Clubs that a child has added come after everybody who has wished for them in
    the application.

    Nothing is kept. Raises NotFound, Stopped.
    """
    made = rounds.run(found.run)
    if made is None or not set(gone) <= {*found.members, *(case for case, _ in _seats(found))}:
        raise NotFound(found.subject)
    known = {case: one for case, one in places.stands(found, made).items() if case not in gone}
    document = rerank.newest(found, made)
    away = [one["id"] for one in document["applicants"] if not _inside(known.get(one["id"]))]
    later = following(document, made.result, f"{found.name}/after", gone=away)
    rows = list(_rows(later["applicants"], known, rounds.wished(known)))
    try:
        later = with_capacity({**later, "applicants": rows}, change)
    except KeyError as strange:
        raise NotFound(str(strange)) from None
    later = with_capacity(later, _room(found, made, gone, rows))
    placed = select.allocated(later)
    labels = {one["id"]: one.get("label", one["id"]) for one in document["pools"]}
    given = {one["applicant"]: one["pool"] for one in placed["placements"] if one["pool"]}
    first = [Next(case, pool, labels[pool]) for case, pool in given.items() if _better(known[case], pool)]
    added = nearby(later, placed) if any("nearby" in one for one in rows) else {}
    return (*first, *(Next(case, pool, labels[pool], added=True) for case, pool in added.items()))


def offer(number: int, gone: Collection[str], change: Mapping[str, int], by: Actor, now: datetime) -> tuple[Next, ...]:
    """Offer its place to each who is next. Raises NotAllowed, NotFound, Stopped."""
    found = select.held(number)
    asked = next_ones(found, gone, change)
    for one in asked:
        named = protections.of(one.case.rpartition("-")[0]) is None
        act(one.case, STEP, by, now, fields=(one.pool,), message=one.label if named else UNNAMED)
    return asked


def _seats(found: Round) -> tuple[tuple[str, str], ...]:
    return places.seats(found.procedure, places.year_of(found))


def _inside(one: Stand | None) -> bool:
    return one is not None and (one.waits or bool(one.has))


def _better(one: Stand, pool: str) -> bool:
    return one.waits and pool != one.present


def _room(found: Round, made: Run, gone: Collection[str], rows: list[dict[str, Any]]) -> dict[str, int]:
    """How many places of each pool there are more than in the run's document: it counts those of its own `rows`, all
    others of the year are taken."""
    edition, selection = select.declared(found)
    others = Counter(pool for case, pool in _seats(found) if case not in gone)
    others.subtract(one["present"] for one in rows if "present" in one)
    has = {one["id"]: one["capacity"] for one in made.document["pools"]}
    every = {one.id: one.capacity or 0 for one in edition.town.choices[selection.places]}
    return {pool: every[pool] + made.change.get(pool, 0) - others[pool] - seats for pool, seats in has.items()}


def _rows(
    rows: list[Mapping[str, Any]], known: Mapping[str, Stand], added: Mapping[str, tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    for one in rows:
        stand = known[one["id"]]
        told = {key: value for key, value in one.items() if key not in ("present", "always")}
        if not stand.waits:
            yield {**told, "present": stand.has, "wishes": [stand.has]}
            continue
        if stand.present:
            told["present"] = stand.present
        elif near := [pool for pool in added.get(one["id"], ()) if pool not in stand.no]:
            told["nearby"] = near
        wishes = [pool for pool in considered(one["wishes"], stand.present) if pool not in stand.no]
        if wishes or "nearby" in told:
            yield {**told, "wishes": wishes}
