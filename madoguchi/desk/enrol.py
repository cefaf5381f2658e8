"""在籍の始まりと終わり - follows every decision: where a case comes to have a place, and where it loses it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from madoguchi.core import follow as after
from madoguchi.core.case import Case
from madoguchi.core.days import jst_date
from madoguchi.core.enrolment import Stay
from madoguchi.core.flow import Step
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import OFFER
from madoguchi.store import asks, cases, editions, enrolments, rounds

from .refusals import NoStay


def follow(case: Case, before: str, edition: Edition, now: datetime, place: str = "") -> None:
    """A case has moved from the status `before`: its stay begins or ends, if it does, or the one that it is about.
    `place` is what somebody chose who decided without a round or an offer. Raises NoStay."""
    _leave(case, before, edition)
    selection = edition.selection
    if selection is None:
        return
    placed = edition.flow.by_step[selection.placed].to
    if case.status == placed != before and not held(case.id):
        if pool := given(case.id) or place:
            since = max(_start(case, edition), jst_date(now))
            if earlier := rounds.transfers(case.procedure).get(
                case.id
            ):  # 転所: it keeps the place before to the day before
                enrolments.end(earlier, since - timedelta(days=1))
            enrolments.begin(Stay(case.id, case.procedure, pool, since))
    elif case.status != placed and edition.flow.by_status[case.status].final:
        enrolments.end(case.id, jst_date(now))


def known(place: str, edition: Edition) -> bool:
    """Whether it is one of the places of a procedure."""
    selection = edition.selection
    return selection is not None and place in {one.id for one in edition.town.choices[selection.places]}


def lacks(case: Case, step: Step, edition: Edition) -> bool:
    """Whether a step decides that a child has a place, and nothing says which: no round, no offer, none it has."""
    selection = edition.selection
    if selection is None or not step.decides or case.status not in step.source:
        return False
    placed = edition.flow.by_step[selection.placed].to
    return step.to == placed and not given(case.id) and not held(case.id)


def held(case: str) -> str:
    """The place that a case has now, by a stay without an end; "" without one. While a decision is looked at again the
    child keeps it."""
    return next((stay.pool for stay in enrolments.of_case(case) if stay.until is None), "")


def given(case: str) -> str:
    """The place that was offered last, or else the one a round gave; "" for a case that was decided by itself."""
    offered = [ask.fields[0] for ask in asks.of_case(case) if ask.kind == OFFER and ask.fields]
    told = rounds.told(case) or {}
    return offered[-1] if offered else str(told.get("pool") or "")


def _start(case: Case, edition: Edition) -> date:
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    window = edition.window_of(application.answers)
    return window.start if window else jst_date(case.changed)


def target(case: Case, edition: Edition) -> Case | None:
    """The admitted case that a case is about; None when it names none, or follows no other procedure."""
    follows, application = edition.procedure.follows, cases.get_application(case.reference)
    found = cases.get_case(after.named(follows, application.answers)) if follows and application else None
    return found if found and follows and found.procedure == follows.procedure else None


def admitted(case: Case) -> bool:
    """Whether a case stands where a place was given, which has not been given back since."""
    edition = editions.opened(case.edition)
    selection = edition.selection
    given = selection is not None and case.status == edition.flow.by_step[selection.placed].to
    return given and not enrolments.left([case.id])


def _leave(case: Case, before: str, edition: Edition) -> None:
    """退所: by this step the stay of the child that is meant ends on the day which its family has named."""
    follows = edition.procedure.follows
    if not (follows and follows.ends) or not case.status == edition.flow.by_step[follows.step].to != before:
        return
    application, found = cases.get_application(case.reference), target(case, edition)
    day = after.last_day(follows, application.answers) if application else None
    if day is None or found is None or not after.about(case, found) or not admitted(found):
        raise NoStay(case.id)
    enrolments.end(found.id, day)
