"""夜間 - what a day that has run out does by itself: the flow's own steps by `system`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.flow import steps_open
from madoguchi.store import asks, cases, editions, persons, sessions, tries

from .act import act

SYSTEM: Final = Actor("system", "system")
FORGOTTEN: Final = timedelta(days=366)


def clear_sessions() -> None:
    """Forget the sessions that are over."""
    sessions.SessionStore.clear_expired()


def clear_tries(now: datetime) -> None:
    """Forget the wrong tries that count no more."""
    tries.forget(now)


def clear_persons(now: datetime) -> None:
    """Forget whoever signed in once, has no application left and did not come again for a year."""
    persons.forget(now - FORGOTTEN)


def run_out(now: datetime) -> tuple[str, ...]:
    """The cases with an ask that is past its day."""
    return tuple(dict.fromkeys(ask.case for ask in asks.run_out(jst_date(now))))


def lapse(case_id: str, now: datetime) -> bool:
    """Take the flow's expiring step with such a case, if it has one from here; whether it was taken."""
    case = cases.get_case(case_id)
    steps = steps_open(editions.opened(case.edition).flow, case.status, ("system",)) if case else ()
    step = next((step for step in steps if step.deed == "expire"), None)
    if step is not None:
        act(case_id, step.id, SYSTEM, now, channel="system")
    return step is not None
