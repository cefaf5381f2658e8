"""席の台帳 - who has which place in a year (April to March), over all its rounds and offers. Nothing is kept here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from madoguchi.core.case import Application, Ask, Case
from madoguchi.core.crossing import Filed, marks
from madoguchi.core.days import jst_date
from madoguchi.core.fields import is_blank
from madoguchi.core.flow import Step
from madoguchi.core.package.edition import Edition
from madoguchi.core.paper.fold import mentions
from madoguchi.core.retention import fiscal_year
from madoguchi.core.selection import OFFER, Round, Run, Selection
from madoguchi.store import asks, cases, editions, enrolments, rounds

from . import enrol, select
from .settle import answers


@dataclass(frozen=True)
class Stand:
    """A case of a decided round: the place that it `has` or was offered ("": none), whether it `waits`, the `present`
    place that it keeps meanwhile, and the places to which it has said no, or nothing in time (`no`)."""

    has: str = ""
    waits: bool = False
    present: str = ""
    no: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """A place that somebody who decides may choose: how many are `free` (below zero where more have one)."""

    pool: str
    label: str
    free: int
    wished: bool


def usual(places: Iterable[Choice]) -> str:
    """The first wish with room; "" where somebody has to choose."""
    return next((one.pool for one in places if one.wished and one.free > 0), "")


def stands(found: Round, made: Run) -> dict[str, Stand]:
    """How each case of a decided round stands now."""
    edition, selection = select.declared(found)
    flow = edition.flow
    waiting, placed = (flow.by_step[step].to for step in (selection.waiting, selection.placed))
    given = {one["applicant"]: one["pool"] for one in made.result["placements"]}
    present = {one["id"]: one["present"] for one in made.document["applicants"] if "present" in one}
    asked: dict[str, list[Ask]] = {}
    for ask in asks.of_kind(OFFER):
        asked.setdefault(ask.case, []).append(ask)
    told, left = dict[str, Stand](), enrolments.left(found.members)
    for case, status in cases.statuses(found.members).items():
        offers, keeps = [place for ask in asked.get(case, ()) for place in ask.fields[:1]], present.get(case, "")
        place = offers[-1] if offers else given.get(case) or ""
        if status == waiting:
            told[case] = Stand("", True, keeps, frozenset(offers))
        elif status == placed:  # whose last day is settled (退所届) has given up the place
            told[case] = Stand("" if case in left else place)
        elif flow.by_status[status].again:  # a decision is looked at again: who has a place keeps it
            told[case] = Stand(enrol.held(case), False, keeps)
        else:  # offered or accepted: both places are held until it is decided
            between = not flow.by_status[status].final and place != keeps
            told[case] = Stand(place if between else "", False, keeps)
    return told


def seats(procedure: str, year: int) -> tuple[tuple[str, str], ...]:
    """Every place of a year that somebody has, was offered or keeps meanwhile: (case, pool); also of those who were
    given one without a round. A child who was given a better place on a new application (転所) has left the old one."""
    found: list[tuple[str, str]] = []
    left, drawn = set[str](), set[str]()
    for one, made in _decided(procedure, year):
        drawn |= one.members.keys()
        for case, stand in stands(one, made).items():
            earlier = one.transfers.get(case)
            if stand.has:
                found.append((case, stand.has))
            if stand.present and not earlier:
                found.append((case, stand.present))
            if earlier and stand.has and not stand.present:
                left.add(earlier)
    stays = (one for one in enrolments.running(procedure) if fiscal_year(one.since) == year and one.case not in drawn)
    found += [(one.case, one.pool) for one in stays]
    return tuple((case, pool) for case, pool in found if case not in left)


def choices(case: Case, application: Application, edition: Edition, step: Step) -> tuple[Choice, ...]:
    """The places of which one must be chosen with a step: its wishes first, then all others; none where none is
    lacking."""
    selection = edition.selection
    if selection is None or not enrol.lacks(case, step, edition):
        return ()
    window = edition.window_of(application.answers)
    year = fiscal_year(window.start if window else jst_date(case.received))
    taken = Counter(pool for _, pool in seats(case.procedure, year))
    said = answers(edition, application, case.branch)
    wished = [str(said[name]) for name in selection.wishes if not is_blank(said.get(name))]
    options = {one.id: one for one in edition.town.choices[selection.places]}
    order = dict.fromkeys([*(one for one in wished if one in options), *options])
    return tuple(
        Choice(pool, str(options[pool].label), (options[pool].capacity or 0) - taken[pool], pool in wished)
        for pool in order
    )


def taken(found: Round, transfers: Collection[str] = ()) -> dict[str, int]:
    """How many places of each pool children of rounds decided before have, of the same year; those of the cases
    `transfers` go with them into this round."""
    counts = Counter(pool for case, pool in seats(found.procedure, year_of(found)) if case not in transfers)
    return dict(counts)


def year_of(found: Round) -> int:
    """The year in which the places of a round are used."""
    window = editions.opened(found.edition).town.window(found.window)
    assert window is not None  # as when it was begun
    return fiscal_year(window.start)


class Present:
    """The places that children of a round have already, in the year for which it gives some."""

    def __init__(self, found: Round, edition: Edition, selection: Selection) -> None:
        self.edition, self.selection = edition, selection
        self.known = {one.id for one in edition.town.choices[selection.places]}
        self.of_case = dict(seats(found.procedure, year_of(found)))
        window = edition.town.window(found.window)
        # What a child says of the club where it is now counts when it is of the same year as the place it asks for.
        self.now = window is not None and fiscal_year(window.opens) == fiscal_year(window.start)

    def of(self, application: Application, branch: int, answers: dict[str, Any]) -> tuple[str, str]:
        """(pool, the case that has it): "" for no place, and for one that the child only tells of."""
        for case in self._earlier(application, branch):
            return self.of_case[case], case
        told = answers.get(self.selection.present) if self.now and self.selection.present else None
        return (str(told), "") if not is_blank(told) and told in self.known else ("", "")

    def _earlier(self, application: Application, branch: int) -> Iterator[str]:
        """The cases with a place of an application that the family names, and that are about the same child."""
        named = application.answers.get(self.selection.earlier) if self.selection.earlier else None
        if is_blank(named):
            return
        references = {case.rpartition("-")[0] for case in self.of_case}
        for reference in sorted(one for one in references if mentions(str(named), one)):
            other = cases.get_application(reference)
            mine = self._marks(application).get(branch, set())
            for number, theirs in self._marks(other).items() if other else ():
                if mine & theirs and f"{reference}-{number}" in self.of_case:
                    yield f"{reference}-{number}"

    def _marks(self, application: Application) -> dict[int, set[str]]:
        """By branch, what a child is known by: birth and name."""
        group, found = self.edition.procedure.subjects, dict[int, set[str]]()
        filed = Filed(application.reference, application.answers)
        for mark in marks(self.edition.across, self.edition.papers, filed):
            if group and mark.at.startswith(f"{group}."):
                found.setdefault(int(mark.at.split(".")[1]) + 1, set()).add(mark.key)
        return found


def _decided(procedure: str, year: int) -> Iterator[tuple[Round, Run]]:
    for light in rounds.all_of(procedure):
        if light.decided and year_of(light) == year:
            found, made = rounds.get(light.id), rounds.run(light.run)
            if found and made:
                yield found, made
