"""取り込みを進める - a part of a file's rows at a time, each in a transaction of its own part; killed, it goes on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Errand, Event
from madoguchi.core.intake import Halt, Intake, Row, read, read_match
from madoguchi.core.intake.came import DONE, RUNNING, WAITING
from madoguchi.core.intake.reading import LONGEST
from madoguchi.desk.errands import PlugCall, register
from madoguchi.store import events, intakes, wall
from madoguchi.store.away import away

from . import bring, take

log = logging.getLogger("madoguchi.intake")
AT_ONCE: Final = 25  # rows of one transaction: on SQLite nobody else writes meanwhile


def prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    """No plug is needed: the rows are here."""
    return None


def done(errand: Errand, answer: str, now: datetime) -> None:
    """The next part, and the errand for the one behind it."""
    intake = intakes.get(int(errand.payload["intake"]))
    if intake is not None and (moved := part(intake, now)) and moved.state == RUNNING:
        bring.leave(moved, now)


def begin(intake: Intake, by: Actor, now: datetime) -> Intake:
    """File it from a page: a few rows at once, more of them by errands. Raises Unfit before anything is filed."""
    begun = bring.start(intake, by, now, errand=intake.rows > AT_ONCE)
    return begun if intake.rows > AT_ONCE else part(begun, now) or begun


def part(intake: Intake, now: datetime) -> Intake | None:
    """File some rows; the file as it stands then, None when it is not on its way. Inside a wall opened to write."""
    found = intakes.get(intake.id, lock=True)
    if found is None or found.state != RUNNING:
        return None
    edition, by = bring.edition_of(found.procedure), Actor(found.who, found.role)
    if found.done == found.quarantined and take.mark_all(edition):  # before the first row that is filed
        return found
    for row in intakes.rows(found.id, WAITING, AT_ONCE):
        one(found, row, by, now)
    moved = intakes.get(found.id)
    assert moved is not None  # it is locked
    if moved.done < moved.rows:
        return moved
    note: dict[str, int | str] = {"count": moved.filed, "findings": moved.quarantined, "procedure": moved.procedure}
    told = Event(0, now, "note", "intake_done", by.name, by.role, moved.subject, channel="system", note=note)
    events.append(told)
    return intakes.change(moved, state=DONE, ended=now)


def one(intake: Intake, row: Row, by: Actor, now: datetime, said: Mapping[str, str] | None = None) -> Row:
    """What becomes of one row, with the words that a clerk has mended, if there are any.

    A mistake of ours in it stops no other row: it is undone, and the row waits for a person.
    """
    edition, match = bring.edition_of(intake.procedure), read_match(intake.match)
    try:
        words = bring.words_of(intake, row) if said is None else said
        row = replace(row, came=words.get(match.number, "")[:LONGEST])
        with wall.inside(wall.current(), write=True):
            reading = read(edition.form, match, words, row.digest)
            return take.take_in(row, reading, edition, by, now)
    except Halt as why:
        return take.quarantine(row, why.reason, now)
    except Exception as fault:
        if away(fault):
            raise
        log.exception("a row broke", extra={"number": secrets.token_hex(3), "kind": type(fault).__name__})
        return take.quarantine(row, "fault", now)


register(bring.KIND, prepare, done)
