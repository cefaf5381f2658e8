"""結果 - what a round gives, as a document: places, reasons, limits, waiting lists, exceptions and digests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .canon import digest
from .explain import Explained
from .market import NEVER, Market, market
from .place import Placement, place
from .read import read

Told = dict[str, Any]


def allocate(document: Mapping[str, Any]) -> Told:
    """The result of a round. The same document, in any order, gives the same result. Raises Refused."""
    made = market(read(document))
    placement = place(made)
    return result(document, made, placement)


def result(document: Mapping[str, Any], made: Market, placement: Placement) -> Told:
    """The document of an outcome: docs/reference/round.md."""
    explained = Explained(made, placement)
    told: Told = {
        "schema": 1,
        "round": made.round.id,
        "placements": [_placement(made, explained, child) for child in range(len(made.unit))],
        "pools": _pools(made, explained),
        "exceptions": list(explained.exceptions()),
        "ignored": [{"applicant": one, "filed": filed} for one, filed in made.round.ignored],
    }
    digests = {"input": digest(document), "rules": digest(document["rules"])}
    return told | {"digests": digests | {"result": digest(told | {"digests": digests})}}


def _placement(made: Market, explained: Explained, child: int) -> Told:
    one, i = made.round.applicants[child], explained.placement.position(child)
    told: Told = {"applicant": one.id, "pool": None, "reasons": explained.reasons(child)}
    if one.id in made.round.lots:
        told["lot"] = made.round.lots[one.id]
    if i == NEVER:
        return told
    told["pool"] = made.round.pools[made.wish[i]].id
    told["wish"] = made.rank[i]
    told["seat"] = explained.seat(child, i)
    if one.condition:
        told["condition"] = one.condition
    return told


def _pools(made: Market, explained: Explained) -> list[Told]:
    waiting = explained.waiting()
    return [
        {
            "id": pool.id,
            "capacity": pool.capacity,
            "placed": (placed := len(explained.placement.seating.held[number])),
            "over": max(0, placed - pool.capacity),
            "reason": pool.over.reason if pool.over and placed > pool.capacity else "",
            "limits": explained.limits(number),
            "waiting": waiting[number],
        }
        for number, pool in enumerate(made.round.pools)
    ]
