"""条件の期限 - a family is reminded, once, of a paper that its approval awaits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Ask
from madoguchi.core.clocks import NEAR
from madoguchi.core.days import jst_date
from madoguchi.core.proof import PROOF
from madoguchi.store import asks

from . import tell

DUE: Final = "due"


def due(now: datetime) -> tuple[Ask, ...]:
    """What is due within a week, or was due and has not come, of whose families none was reminded."""
    soon = asks.due_by(PROOF, jst_date(now) + timedelta(days=NEAR))
    return tuple(one for one in soon if not tell.reminded(DUE, one))


def remind(ask: Ask, now: datetime) -> bool:
    """Leave one message that there is something to send; whether there is an address to send it to."""
    return tell.remind(DUE, ask, "remind_due", now)
