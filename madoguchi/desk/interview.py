"""面談 - a family chooses one of the times it was given, or says that none suits; it is reminded shortly before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Actor, Ask, Case, Notice
from madoguchi.core.days import jst_date
from madoguchi.core.flow import steps_open
from madoguchi.core.interview import LETTER, LONGEST, MEETING, SLOTS, Meeting, Slot, slot
from madoguchi.store import asks, cases, editions, notices

from . import deliver, tell
from .act import act
from .refusals import Incomplete, NotFound

EVE: Final = timedelta(days=2)  # so long before the day a family is reminded


@dataclass(frozen=True)
class Invited:
    """What a family may answer now: the ask, the times that are still to come, and the letter that told of it."""

    ask: Ask
    slots: tuple[Slot, ...]
    letter: Notice | None


def invited(case_id: str, now: datetime) -> Invited:
    """Raises NotFound where nothing is asked."""
    ask = next((ask for ask in asks.open_of(case_id) if ask.kind == SLOTS), None)
    if ask is None:
        raise NotFound(case_id)
    letters = [one for one in notices.of_case(case_id) if one.kind == LETTER]
    coming = tuple(one for text in ask.fields if (one := slot(text)) and one.at > now)
    return Invited(ask, coming, letters[-1] if letters else None)


def choose(case_id: str, chosen: str, by: Actor, now: datetime, *, touch: int | None = None) -> Case:
    """Take the time that the family has chosen, as the ask has it. Raises NotFound (nothing is asked), NotAllowed,
    Incomplete (it is none of those to come)."""
    found = next((one for one in invited(case_id, now).slots if str(one) == chosen), None)
    if found is None:
        raise Incomplete(("slots",))
    return _answer(case_id, "pass", Meeting((found,), jst_date(found.at)), by, now, touch)


def none_suits(case_id: str, words: str, by: Actor, now: datetime, *, touch: int | None = None) -> Case:
    """None of the times suits: what the family says of it goes back to the clerk; what is too long is cut. Raises
    NotFound, NotAllowed, Incomplete (it says nothing)."""
    invited(case_id, now)
    return _answer(case_id, "return", Meeting(words=words.strip()[:LONGEST]), by, now, touch)


def _answer(case_id: str, deed: str, said: Meeting, by: Actor, now: datetime, touch: int | None) -> Case:
    case = cases.get_case(case_id)
    assert case is not None  # something is asked of it
    steps = steps_open(editions.opened(case.edition).flow, case.status, (by.role,))
    step = next(step.id for step in steps if step.deed == deed and step.meets)
    (moved,) = act(case_id, step, by, now, touch=touch, channel="web", meeting=said)
    deliver.opened(case_id, now)
    return moved


def due(now: datetime) -> tuple[Ask, ...]:
    """The interviews of the next two days, of whose families none was reminded."""
    today = jst_date(now)
    soon = (one for one in asks.due_by(MEETING, today + EVE) if one.due >= today)
    return tuple(one for one in soon if not tell.reminded(MEETING, one))


def remind(ask: Ask, now: datetime) -> bool:
    """Leave one message that the day is near; whether there is an address to send it to."""
    return tell.remind(MEETING, ask, "remind_meeting", now)
