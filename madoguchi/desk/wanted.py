"""転記の要否 - what a back office should have of a case beside what it has: new, change, cancel, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from madoguchi.core.case import Case, Event
from madoguchi.core.days import jst_date
from madoguchi.core.handed import Handed
from madoguchi.core.handover import Handover
from madoguchi.core.package.edition import Edition
from madoguchi.core.transcript import Sheet
from madoguchi.core.transcript.compose import compose
from madoguchi.store import cases, editions, transcripts

from . import enrol

BLANK: Final = Sheet(())


def wanted(case: Case, handover: Handover, log: Sequence[Event], last: Handed | None, now: datetime) -> Handed | None:
    """The row by which the back office would have what it should; None where it has it."""
    if case.status in handover.ends:
        if last is None or last.op == "cancel":
            return None
        return _row(case, handover, "cancel", last.sheet, _composed(case, handover, log, cancel=True), now)
    sheet = _composed(case, handover, log)
    if last is None or last.op == "cancel":
        return _row(case, handover, "new", sheet, BLANK, now)
    return None if last.sheet.typed == sheet.typed else _row(case, handover, "change", sheet, BLANK, now)


def _row(case: Case, handover: Handover, op: str, sheet: Sheet, ending: Sheet, now: datetime) -> Handed:
    faults = (ending if op == "cancel" else sheet).faults
    return Handed(
        id=0,
        case=case.id,
        procedure=case.procedure,
        system=handover.system.id,
        op=op,
        way=handover.way,
        state="refused" if faults else "waiting",
        sheet=sheet,
        ending=ending,
        made=now,
        number=transcripts.number_of(case.id),
        error="\n".join(line.fault for line in faults),
    )


def _composed(case: Case, handover: Handover, log: Sequence[Event], *, cancel: bool = False) -> Sheet:
    application, edition = cases.get_application(case.reference), editions.opened(case.edition)
    assert application is not None  # a case is never without its application
    scope = edition.scope(jst_date(application.received), application.answers)
    return compose(handover, application.answers, scope, facts(case, edition, log), cancel=cancel)


def facts(case: Case, edition: Edition, log: Sequence[Event]) -> Mapping[str, Any]:
    """What a transcript may say of a case (core/transcript/office.FACTS)."""
    moved = [event.at for event in log if event.to == case.status != event.source]
    on = jst_date(moved[-1]).isoformat() if moved else ""
    label = edition.flow.by_status[case.status].label
    return {
        "id": case.id,
        "reference": case.reference,
        "branch": case.branch,
        "received": jst_date(case.received).isoformat(),
        "status": case.status,
        "status_label": label,
        "status_on": on,
        "outcome": case.outcome,
        "outcome_label": label if case.outcome else "",
        "outcome_on": on if case.outcome else "",
        "place": _place(case, edition),
    }


def _place(case: Case, edition: Edition) -> str:
    held = enrol.held(case.id)
    if not held or edition.selection is None:
        return ""
    return next((one.label for one in edition.town.choices[edition.selection.places] if one.id == held), held)
