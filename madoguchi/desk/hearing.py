"""弁明 - before a decision is taken back its family says what it has to say, by a day, in words that are kept whole."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from madoguchi.core.case import Actor, Ask, Case, Notice
from madoguchi.core.flow import steps_open
from madoguchi.store import asks, cases, editions, notices

from .act import act
from .refusals import Incomplete, NotFound

KIND: Final = "hearing"  # of the ask, and of the letter that tells of it
LONGEST: Final = 4_000


def open_of(case_id: str) -> tuple[Ask, Notice]:
    """What a family may answer now, and the letter that tells of it. Raises NotFound."""
    ask = next((ask for ask in asks.open_of(case_id) if ask.kind == KIND), None)
    letter = next((one for one in reversed(notices.of_case(case_id)) if one.kind == KIND), None)
    if ask is None or letter is None:
        raise NotFound(case_id)
    return ask, letter


def state(case_id: str, words: str, by: Actor, now: datetime, *, touch: int | None = None) -> Case:
    """Take in what the family says. Raises NotFound (nothing is asked), Incomplete; what is too long is cut."""
    case = cases.get_case(case_id)
    if case is None:
        raise NotFound(case_id)
    ask, _ = open_of(case_id)
    said = words.strip()[:LONGEST]
    if not said:
        raise Incomplete(("message",))
    asks.answer(ask.id, said)
    steps = steps_open(editions.opened(case.edition).flow, case.status, (by.role,))
    step = next(step.id for step in steps if step.deed == "pass")
    return act(case_id, step, by, now, touch=touch, channel="web")[0]
