"""選考の表 - places, wishes and limits of each pool of a result, and what would have changed it for one child."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..allocation import Refused, allocate, with_capacity
from .inputs import TOTAL, number

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Pool:
    """A pool of a result. `first` and `wished` count the children who want it most, and at all; `limit` is the points
    of the last one taken: None where nobody was turned away, or nobody could be displaced (`closed`)."""

    id: str
    label: str
    capacity: int
    first: int
    wished: int
    placed: int
    waiting: tuple[str, ...]
    limit: int | str | None = None
    closed: bool = False

    @property
    def free(self) -> int:
        """Places that nobody wants who may have them."""
        return max(0, self.capacity - self.placed)


def pools(document: Told, result: Told) -> tuple[Pool, ...]:
    """Every pool, in the document's order."""
    first = Counter(one["wishes"][0] for one in document["applicants"] if one["wishes"])
    wished = Counter(pool for one in document["applicants"] for pool in one["wishes"])
    outcome = {one["id"]: one for one in result["pools"]}
    return tuple(_pool(one, outcome[one["id"]], first, wished) for one in document["pools"])


def _pool(given: Told, outcome: Told, first: Counter[str], wished: Counter[str]) -> Pool:
    name = given["id"]
    return Pool(
        name,
        given.get("label", name),
        given["capacity"],
        first[name],
        wished[name],
        outcome["placed"],
        tuple(outcome["waiting"]),
        *limit(outcome["limits"]),
    )


def limit(limits: Told) -> tuple[int | str | None, bool]:
    """The points of the last one taken on a general seat, and whether nobody could be displaced."""
    general = limits["general"]
    return general["values"][TOTAL] if general["state"] == "cutoff" else None, general["state"] == "closed"


def admitted(result: Told, pool: str) -> tuple[str, ...]:
    """Who has a place there, by number."""
    return tuple(sorted(one["applicant"] for one in result["placements"] if one["pool"] == pool))


@dataclass(frozen=True)
class Change:
    """What would have given a child one of its wishes, found by giving all places anew: so many points (None: neither
    those of the last one taken nor one more), or one more place."""

    points: int | str | None
    seat: bool


def change(document: Told, wish: Told, case: str) -> Change:
    """Try it, for a wish (as `told.wishes` has it) that did not come true."""
    seat = _gets(with_capacity(document, {wish["pool"]: 1}), case, wish)
    return Change(next(_points(document, wish, case), None), seat)


def _points(document: Told, wish: Told, case: str) -> Iterator[int | str]:
    if wish.get("component") != TOTAL:
        return
    cutoff = Decimal(str(wish["cutoff"]))
    for points in (cutoff, cutoff + 1):
        if _gets(_with_points(document, case, number(points)), case, wish):
            yield number(points)


def _with_points(document: Told, case: str, points: int | str) -> dict[str, Any]:
    rows = [
        {**one, "values": {**one["values"], TOTAL: points}} if one["id"] == case else one
        for one in document["applicants"]
    ]
    return {**document, "applicants": rows}


def _gets(document: Told, case: str, wish: Told) -> bool:
    try:
        placements = allocate(document)["placements"]
    except Refused:  # a tie that no rule decides gives nobody a place
        return False
    told = next(one for one in placements if one["applicant"] == case)
    return bool(told.get("wish", wish["wish"] + 1) <= wish["wish"])
