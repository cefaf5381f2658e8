"""転記 - the back office follows the case: after each deed a new record, a change or a cancellation, or nothing.

A row that nobody has begun is replaced by a newer one; one that is under way is left, and another follows it. Of one
case one row is handed over at a time, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Case, Errand, Event
from madoguchi.core.errand import stage_named
from madoguchi.core.flow import NotAllowed
from madoguchi.core.handed import OPEN, Handed
from madoguchi.core.handover import Handover
from madoguchi.store import cases, editions, errands, events, transcripts

from .errands import PlugCall, register
from .refusals import Incomplete, NotFound
from .wanted import wanted

KIND: Final = "transcribe"
TYPE: Final = "type"
SYSTEM: Final = Actor("system", "system")


class Busy(Exception):
    """A robot is typing it at this moment; the message is for a clerk."""


def leave(case: Case, now: datetime) -> None:
    """Leave the errand that looks whether the back office must hear of a deed, where there is one."""
    if handover_of(case.procedure):
        key = f"{KIND}/{case.id}/{case.version}"
        errands.put(KIND, key, {"case": case.id}, case.id, now, lane=errands.LATER)


def handover_of(procedure: str) -> Handover | None:
    """How a procedure is handed over by the edition in force: a mended script holds for what was left before it."""
    edition = editions.current_edition(procedure)
    return edition.handover if edition else None


def follow(case_id: str, now: datetime) -> Handed | None:
    """Compare what the back office should have of a case with what it was given; the new row, where they differ."""
    case = cases.get_case(case_id, lock=True)
    handover = handover_of(case.procedure) if case else None
    if case is None or handover is None:
        return None
    rows = [row for row in transcripts.of_case(case_id) if row.state != "void"]
    log = events.read(case_id)
    if not rows and not any(event.step in handover.after for event in log):
        return None
    free: list[Handed] = []
    while rows and not _under_way(rows[-1]):
        free.append(rows.pop())
    found = wanted(case, handover, log, rows[-1] if rows else None, now)
    stands = bool(found and free and _alike(found, free[0]))
    for row in free[1:] if stands else free:
        _replace(row)
    made = transcripts.put(found) if found and not stands else None
    go_on(case_id, now)
    return made


def go_on(case_id: str, now: datetime) -> None:
    """Leave the errand of the next row of a case, if a robot is to type it and none before it is open."""
    row = next((row for row in transcripts.of_case(case_id) if row.state in OPEN), None)
    if row and (row.state, row.way) == ("waiting", "robot"):
        errands.put(TYPE, key_of(row), {"transcript": row.id}, case_id, now, lane=errands.ROBOT)
        errands.renew(key_of(row), now)


def key_of(row: Handed) -> str:
    """The key of the errand that types a row."""
    return f"{TYPE}-{row.id}"


def record(row: Handed, step: str, by: Actor, now: datetime, touch: int | None = None) -> None:
    """Write down what became of a row."""
    channel = "system" if by.role == "system" else "staff"
    note: dict[str, int | bool | str] = {"kind": row.op, "count": row.id}
    events.append(Event(0, now, "note", step, by.name, by.role, row.case, channel=channel, touch=touch, note=note))


def _under_way(row: Handed) -> bool:
    """Whether somebody has begun with a row, so that the back office may have it."""
    if row.state in ("done", "taken") or row.batch:
        return row.state != "refused"
    errand = errands.under(key_of(row), lock=True)
    if errand is None:
        return False
    if row.state == "refused":
        return stage_named(errand.stage).outside
    return errands.touched(errand.key)


def _alike(one: Handed, other: Handed) -> bool:
    return (one.op, one.way, one.sheet, one.ending) == (other.op, other.way, other.sheet, other.ending)


def _replace(row: Handed) -> None:
    """A newer one stands for it: its errand finds nothing to do, and nobody need look at it."""
    transcripts.save(row, state="void")
    errands.settle(key_of(row))


def take_over(number: int, by: Actor, now: datetime) -> Handed:
    """A person types it. Raises NotFound, NotAllowed, Busy."""
    row = _held(number, now)
    if row.state not in ("waiting", "refused") or (row.batch and row.state == "waiting"):
        raise NotAllowed(f"take_over: {row.state}")
    errands.settle(key_of(row))
    taken = transcripts.save(row, state="taken", by=by.name)
    record(taken, "take_transcript", by, now)
    return taken


def hand_back(number: int, by: Actor, now: datetime) -> Handed:
    """It goes its way again, by what is in force now; a robot searches first. Raises NotFound, NotAllowed, Busy."""
    row = _held(number, now)
    handover = handover_of(row.procedure)
    if row.state not in ("taken", "refused") or handover is None or row.filled.faults:
        raise NotAllowed(f"hand_back: {row.state}")
    back = transcripts.save(row, state="waiting", way=handover.way, by="", error="", batch=0)
    record(back, "hand_transcript", by, now)
    go_on(row.case, now)
    return back


def mark_done(number: int, told: str, by: Actor, now: datetime, seconds: int | None = None) -> Handed:
    """A person has typed it, in so many seconds, and the back office calls it `told`.

    Raises NotFound, NotAllowed (nobody has taken it over), Busy, Incomplete (a new record has a number).
    """
    row = _held(number, now)
    if row.state != "taken" and (row.state, row.way, row.batch) != ("waiting", "screen", 0):
        raise NotAllowed(f"mark_done: {row.state}")
    known = told.strip() or transcripts.number_of(row.case)
    if not known:
        raise Incomplete(("number",))
    return settled(row, known, by, now, seconds)


def again(case_id: str, by: Actor, now: datetime) -> None:
    """Compose what is wanted of a case anew, by what is in force now. Raises NotFound."""
    if cases.get_case(case_id) is None:
        raise NotFound(case_id)
    if made := follow(case_id, now):
        record(made, "hand_transcript", by, now)


def settled(row: Handed, number: str, by: Actor, now: datetime, seconds: int | None = None) -> Handed:
    """The back office has it."""
    done = transcripts.save(row, state="done", number=number, error="", done=now, by=by.name, seconds=seconds)
    errands.settle(key_of(row))
    record(done, "typed", by, now, seconds)
    go_on(row.case, now)
    return done


def stopped(row: Handed, say: str, by: Actor, now: datetime) -> Handed:
    """A person has to look."""
    halted = transcripts.save(row, state="refused", error=say)
    record(halted, "not_typed", by, now)
    return halted


def _held(number: int, now: datetime) -> Handed:
    """The row and its errand, locked in the order in which a robot writes them. Raises NotFound, Busy: who has taken
    the errand up ends it, or is dead when the lease is over."""
    errand = errands.under(f"{TYPE}-{number}", lock=True)
    if errand and errand.state == "running" and errand.lease_until and errand.lease_until >= now:
        raise Busy("RPAがいま入力しています。少し待ってから、もう一度押してください。")
    row = transcripts.get(number, lock=True)
    if row is None:
        raise NotFound(str(number))
    return row


def _nothing_outside(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    return None


def _done(errand: Errand, answer: str, now: datetime) -> None:
    follow(str(errand.payload["case"]), now)


register(KIND, _nothing_outside, _done)
