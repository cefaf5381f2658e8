"""起案する - a docket of one case, of several, or of a round; had looked at anew, taken back, given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from madoguchi.core.approval import CASE, CASES, ROUND
from madoguchi.core.case import Actor, Case
from madoguchi.core.docket import Docket, Halted, Line
from madoguchi.core.flow import Flow
from madoguchi.core.selection import Round
from madoguchi.desk import enrol, many, meeting, select
from madoguchi.desk.act import Deed, act_docket, begin_docket
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import cases, dockets, editions

from . import look
from .held import held


def draft(
    seen: Mapping[str, int],
    step: str,
    reason: str,
    by: Actor,
    now: datetime,
    places: Mapping[str, str] | None = None,
) -> Docket:
    """A docket of the cases `seen` at these versions: the step that shall decide each, and why. `places`, by case, are
    those that neither a round nor an offer has given.

    Raises NotAllowed, NotFound, Moved, Incomplete, Halted."""
    together = many.hold(seen)
    if not together:
        raise NotFound(step)
    kind = CASE if len(together) == 1 else CASES
    return _draft(kind, together, step, [reason.strip()] * len(together), by, now, places or {})


def of_told(number: int, step: str, by: Actor, now: datetime) -> Docket:
    """A docket that decides every case whose place a round has told (内定), each for the reason that was told.

    Raises NotAllowed, NotFound, Halted."""
    found = select.held(number)
    edition, selection = select.declared(found)
    told = edition.flow.by_step[selection.provisional].to if selection.provisional else ""
    waits = (case for case, status in cases.statuses(found.members).items() if status == told)
    here = [case for case in cases.lock_cases(waits) if case.status == told]
    if not here:
        raise NotFound(found.subject)
    return _draft(CASES, here, step, [case.reason for case in here], by, now, {})


def _draft(
    kind: str,
    together: Sequence[Case],
    step: str,
    reasons: Sequence[str],
    by: Actor,
    now: datetime,
    places: Mapping[str, str],
) -> Docket:
    if not all(reasons):
        raise Incomplete(("reason",))
    procedure = together[0].procedure
    edition = editions.current_edition(procedure)
    if edition is None or edition.approval is None or not edition.approval.route(kind):
        raise Halted("D06")
    if strange := [place for place in places.values() if place and not enrol.known(place, edition)]:
        raise NotFound(strange[0])
    if wrong := [case.id for case in together if not decidable(case, step) or case.procedure != procedure]:
        raise Halted("D07", wrong)
    if lacking := [case.id for case in together if not places.get(case.id) and _lacks(case, step)]:
        raise Incomplete(tuple(f"place-{name}" for name in lacking))
    if elsewhere := dockets.open_for([case.id for case in together], 0, ended(edition.approval.flow)):
        raise Halted("D05", sorted(elsewhere))
    made = Docket(0, procedure, edition.digest, kind, "", 1, now, by.name, progress=look.blank())
    pairs = zip(together, reasons, strict=True)
    lines = (Line(case.id, step, reason, case.changed.isoformat(), places.get(case.id, "")) for case, reason in pairs)
    return look.leave(begin_docket(made, lines, by, now), now)


def _lacks(case: Case, step: str) -> bool:
    edition = editions.opened(case.edition)
    return enrol.lacks(case, edition.flow.by_step[step], edition)


def decidable(case: Case, step: str) -> bool:
    """Whether a step decides, and may be taken with a case as it stands: a result of an interview is not lacking."""
    edition = editions.opened(case.edition)
    found = edition.flow.by_step.get(step)
    if found is None or not found.decides or case.status not in found.source:
        return False
    return not meeting.lacks(case, found, edition)


def open_to(case: Case) -> bool:
    """Whether there is any decision for a case as it stands."""
    return any(decidable(case, step.id) for step in editions.opened(case.edition).flow.steps)


def ended(flow: Flow) -> tuple[str, ...]:
    """Where a docket has come to its end."""
    return tuple(status.id for status in flow.statuses if status.final)


def propose(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Ask others to decide a round: with a docket, where there is a route for it. Raises as `select.propose`."""
    found = select.propose(number, version, by, now)
    if select.by_docket(found):
        about = (0, found.procedure, found.edition, ROUND, "", 1, now, by.name, found.id)
        look.leave(begin_docket(Docket(*about, progress=look.blank()), (), by, now), now)
    return found


def check(number: int, version: int, explained: str, by: Actor, now: datetime, touch: int | None = None) -> Docket:
    """Have it looked at anew, with a reason for what differs from the year before. Raises NotAllowed, Stale."""
    found, words = held(number, version), explained.strip()
    again = act_docket(found, Deed("check", by, now, touch=touch), explained=words, progress=look.blank(), signed=())
    return look.leave(again, now)


def recall(number: int, version: int, by: Actor, now: datetime, touch: int | None = None) -> Docket:
    """Take it back from those who sign. Raises NotAllowed, Stale."""
    return act_docket(held(number, version), Deed("recall", by, now, touch=touch), signed=())


def drop(number: int, version: int, by: Actor, now: datetime, touch: int | None = None) -> Docket:
    """Give it up; its cases, or its round, are as before. Raises NotAllowed, Stale."""
    found = act_docket(held(number, version), Deed("drop", by, now, touch=touch))
    if found.round:
        select.fall_back(found.round, now)
    return found
