"""起案を見る - dockets as one clerk may see them: of the procedures they work on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from madoguchi.core.approval import Absence, Post
from madoguchi.core.case import Clerk, Event
from madoguchi.core.docket import Docket, Line

from .. import dockets, events, tables
from ..slices import slices
from .house import published
from .reach import procedures_of

__all__ = ["absences", "all_of", "deeds", "drafts", "due", "lines", "of_case", "of_round", "posts", "seen"]


def all_of(clerk: Clerk | None, most: int) -> tuple[Docket, ...]:
    """The last dockets, the latest first."""
    return dockets.all_(procedures_of(clerk), most)


def seen(number: int, clerk: Clerk | None) -> Docket | None:
    """A docket; None when this clerk has nothing to do with it."""
    found = dockets.get(number)
    return found if found and found.procedure in procedures_of(clerk) else None


def of_round(number: int) -> Docket | None:
    """The latest docket of a round."""
    return dockets.of_round(number)


def of_case(case: str, in_round: int) -> Docket | None:
    """The latest docket that has decided a case by itself, or else the round that it was in; None without one."""
    found = dockets.of_case(case) or (dockets.of_round(in_round) if in_round else None)
    return found if found and found.decided else None


def lines(found: Docket) -> tuple[Line, ...]:
    """Its own cases."""
    return dockets.lines(found.id)


def deeds(found: Docket) -> tuple[Event, ...]:
    """What happened with it, in order."""
    return events.read(found.subject)


def posts() -> tuple[Post, ...]:
    """The posts that the town's file names, each once."""
    found = {post.id: post for edition in published() if edition.approval for post in edition.approval.posts}
    return tuple(found.values())


def drafts(clerk: Clerk | None) -> bool:
    """Whether cases can be put into a docket in this city hall, by this clerk."""
    routes = [edition.approval.routes for edition in published() if edition.approval]
    return bool(clerk and "clerk" in clerk.roles and any(kind != "round" for one in routes for kind in one))


def due(numbers: Iterable[str], by: date) -> tuple[int, date | None]:
    """How many of these cases have a deadline up to a day, and the first of their days."""
    days = list[date]()
    for part in slices(numbers):
        rows = tables.Case.objects.filter(number__in=part, deadline__lte=by)
        days += rows.values_list("deadline", flat=True)
    return len(days), min(days, default=None)


def absences(day: date) -> tuple[Absence, ...]:
    """Who is away on a day, or will be."""
    return dockets.absences(day)
