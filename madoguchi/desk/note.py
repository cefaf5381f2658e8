"""メモ - a clerk writes beside a case: the words go into their own table, the event says only that there are some."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from madoguchi.core.case import Actor, Event, Note
from madoguchi.store import cases, events, notes

from .refusals import Incomplete, NotFound

LONGEST: Final = 2000


def note(case_id: str, words: str, by: Actor, now: datetime, *, touch: int | None = None) -> Note:
    """Keep a note. Raises NotFound, Incomplete when there are no words; what is too long is cut."""
    case = cases.get_case(case_id)
    if case is None:
        raise NotFound(case_id)
    said = words.strip()[:LONGEST]
    if not said:
        raise Incomplete(("words",))
    kept = notes.put(Note(0, case_id, by.name, said, now))
    told = Event(0, now, "note", "note", by.name, by.role, case_id, channel="staff", touch=touch, edition=case.edition)
    events.append(told)
    return kept
