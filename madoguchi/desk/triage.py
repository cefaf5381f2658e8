"""優先の目安をつける - counts what the review found of each case, learns from decided ones, and orders the open ones.

Off unless the office turns it on. All that comes of it is a place in the list, inside of one day: no finding, step
or letter asks for it. Protected families are neither counted nor ordered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from madoguchi import settings
from madoguchi.core.case import Application, Event
from madoguchi.core.clocks import CORRECTION
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.triage import OFF, Example, Learned, abstains, counts, learn
from madoguchi.plugs.triage import Learner
from madoguchi.store import asks, cases, events, papers, protections, triage

from . import deadline

PLUG: Final = "triage/logistic"
KIND: Final = "triage"


def keep(application: Application, edition: Edition, now: datetime) -> None:
    """Count each open case of an application as it is now, and place it by what was learned; not while it waits for
    its family."""
    if not settings.TRIAGE or not edition.triage.any or protections.of(application.reference):
        return
    read = papers.readings(application.reference)
    learned = in_force(application.procedure)
    for case in cases.cases_of(application.reference):
        asked = [ask for ask in asks.of_case(case.id) if ask.kind == CORRECTION]
        waits = any(ask.state == "open" for ask in asked)
        if not (waits or edition.flow.by_status[case.status].final):
            mine = [one for place, here in read.items() if edition.about(place, case.branch) for one in here]
            day = deadline.of(case, edition)
            left = (day.day - jst_date(now)).days if day else None
            corrected = any(ask.state == "done" for ask in asked)
            counted = counts(edition.triage, case.findings, mine, application.channel, left, corrected)
            triage.put(case.id, case.procedure, counted, learned, now)


def standing(procedure: str) -> tuple[Learned | None, str]:
    """What was learned last of a procedure, and why nothing is ordered by it (core/triage.ABSTAINS)."""
    learned = triage.learned(procedure)
    return learned, abstains(learned, settings.TRIAGE_LEAST) if settings.TRIAGE else OFF


def in_force(procedure: str) -> Learned | None:
    """What the open cases of a procedure are ordered by; None when the list stands in its ordinary order."""
    if not settings.TRIAGE:
        return None
    learned, why = standing(procedure)
    return None if why else learned


@dataclass(frozen=True)
class Study:
    """What there is to learn from: the decided cases of one procedure, of this municipality and no other."""

    procedure: str
    features: tuple[str, ...]
    known: tuple[Example, ...]

    def learn(self, learner: Learner, now: datetime) -> Learned:
        """Outside of every wall: nothing is read or written. Raises PlugError."""
        return learn(self.procedure, self.features, self.known, settings.TRIAGE_LEAST, learner.fit, now)


def study(edition: Edition) -> Study:
    """What the edition in force lets be counted, of every decided case."""
    return Study(edition.procedure.id, edition.triage.features, triage.decided(edition.procedure.id))


def take_up(learned: Learned, edition: Edition, now: datetime) -> int:
    """From now on this counts. The open cases are placed by it, unless it abstains: how many."""
    triage.put_learned(learned)
    line = in_force(learned.procedure)
    placed = _open_ones(edition) if line else {}
    for case, counted in placed.items():
        triage.put(case, learned.procedure, counted, line, now)
    note: dict[str, int | bool | str] = {"digest": learned.version, "count": len(placed)}
    events.append(Event(0, now, "note", KIND, "system", "system", learned.procedure, edition=edition.digest, note=note))
    return len(placed)


def _open_ones(edition: Edition) -> dict[str, Mapping[str, int]]:
    statuses = (one.id for one in edition.flow.statuses if not one.final)
    hidden = {one.reference for one in protections.in_force()}
    ours = triage.undecided(edition.procedure.id, statuses)
    return triage.latest(case for case in ours if case.rpartition("-")[0] not in hidden)
