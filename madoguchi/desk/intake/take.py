"""受け付ける - one reading of any channel becomes an application once; whatever is odd about it waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from madoguchi.core import crossing
from madoguchi.core.case import Actor, Application, Case
from madoguchi.core.crossing import Filed, Mark
from madoguchi.core.days import jst_date
from madoguchi.core.evidence import Evidence
from madoguchi.core.finding import Finding
from madoguchi.core.intake import Halt, Reading, Row, agree, found_of
from madoguchi.core.intake.came import FILED, KNOWN, QUARANTINED
from madoguchi.core.intake.lacking import STAGE
from madoguchi.core.package.edition import Edition
from madoguchi.desk import review, submit, triage
from madoguchi.desk.refusals import WindowClosed
from madoguchi.store import cases, editions, intakes, protections, reviews

TWIN: Final = "likely_twin"
MARKED_AT_ONCE: Final = 500


def take_in(row: Row, reading: Reading, edition: Edition, by: Actor, now: datetime) -> Row:
    """File what a row says, and bind the row to it; or say why not. The same number again changes nothing.

    Inside of a wall opened to write. `by` stands in the record as who filed it.
    """
    came = reading.came
    row = replace(row, came=came.number)
    if before := intakes.filed(came.channel, row.procedure, came.number):
        return _again(row, before, reading, now)
    try:
        application = _file(reading, edition, row, by, now)
    except Halt as why:
        return quarantine(row, why.reason, now)
    _lay_beside(application, edition, now)
    return intakes.settle(
        *(row, FILED, now), came=came.number, reference=application.reference, told=dict(reading.told), reason=""
    )


def quarantine(row: Row, reason: str, now: datetime) -> Row:
    """It waits for a person, with the reason."""
    return intakes.settle(row, QUARANTINED, now, reason=reason, came=row.came)


def _again(row: Row, before: Row, reading: Reading, now: datetime) -> Row:
    """The number is known. What says the same need not be kept twice."""
    if agree(before.told, reading.told):
        reference = before.reference
        return intakes.settle(row, KNOWN, now, came=row.came, reference=reference, raw=b"", reason="")
    return quarantine(row, "twice" if before.intake == row.intake else "changed", now)


def _file(reading: Reading, edition: Edition, row: Row, by: Actor, now: datetime) -> Application:
    """Through the one way in. Raises Halt."""
    came = reading.came
    arrived = min(came.arrived, now) if came.arrived else now
    judged = edition.judge(reading.answers, jst_date(arrived))
    if not any(subject.title.strip() for subject in edition.subjects(judged.document)):
        raise Halt("nobody")
    try:
        application = submit.file(
            *(edition, judged.document, came.key(row.procedure), now, came.channel, None),
            arrived=arrived,
            typed_by=by,
            found=found_of(reading, judged.mistakes),
        )
    except WindowClosed:
        raise Halt("late") from None
    review.leave(application, edition, now)
    return application


def mark_all(edition: Edition) -> bool:
    """Lay applications of other channels ready to be found beside those that come; whether some are left."""
    found = intakes.unmarked(edition.procedure.id, MARKED_AT_ONCE) if edition.across.people else ()
    for reference in found:
        application = cases.get_application(reference)
        if application is not None:
            own = editions.opened(application.edition)
            marks = crossing.marks(own.across, own.papers, Filed(reference, application.answers))
            reviews.put_marks(reference, marks or (Mark("none", reference, ""),))
    return len(found) == MARKED_AT_ONCE


def _lay_beside(application: Application, edition: Edition, now: datetime) -> None:
    """The same child in another application is shown on both, and settled by a person."""
    group = edition.procedure.subjects
    people = [one for one in edition.across.people if one.group == group]
    if not people:
        return
    mine = Filed(application.reference, application.answers)
    marks = crossing.marks(edition.across, edition.papers, mine)
    reviews.put_marks(application.reference, marks or (Mark("none", application.reference, ""),))
    of_subjects = [mark for mark in marks if mark.what == f"person {group}"]
    for reference in reviews.beside(application.reference, of_subjects)[: review.MOST_BESIDE] if of_subjects else ():
        if other := review.standing(reference):
            theirs = crossing.marks(edition.across, edition.papers, Filed(reference, other.answers))
            _show(application, _places(of_subjects, theirs), other, now)
            _show(other, _places(theirs, of_subjects), application, now)


def _places(own: Iterable[Mark], others: Iterable[Mark]) -> list[str]:
    known = {(mark.what, mark.key) for mark in others}
    return sorted({mark.at for mark in own if (mark.what, mark.key) in known})


def _show(of: Application, places: Iterable[str], other: Application, now: datetime) -> None:
    """A finding on each case whose child is in another application; of a hidden one only that there is one."""
    edition = editions.opened(of.edition)
    hidden = protections.of(other.reference) is not None
    title = edition.procedure.title
    for place in places:
        side = Evidence("ほかの申請", field=place + title, by="" if hidden else f"申請 {other.reference}")
        say = "同じ名前と生年月日の児童の申請が、ほかにもあります。同じ児童かを確かめてください。"
        twin = Finding(TWIN, "ask", STAGE, (place + title,), say, evidence=(side,), next="judge")
        for case in cases.cases_of(of.reference):
            final = editions.opened(case.edition).flow.by_status[case.status].final
            if edition.concerns(twin, case.branch) and not final and not _has(case, twin):
                cases.save_case(replace(case, findings=(*case.findings, twin)))
    triage.keep(of, edition, now)


def _has(case: Case, twin: Finding) -> bool:
    return any(one.code == twin.code and one.evidence == twin.evidence for one in case.findings)
