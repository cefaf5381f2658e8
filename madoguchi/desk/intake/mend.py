"""直して受け付ける - a row that waits is mended and filed, tried again, or set aside with words, on the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.case import Actor, Clerk, Event
from madoguchi.core.intake import Intake, Row
from madoguchi.core.intake.came import ASIDE, DROPPED, MATCHING, QUARANTINED
from madoguchi.desk import view
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import events, intakes

from . import bring, carry

KEPT: Final = timedelta(days=30)  # so long what was set aside, or never filed, can be taken up again
LONGEST: Final = 500


def found(number: int, *states: str, lock: bool = False) -> tuple[Intake, Row]:
    """A row in one of these states, and its file. Raises NotFound."""
    row = intakes.row(number, lock=lock)
    intake = intakes.get(row.intake) if row else None
    if row is None or intake is None or row.state not in states:
        raise NotFound(str(number))
    return intake, row


def shown(number: int, clerk: Clerk, now: datetime) -> tuple[Intake, Row, Mapping[str, str]]:
    """A row with its words for a clerk, whose look is written first. Raises NotFound, Emptied."""
    intake, row = found(number, QUARANTINED)
    view.viewed(row.subject, clerk, "review", now)
    words = bring.words_of(intake, row, anyhow=True)
    return intake, row, {name: words.get(name, "") for name in intake.headers}


def again(number: int, said: Mapping[str, str] | None, by: Actor, now: datetime) -> Row:
    """Try a row again, as it came or with words that were mended; it is filed, or waits with its new reason.

    Raises NotFound.
    """
    intake, row = found(number, QUARANTINED, lock=True)
    if intake.state in (MATCHING, DROPPED):
        raise NotFound(str(number))  # how its columns are read is not settled
    ended = carry.one(intake, row, by, now, said)
    _tell(ended, "mend_row" if said is not None else "retry_row", by, now)
    return ended


def set_aside(number: int, words: str, by: Actor, now: datetime) -> Row:
    """It is not filed, for a reason in words. Raises NotFound, Incomplete."""
    _, row = found(number, QUARANTINED, lock=True)
    if not words.strip():
        raise Incomplete(("words",))
    ended = intakes.settle(row, ASIDE, now, words=words.strip()[:LONGEST], who=by.name)
    _tell(ended, "set_aside", by, now)
    return ended


def take_up(number: int, by: Actor, now: datetime) -> Row:
    """What was set aside waits again. Raises NotFound when there is nothing left of it."""
    _, row = found(number, ASIDE, lock=True)
    if not row.raw:
        raise NotFound(str(number))
    ended = intakes.settle(row, QUARANTINED, now, who=by.name)
    _tell(ended, "take_up", by, now)
    return ended


def drop(intake: Intake, by: Actor, now: datetime) -> None:
    """A file that was brought by mistake: nothing of it is filed."""
    if intake.state != MATCHING:
        raise NotFound(intake.subject)
    intakes.change(intake, state=DROPPED)
    events.append(Event(0, now, "note", "drop_intake", by.name, by.role, intake.subject, channel="staff"))


def forget(now: datetime) -> int:
    """Empty what nobody has taken up for so long; how many rows. Inside a wall opened to write."""
    return intakes.forget(now - KEPT)


def _tell(row: Row, step: str, by: Actor, now: datetime) -> None:
    note: dict[str, int | str] = {"kind": row.state, "procedure": row.procedure}
    events.append(Event(0, now, "note", step, by.name, by.role, row.subject, channel="staff", note=note))
