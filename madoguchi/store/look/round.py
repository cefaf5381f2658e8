"""選考回を見る - rounds as one clerk may see them: of the procedures they work on, without what 支援措置 hides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from madoguchi.core.case import Clerk, Event
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import Round

from .. import enrolments, events, rounds, tables
from ..cases import statuses
from ..editions import opened
from ..rounds import reranked, run, runs, told, wished
from ..slices import slices
from .reach import editions_of, procedures_of, veiled_from

__all__ = [
    "all_of",
    "deeds",
    "leaving",
    "named",
    "opened",
    "published",
    "reranked",
    "run",
    "runs",
    "seen",
    "told",
    "told_first",
    "wished",
    "with_rounds",
]


def with_rounds(clerk: Clerk | None) -> tuple[Edition, ...]:
    """The editions in force that have rounds, of the procedures this clerk has to do with."""
    return tuple(edition for edition in editions_of(clerk) if edition.selection and edition.points)


def all_of(procedure: str) -> tuple[Round, ...]:
    """Every round of a procedure, the last first."""
    return rounds.all_of(procedure)


def seen(number: int, clerk: Clerk | None) -> Round | None:
    """A round, without the lottery's secret; None when this clerk has nothing to do with it."""
    found = rounds.get(number)
    if found is None or found.procedure not in procedures_of(clerk):
        return None
    return replace(found, sealed="")


def published(procedure: str, number: int) -> Round | None:
    """A round for everybody: from its promise of a draw on; before, and given up, there is none."""
    found = rounds.get(number)
    if found is None or found.procedure != procedure or not found.promise or found.status == "dropped":
        return None
    return replace(found, sealed="")


def deeds(found: Round) -> tuple[Event, ...]:
    """What happened with it, in order."""
    return events.read(found.subject)


def told_first(found: Round) -> int:
    """How many of its cases were told of their place (内定) and are not decided."""
    edition = opened(found.edition)
    if edition.selection is None or not edition.selection.provisional:
        return 0
    status = edition.flow.by_step[edition.selection.provisional].to
    return sum(one == status for one in statuses(found.members).values())


def leaving(found: Round) -> dict[str, date]:
    """Of the children of a round those whose place was given back, and the last day that is theirs, the next first."""
    ends = {case: enrolments.of_case(case)[-1].until for case in enrolments.left(found.members)}
    days = ((case, day) for case, day in ends.items() if day)
    return dict(sorted(days, key=lambda one: (one[1], one[0])))


def named(numbers: Iterable[str], clerk: Clerk | None) -> dict[str, str]:
    """The names of these cases by their numbers; those that are hidden from the clerk are not in it."""
    veiled, found = veiled_from(clerk), dict[str, str]()
    for part in slices(numbers):
        rows = tables.Case.objects.filter(number__in=part)
        told_of = rows.values_list("number", "title", "reference")
        found |= {number: title for number, title, reference in told_of if reference not in veiled}
    return found
