"""条件の期限 - a family is reminded, once, of a paper that its approval awaits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Ask, Event
from madoguchi.core.clocks import NEAR
from madoguchi.core.days import jst_date
from madoguchi.core.proof import PROOF
from madoguchi.store import asks, cases, errands, events

from . import tell

DUE: Final = "due"


def due(now: datetime) -> tuple[Ask, ...]:
    """What is due within a week, or was due and has not come, of whose families none was reminded."""
    soon = asks.due_by(PROOF, jst_date(now) + timedelta(days=NEAR))
    return tuple(one for one in soon if not errands.known(tell.whole(_key(one))))


def remind(ask: Ask, now: datetime) -> bool:
    """Leave one message that there is something to send; whether there is an address to send it to."""
    case = cases.get_case(ask.case)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None or not (application.contact and application.contact_confirmed):
        return False
    tell.leave(application, _key(ask), {DUE: ask.id}, case.id, now)
    told = Event(0, now, "notify", "remind_due", "system", "system", case.id, channel="system", edition=case.edition)
    events.append(told)
    return True


def _key(ask: Ask) -> str:
    return f"{DUE}/{ask.case}/{ask.id}"
