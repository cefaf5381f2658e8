"""空き案内 - places that come free after a round are offered by the same order and lots, to be answered by a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from madoguchi.core.allocation import following, with_capacity
from madoguchi.core.case import Actor, Ask
from madoguchi.core.retention import fiscal_year
from madoguchi.core.selection import Round
from madoguchi.store import asks, cases, editions, protections, rounds

from . import select
from .act import act
from .refusals import NotFound

KIND: Final = "offer"
STEP: Final = "offer"
# A letter can be opened by whoever lives there: that of a protected family names no place.
UNNAMED: Final = "希望のクラブ"


@dataclass(frozen=True)
class Next:
    """A child that is next for a free place."""

    case: str
    pool: str
    label: str


def next_ones(found: Round, gone: Collection[str], change: Mapping[str, int]) -> tuple[Next, ...]:
    """Who of those that wait is next, when the children `gone` have given up their places and clubs have so many more
    (`change`, by pool). Whoever has a place or an offer keeps it; who said no to a place is not asked for it again.

    Nothing is kept. Raises NotFound, Stopped.
    """
    made = rounds.run(found.run)
    if made is None or not set(gone) <= set(found.members):
        raise NotFound(found.subject)
    held, no = _held(found, made.result, gone)
    away = [one["id"] for one in made.document["applicants"] if one["id"] not in held]
    later = following(made.document, made.result, f"{found.name}/after", gone=away)
    try:
        later = with_capacity(later, change)
    except KeyError as strange:
        raise NotFound(str(strange)) from None
    rows = list(_rows(later["applicants"], held, no))
    labels = {one["id"]: one.get("label", one["id"]) for one in made.document["pools"]}
    placed = select.allocated({**later, "applicants": rows})["placements"]
    given = ((one["applicant"], one["pool"]) for one in placed if one["pool"] and not held[one["applicant"]])
    return tuple(Next(case, pool, labels[pool]) for case, pool in given)


def taken(found: Round) -> dict[str, int]:
    """How many places of each pool children of rounds decided before have, of the same year (April to March)."""
    year = _year(found)
    counts: Counter[str] = Counter()
    for other in rounds.all_of(found.procedure):
        before, made = rounds.get(other.id), rounds.run(other.run)
        if before and made and other.id != found.id and other.decided and _year(other) == year:
            held, _ = _held(before, made.result, ())
            counts.update(place for place in held.values() if place)
    return dict(counts)


def _year(found: Round) -> int:
    window = editions.opened(found.edition).town.window(found.window)
    assert window is not None  # as when it was begun
    return fiscal_year(window.start)


def offer(number: int, gone: Collection[str], change: Mapping[str, int], by: Actor, now: datetime) -> tuple[Next, ...]:
    """Offer its place to each who is next. Raises NotAllowed, NotFound, Stopped."""
    found = select.held(number)
    asked = next_ones(found, gone, change)
    for one in asked:
        named = protections.of(one.case.rpartition("-")[0]) is None
        act(one.case, STEP, by, now, fields=(one.pool,), message=one.label if named else UNNAMED)
    return asked


def _held(found: Round, result: Mapping[str, Any], gone: Collection[str]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """The place that each child of the round has now, "" where it waits, none where it is out of it; and to which
    places a child has said no, or nothing in time."""
    edition, selection = select.declared(found)
    flow = edition.flow
    waiting, placed = (flow.by_step[step].to for step in (selection.waiting, selection.placed))
    places = {one["applicant"]: one["pool"] for one in result["placements"]}
    asked: dict[str, list[Ask]] = {}
    for ask in asks.of_kind(KIND):
        asked.setdefault(ask.case, []).append(ask)
    held: dict[str, str] = {}
    no: dict[str, set[str]] = {}
    for case, status in cases.statuses(found.members).items():
        offers = [place for ask in asked.get(case, ()) for place in ask.fields[:1]]
        if status == waiting:
            held[case], no[case] = "", set(offers)
        elif not flow.by_status[status].final or status == placed:
            place = offers[-1] if offers else places.get(case)
            held |= {case: place} if place and case not in gone else {}
    return held, no


def _rows(
    rows: list[Mapping[str, Any]], held: Mapping[str, str], no: Mapping[str, set[str]]
) -> Iterator[dict[str, Any]]:
    for one in rows:
        told = {key: value for key, value in one.items() if key not in ("present", "always")}
        if place := held[one["id"]]:
            yield {**told, "present": place, "wishes": [place]}
        elif left := [wish for wish in one["wishes"] if wish not in no[one["id"]]]:
            yield {**told, "wishes": left}
