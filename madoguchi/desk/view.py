"""閲覧 - looking is a deed: who looked at what, when and why is written before it is shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Clerk, Event
from madoguchi.core.flow import Flow, steps_open, work_open
from madoguchi.core.words import PURPOSES, VIEWINGS
from madoguchi.store import events, viewings, wall

VISIT: Final = timedelta(minutes=10)  # looking again within it, for the same purpose, is the same visit
CHOSEN: Final = timedelta(minutes=30)  # how long a purpose that was chosen stands
ONCE: Final = frozenset({"case", "document", "screen"})  # the others are written each time


def purpose_of_work(flow: Flow, status: str, clerk: Clerk, asked: Collection[str] = ()) -> str:
    """The purpose that follows from a step which this clerk may take now; "" when there is none to take. A step that
    leads nowhere is work only while an ask that it ends is open (`asked`, their kinds); to ask once more, or to take up
    again what is decided, is a purpose of its own."""
    leading = work_open(flow, status, clerk.roles)
    awaited = (step for step in steps_open(flow, status, clerk.roles) if set(step.ends) & set(asked))
    steps = {*leading, *awaited}
    if not steps:
        return ""
    return "decide" if any(step.decides for step in steps) else "review"


def visit(subject: str, clerk: Clerk, now: datetime) -> str:
    """The purpose for which this clerk is looking at this case already; "" when the last look is long past."""
    return viewings.running(subject, clerk.username, "case", None, now - VISIT)


def viewed(
    subject: str, clerk: Clerk, purpose: str, now: datetime, kind: str = "case", document: int | None = None
) -> None:
    """Write that a clerk looks at a case, a document of it, a print or an export. Opens the wall to write by itself.

    Raises ValueError for a purpose or a kind that is none; whatever else is raised, nothing may be shown.
    """
    if purpose not in PURPOSES or kind not in VIEWINGS:
        raise ValueError(f"{kind}: {purpose}")
    again = kind in ONCE and viewings.running(subject, clerk.username, kind, document, now - VISIT) == purpose
    if again:
        return
    note = {"purpose": purpose, "kind": kind} | ({} if document is None else {"document": document})
    role = clerk.roles[0] if clerk.roles else "clerk"
    with wall.inside(wall.current(), write=True):
        events.append(Event(0, now, "open", viewings.STEP, clerk.username, role, subject, channel="staff", note=note))
