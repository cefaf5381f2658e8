"""選考回の点検 - a round whose docket is drafted: proved, signed, and with the places of the municipality's file."""

from __future__ import annotations

from collections.abc import Iterator

from madoguchi.core.docket import Docket, capacities
from madoguchi.core.selection import Round, Run, Stopped, document
from madoguchi.desk import places, select
from madoguchi.store import editions, rounds

from .held import round_of

Item = tuple[str, int, list[str]]  # a code of core/docket.GUARDS, how many were looked at, what is wrong


def looked(found: Docket) -> Iterator[Item]:
    """The items that are of the round as a whole."""
    round_ = round_of(found)
    made = rounds.run(round_.run)
    assert made is not None  # or nobody could have proposed it
    pools = made.document["pools"]
    yield "G01", len(made.result["placements"]), _unproved(round_)
    yield "G03", len(pools), list(capacities(pools, _in_force(round_), "自治体のファイル"))
    before = _year_before(round_)
    yield "G04", len(pools) if before else 0, _changed(pools, before) if before else []


def _unproved(found: Round) -> list[str]:
    try:
        select.decidable(found)
    except Stopped as stopped:
        return [str(stop) for stop in stopped.stops]
    return []


def _in_force(found: Round) -> list[dict[str, object]]:
    """The pools as the file in force has them, without the places that others have already."""
    edition = editions.current_edition(found.procedure)
    if edition is None or edition.selection is None or edition.points is None:
        return []
    return list(
        document(found.name, edition, edition.selection, (), places.taken(found, set(found.transfers.values())))[
            "pools"
        ]
    )


def _changed(pools: list[dict[str, object]], before: Run) -> list[str]:
    return list(capacities(pools, before.document["pools"], "前の年の選考回"))


def _year_before(found: Round) -> Run | None:
    """The run in force of the round of the same window, decided in an earlier year."""
    for other in rounds.all_of(found.procedure):
        if other.decided and other.window == found.window and places.year_of(other) < places.year_of(found):
            return rounds.run(other.run)
    return None
