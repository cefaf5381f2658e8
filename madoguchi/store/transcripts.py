"""転記を残す - rows of what is handed to a back office, in their order; the files they went out in, and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from madoguchi.core.handed import OPEN, Evidence, Handed, Sent
from madoguchi.core.transcript import sheet

from . import tables

_ROW = (
    *("case", "procedure", "system", "op", "way", "state", "made", "number", "error", "done", "by", "seconds"),
    "batch",
)
_SENT = ("procedure", "system", "name", "count", "digest", "made", "by", "taken", "results")


def put(one: Handed) -> Handed:
    """Keep a new row; it comes back with its number."""
    row = tables.Transcript.objects.create(
        sheet=one.sheet.plain(), ending=one.ending.plain(), **{name: getattr(one, name) for name in _ROW}
    )
    return replace(one, id=row.pk)


def get(number: int, lock: bool = False) -> Handed | None:
    """A row by its number. With `lock` nobody else changes it before our transaction ends."""
    rows = tables.Transcript.objects.filter(pk=number)
    row = (rows.select_for_update() if lock else rows).first()
    return value(row) if row else None


def save(one: Handed, **changed: Any) -> Handed:
    """Write what changed of a row that we hold."""
    tables.Transcript.objects.filter(pk=one.id).update(**changed)
    return replace(one, **changed)


def of_case(case: str) -> tuple[Handed, ...]:
    """The rows of a case, the first first, those that were replaced too."""
    return tuple(value(row) for row in tables.Transcript.objects.filter(case=case).order_by("id"))


def number_of(case: str) -> str:
    """The back office's number of a case; "" while it is not known."""
    rows = tables.Transcript.objects.filter(case=case).exclude(number="").order_by("-id")
    return next(iter(rows.values_list("number", flat=True)[:1]), "")


def last_known(system: str) -> str:
    """A case that the back office surely has: the one that was typed last; "" while there is none."""
    rows = tables.Transcript.objects.filter(system=system, state="done").exclude(op="cancel").order_by("-id")
    return next(iter(rows.values_list("case", flat=True)[:1]), "")


def last_done(procedure: str) -> tuple[Handed, ...]:
    """Of each case of a procedure the row that the back office has taken last, in their order."""
    rows = tables.Transcript.objects.filter(procedure=procedure, state="done").order_by("id")
    return tuple({row.case: value(row) for row in rows}.values())


def of_batch(batch: int) -> tuple[Handed, ...]:
    """The rows that went out in a file, in its order."""
    return tuple(value(row) for row in tables.Transcript.objects.filter(batch=batch).order_by("id"))


def next_out(procedure: str, way: str) -> tuple[Handed, ...]:
    """Of each case the first row that is not settled, where it waits to go out this way, locked."""
    rows = tables.Transcript.objects.filter(procedure=procedure, state__in=OPEN).order_by("id").select_for_update()
    first: dict[str, tables.Transcript] = {}
    for row in rows:
        first.setdefault(row.case, row)
    return tuple(value(row) for row in first.values() if (row.state, row.way, row.batch) == ("waiting", way, 0))


def of_procedure(procedure: str, states: Iterable[str]) -> tuple[Handed, ...]:
    """The rows of a procedure in these states, the first first."""
    rows = tables.Transcript.objects.filter(procedure=procedure, state__in=list(states)).order_by("id")
    return tuple(value(row) for row in rows)


def put_batch(sent: Sent) -> Sent:
    """Keep a file that goes out; it comes back with its number."""
    row = tables.Batch.objects.create(**{name: getattr(sent, name) for name in _SENT})
    return replace(sent, id=row.pk)


def save_batch(sent: Sent, **changed: Any) -> Sent:
    """Write what changed of a file."""
    tables.Batch.objects.filter(pk=sent.id).update(**changed)
    return replace(sent, **changed)


def batch(number: int, lock: bool = False) -> Sent | None:
    """A file by its number. With `lock` nobody else changes it before our transaction ends."""
    rows = tables.Batch.objects.filter(pk=number)
    row = (rows.select_for_update() if lock else rows).first()
    return sent_of(row) if row else None


def put_evidence(
    of: Handed,
    name: str,
    now: datetime,
    facts: Mapping[str, Any],
    picture: bytes = b"",
    *,
    sealed_by: int = 0,
    until: datetime | None = None,
) -> int:
    """Keep what a robot has seen, its picture sealed; the number."""
    row = tables.Evidence.objects.create(
        transcript=of.id,
        case=of.case,
        name=name,
        at=now,
        facts=dict(facts),
        picture=picture,
        sealed_by=sealed_by,
        until=until,
    )
    return int(row.pk)


def picture(number: int) -> tuple[str, bytes, int] | None:
    """The case of a piece of evidence, its sealed picture, and the number of its key; None when none is kept."""
    row = tables.Evidence.objects.filter(pk=number).first()
    return (row.case, bytes(row.picture), row.sealed_by) if row and row.picture else None


def forget_pictures(now: datetime) -> int:
    """Empty the pictures that are past their time; how many."""
    return int(tables.Evidence.objects.filter(until__lt=now).update(picture=b"", until=None))


def value(row: tables.Transcript) -> Handed:
    """A row of a case, from its row."""
    plain = {name: getattr(row, name) for name in _ROW}
    return Handed(id=row.pk, sheet=sheet(row.sheet), ending=sheet(row.ending), **plain)


def sent_of(row: tables.Batch) -> Sent:
    """A file, from its row."""
    return Sent(id=row.pk, **{name: getattr(row, name) for name in _SENT})


def evidence_of(row: tables.Evidence) -> Evidence:
    """A piece of evidence, from its row."""
    return Evidence(row.pk, row.transcript, row.case, row.name, row.at, row.facts, row.until is not None)
