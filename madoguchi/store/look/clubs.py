"""クラブを見る - the children that have a place at a club, for that club and for who works on the procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from madoguchi.core.account import CLUB
from madoguchi.core.case import Application, Case, Clerk
from madoguchi.core.enrolment import Report
from madoguchi.core.fields import Option
from madoguchi.core.mask import Mask, mask_of
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import Selection

from .. import cases, editions, enrolments
from .protected import hidden, mask, seen
from .reach import procedures_of

__all__ = ["Child", "Club", "club", "clubs", "roster"]


@dataclass(frozen=True, slots=True)
class Club:
    """A club as its list says: how many have a place today, and its report of a month, if it was sent."""

    edition: Edition
    selection: Selection
    option: Option
    enrolled: int
    report: Report | None

    @property
    def procedure(self) -> str:
        """The id of its procedure."""
        return self.edition.procedure.id


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a roster, with the answers of its family as far as this viewer may read them."""

    case: Case
    application: Application
    edition: Edition
    mask: Mask


def clubs(viewer: Clerk | None, day: date, month: str) -> tuple[Club, ...]:
    """The clubs of this viewer, in the order of the city's file."""
    found: list[Club] = []
    for edition, options in _theirs(viewer):
        selection, pools = edition.selection, [one.id for one in options]
        assert selection is not None  # as `_theirs` has found
        counted = [stay.pool for stay in enrolments.at(edition.procedure.id, pools, day)]
        told = enrolments.reports(edition.procedure.id, pools, month)
        found += [Club(edition, selection, one, counted.count(one.id), told.get(one.id)) for one in options]
    return tuple(found)


def club(viewer: Clerk | None, procedure: str, pool: str, day: date, month: str) -> Club | None:
    """One of them; None when this viewer has nothing to do with it."""
    mine = clubs(viewer, day, month)
    return next((one for one in mine if (one.procedure, one.option.id) == (procedure, pool)), None)


def roster(viewer: Clerk, found: Club, day: date) -> tuple[tuple[Child, ...], int]:
    """The children that have a place today, in the order of the first column, and how many more 支援措置 hides."""
    rows: list[Child] = []
    veiled = 0
    for stay in enrolments.at(found.procedure, [found.option.id], day):
        case = cases.get_case(stay.case)
        application = cases.get_application(case.reference) if case else None
        if case is None or application is None:
            continue
        if hidden(case.reference, viewer):
            veiled += 1
            continue
        rows.append(_child(viewer, case, application))
    first = found.selection.columns[0]
    return tuple(sorted(rows, key=lambda child: (_answer(child, first), child.case.id))), veiled


def _child(viewer: Clerk, case: Case, application: Application) -> Child:
    edition = editions.opened(application.edition)
    if CLUB not in viewer.roles:
        over = mask(case.reference, application.edition, viewer)
        return Child(case, seen(application, viewer), edition, over)
    # What is known of a child's health is asked for the club: of the children it looks after, it reads it.
    private = frozenset(page.private for page in edition.form.pages if page.private)
    return Child(case, application, edition, mask_of(edition.form, (), hidden=False, permits=private))


def _answer(child: Child, path: str) -> str:
    """What the family answered at a path of the list (children.kana): of a group about children, for this one."""
    group, _, name = path.rpartition(".")
    answers = child.application.answers
    own = answers[group][child.case.branch - 1] if group == child.edition.procedure.subjects else answers
    return str(own.get(name, ""))


def _theirs(viewer: Clerk | None) -> Iterator[tuple[Edition, tuple[Option, ...]]]:
    """The editions with places, and which of the places are this viewer's: a club's own, or all of a clerk's work."""
    if viewer is None or not viewer.active:
        return
    for procedure in editions.procedures():
        edition = editions.current_edition(procedure)
        if edition is None or edition.selection is None or not edition.selection.roster:
            continue
        options = edition.town.choices.get(edition.selection.places, ())
        if CLUB in viewer.roles:
            options = tuple(one for one in options if one.id in viewer.sections)
        elif procedure not in procedures_of(viewer):
            continue
        if options:
            yield edition, options
