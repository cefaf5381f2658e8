"""在籍の始まりと終わり - follows every decision: where a case comes to have a place, and where it loses it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from madoguchi.core.case import Case
from madoguchi.core.days import jst_date
from madoguchi.core.enrolment import Stay
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import OFFER
from madoguchi.store import asks, cases, enrolments, rounds


def follow(case: Case, before: str, edition: Edition, now: datetime) -> None:
    """A case has moved from the status `before`: its stay begins or ends, if it does."""
    selection = edition.selection
    if selection is None:
        return
    placed = edition.flow.by_step[selection.placed].to
    if case.status == placed != before and not held(case.id):
        if pool := _pool(case.id):
            since = max(_start(case, edition), jst_date(now))
            if earlier := rounds.transfers(case.procedure).get(
                case.id
            ):  # 転所: the place before is the child's to the day before
                enrolments.end(earlier, since - timedelta(days=1))
            enrolments.begin(Stay(case.id, case.procedure, pool, since))
    elif case.status != placed and edition.flow.by_status[case.status].final:
        enrolments.end(case.id, jst_date(now))


def held(case: str) -> str:
    """The place that a case has now, by a stay without an end; "" without one. While a decision is looked at again the
    child keeps it."""
    return next((stay.pool for stay in enrolments.of_case(case) if stay.until is None), "")


def _pool(case: str) -> str:
    """The place that was offered last, or else the one a round gave; "" for a case that was decided by itself."""
    offered = [ask.fields[0] for ask in asks.of_case(case) if ask.kind == OFFER and ask.fields]
    told = rounds.told(case) or {}
    return offered[-1] if offered else str(told.get("pool") or "")


def _start(case: Case, edition: Edition) -> date:
    application = cases.get_application(case.reference)
    assert application is not None  # a case is never without its application
    window = edition.window_of(application.answers)
    return window.start if window else jst_date(case.changed)
