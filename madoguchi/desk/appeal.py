"""審査請求の記録を残す - that a case was taken out as one PDF, and which: its digest stands in the case's history."""

from __future__ import annotations

import hashlib
from datetime import datetime

from madoguchi.core.case import Case, Clerk, Event
from madoguchi.plugs.paper import starts
from madoguchi.store import events, wall


def taken(slug: str, case: Case, pdf: bytes, by: Clerk, now: datetime) -> str:
    """Write it down, inside of the municipality, before anybody gets it; the digest as the history tells it."""
    told = f"t{hashlib.sha256(pdf).hexdigest()[:39]}"
    _, pages = starts(pdf)
    role = by.roles[0] if by.roles else "clerk"
    note: dict[str, int | bool | str] = {"digest": told, "count": pages}
    event = Event(
        *(0, now, "note", "appeal", by.username, role, case.id), channel="staff", edition=case.edition, note=note
    )
    with wall.inside(slug, write=True):
        events.append(event)
    return told
