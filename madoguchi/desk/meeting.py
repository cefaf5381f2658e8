"""面談の結果 - what was said of an interview, kept with its ask; and whether a case lacks one."""

from __future__ import annotations

from datetime import datetime

from madoguchi.core.case import Ask, Case
from madoguchi.core.days import jst_date
from madoguchi.core.flow import Step
from madoguchi.core.interview import MEETING, Meeting, Result, result
from madoguchi.core.package.edition import Edition
from madoguchi.store import asks, cases, editions


def needed(case: Case, edition: Edition) -> bool:
    """Whether a case still needs an interview, or the reason why it needs none, in a city that has them."""
    if edition.interview is None or not edition.interview.taken(edition.flow) or settled(case.id):
        return False
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    return edition.meets(application.answers, case.branch, jst_date(application.received))


def lacks(case: Case, step: Step, edition: Edition) -> bool:
    """Whether a step may not be taken, because there is no result of an interview."""
    guards = edition.interview is not None and edition.interview.guards(edition.flow, case.status, step)
    return guards and needed(case, edition)


def stops(case_id: str, step: str) -> bool:
    """Whether it is for want of a result that a step cannot be taken with a case."""
    case = cases.get_case(case_id)
    edition = editions.opened(case.edition) if case else None
    found = edition.flow.by_step.get(step) if edition else None
    return case is not None and edition is not None and found is not None and lacks(case, found, edition)


def settled(case_id: str) -> Result | None:
    """What came of the last interview, or why there need be none."""
    said = (result(ask.answer) for ask in reversed(asks.of_case(case_id)) if ask.kind == MEETING and ask.answer)
    return next((one for one in said if one.settles), None)


def keep(case_id: str, step: Step, said: Meeting, now: datetime) -> None:
    """The words of a step that needs some are the answer to the ask that it ends; to one of their own, where none is
    open."""
    words = str(said.said(step))
    ended = [ask for ask in asks.open_of(case_id) if ask.kind in step.ends]
    for ask in ended:
        asks.answer(ask.id, words)
    if not ended:
        asks.put(Ask(0, case_id, MEETING, step.role, (), "", jst_date(now), "done", now, now, words))
