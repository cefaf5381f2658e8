"""保存と廃棄 - what is past its day goes in the night, and a certificate says which numbers went under which rule."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from madoguchi.core.case import Actor, Event
from madoguchi.core.days import JST, jst_date
from madoguchi.core.plug import PlugError
from madoguchi.core.retention import HOLDS, Certificate, Gone, Retention, certificate_bytes, cutoff
from madoguchi.store import cases, disposals, drafts, editions, events, holds, wall
from madoguchi.store.disposals import NotDue

from . import need
from .attach import storage
from .refusals import NotFound

SYSTEM: Final = Actor("system", "system")


@dataclass(frozen=True)
class Due:
    """What would go tonight: applications by their numbers with the day since which they may, and how many drafts."""

    references: Mapping[str, date]
    drafts: int


def rules() -> dict[str, Retention]:
    """The rules in force in the municipality around us, by procedure; those without one keep everything."""
    found = {name: editions.current_edition(name) for name in editions.procedures()}
    return {name: it.town.retention for name, it in found.items() if it and it.town.retention}


def due(now: datetime) -> Due:
    """What may go now, without touching anything."""
    found: dict[str, date] = {}
    for procedure, rule in rules().items():
        for reference in _candidates(procedure, rule, now):
            day = disposals.release(reference)
            if day and day <= jst_date(now):
                found[reference] = day
    return Due(found, sum(disposals.drafts_before(edition, moment) for edition, moment in _old_drafts(now)))


def dispose(municipality: str, references: Sequence[str]) -> Iterator[str]:
    """Let these go, each in a transaction of its own, outside of every wall; gives those that the database keeps."""
    for reference in references:
        try:
            with wall.inside(municipality, write=True):
                disposals.dispose(reference)
        except NotDue:
            yield reference


def forget_drafts(now: datetime) -> int:
    """Take drafts away that nobody has written in for the rule's days; how many. Inside a wall opened to write."""
    old = list(_old_drafts(now))
    for edition, moment in old:
        need.left(drafts.quiet(moment, edition))
    return sum(disposals.forget_drafts(edition, moment) for edition, moment in old)


def forget_needs(now: datetime) -> int:
    """Take away counts and voices past the rule's years; how many rows. Inside a wall opened to write."""
    return need.forget(rules(), now)


def clear_files(municipality: str) -> tuple[int, int]:
    """Remove the files of what went, this night or in one that was cut off; how many went, and how many stay for the
    next. Outside of every wall: a storage may be slow."""
    gone, stay = 0, 0
    with wall.inside(municipality):
        waiting = disposals.remaining()
    for reference, keys in waiting.items():
        with contextlib.suppress(PlugError):
            for key in keys:
                storage().remove(f"{municipality}/{key}")
            with wall.inside(municipality, write=True):
                disposals.removed(reference)
            gone += len(keys)
            continue
        stay += len(keys)
    return gone, stay


def certify(now: datetime) -> tuple[Certificate, ...]:
    """A certificate, with its event, for everything that went and stands on none. Inside a wall opened to write."""
    made = []
    for procedure, gone in disposals.uncertified().items():
        one = _certificate(procedure, gone, now)
        disposals.certify(one, [it.reference for it in gone])
        note: dict[str, int | str] = {"count": one.count, "procedure": procedure, "digest": f"c{one.digest[:39]}"}
        _record("expire", "dispose", SYSTEM, f"disposal/{one.number}", now, note, "system")
        made.append(one)
    return tuple(made)


def hold(reference: str, reason: str, by: Actor, now: datetime) -> None:
    """Keep an application beyond its day. Raises NotFound; ValueError for an unknown reason, or one kept already."""
    if reason not in HOLDS:
        raise ValueError(f"no such reason: {reason} (of {', '.join(HOLDS)})")
    if cases.get_application(reference) is None:
        raise NotFound(reference)
    if not holds.put(reference, reason, by.name, now):
        raise ValueError(f"{reference} is kept already")
    _record("note", "hold", by, reference, now, {"kind": reason}, "staff")


def lift(reference: str, by: Actor, now: datetime) -> None:
    """Keep it no longer than others. Raises NotFound when nothing kept it."""
    if not holds.lift(reference, by.name, now):
        raise NotFound(reference)
    _record("note", "lift_hold", by, reference, now, {}, "staff")


def _candidates(procedure: str, rule: Retention, now: datetime) -> Iterator[str]:
    moment, last = _midnight(cutoff(rule, jst_date(now))), ""
    while part := disposals.closed_before(procedure, moment, last):
        yield from part
        last = part[-1]


def _old_drafts(now: datetime) -> Iterator[tuple[str, datetime]]:
    """Editions of drafts, and the moment before which their last writing lies too far back. What the family was told
    when it began counts, when that is longer than what is in force."""
    for procedure, rule in rules().items():
        for digest in disposals.draft_editions(procedure) if rule.drafts else ():
            told = editions.opened(digest).town.retention
            days = max(rule.drafts, told.drafts if told else 0)
            yield digest, _midnight(jst_date(now) - timedelta(days=days))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=JST).astimezone(UTC)


def _certificate(procedure: str, gone: Sequence[Gone], now: datetime) -> Certificate:
    rule = rules().get(procedure)
    told = {"years": rule.years, "from": rule.since, "status": rule.status, "source": rule.source} if rule else {}
    rows, files = sum(it.rows for it in gone), sum(it.files for it in gone)
    blank = Certificate(disposals.next_number(), procedure, now, told, len(gone), rows, files, "")
    digest = hashlib.sha256(certificate_bytes(wall.current(), blank, gone)).hexdigest()
    return Certificate(blank.number, procedure, now, told, len(gone), rows, files, digest)


def _record(
    deed: str, step: str, by: Actor, subject: str, now: datetime, note: Mapping[str, int | str], channel: str
) -> None:
    events.append(
        Event(
            seq=0,
            at=now,
            deed=deed,
            step=step,
            who=by.name,
            role=by.role,
            subject=subject,
            channel=channel,
            note=dict(note),
        )
    )
