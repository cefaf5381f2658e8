"""夜間 - what a day that has run out does by itself: the flow's own steps by `system`."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from madoguchi.core.case import Actor
from madoguchi.core.days import jst_date
from madoguchi.core.flow import steps_open
from madoguchi.store import asks, cases, editions, sessions

from .act import act

SYSTEM: Final = Actor("system", "system")


def clear_sessions() -> None:
    """Forget the sessions that are over."""
    sessions.SessionStore.clear_expired()


def run_out(now: datetime) -> int:
    """Take the expiring step of every case whose ask is past its day; how many were taken."""
    taken = 0
    for ask in asks.run_out(jst_date(now)):
        case = cases.get_case(ask.case)
        flow = editions.opened(case.edition).flow if case else None
        steps = steps_open(flow, case.status, ("system",)) if case and flow else ()
        if step := next((step for step in steps if step.deed == "expire"), None):
            act(ask.case, step.id, SYSTEM, now, channel="system")
            taken += 1
    return taken
