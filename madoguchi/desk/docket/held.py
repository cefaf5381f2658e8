"""起案を手に取る - a docket as it stands: its route, whose turn it is, its cases, and what has moved since the look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from madoguchi.core.approval import Approval, Official, Turn, turn
from madoguchi.core.docket import Docket
from madoguchi.core.selection import Round
from madoguchi.desk import select
from madoguchi.desk.refusals import NotFound
from madoguchi.store import cases, clerks, dockets, editions, protections, rounds
from madoguchi.store.errors import Stale

SIGNS = "decider"  # the role of everybody on a route


def held(number: int, version: int) -> Docket:
    """A docket, locked. Raises NotFound, Stale."""
    found = dockets.get(number, lock=True)
    if found is None:
        raise NotFound(str(number))
    if version != found.version:
        raise Stale(found.subject)
    return found


def approval_of(found: Docket) -> Approval:
    """What its municipality has set, as when it was drafted."""
    approval = editions.opened(found.edition).approval
    assert approval is not None  # or there would be no docket
    return approval


def turn_of(found: Docket, today: date) -> Turn | None:
    """Whose turn it is today; None when all have signed."""
    staff = [Official(one.username, one.posts) for one in clerks.all_() if one.active and SIGNS in one.roles]
    away = [one.username for one in dockets.absences(today) if one.holds(today)]
    return turn(approval_of(found).route(found.kind), len(found.signed), staff, away, found.hands)


def round_of(found: Docket) -> Round:
    """The round that it decides."""
    held_ = rounds.get(found.round)
    assert held_ is not None  # a round is never taken away
    return held_


def members(found: Docket) -> dict[str, str]:
    """Its cases, with when each had last moved."""
    if found.round:
        return dict(round_of(found).members)
    return {line.case: line.seen for line in dockets.lines(found.id)}


def protected(members: Mapping[str, str]) -> list[str]:
    """The protected families among those of these cases."""
    references = {case.rpartition("-")[0] for case in members}
    return sorted(one.reference for one in protections.in_force() if one.reference in references)


def moved(found: Docket) -> Iterator[str]:
    """What is no longer as it was looked at, each by its name."""
    told, inside = found.guarded, members(found)
    if editions.current(found.procedure) != told["edition"]:
        yield "手続や自治体のファイルの版"
    if found.round and round_of(found).version != told["round"]:
        yield f"選考 第{found.round}回"
    if len(inside) != told["count"]:
        yield "案件の数"
    yield from cases.changed_since(inside, _standing(found))
    if protected(inside) != told["protected"]:
        yield "支援措置"


def _standing(found: Docket) -> tuple[str, ...]:
    edition = editions.opened(found.edition)
    if found.round:
        edition, selection = select.declared(round_of(found))
        return selection.standing(edition.flow)
    steps = {line.step for line in dockets.lines(found.id)}
    return tuple({status for step in steps for status in edition.flow.by_step[step].source})
