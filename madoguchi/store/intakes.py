"""受付を残す - files of other services, where each of their rows stands, and the matches that were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db.models import F, Max

from madoguchi.core.intake import Intake, Match, Row, as_json, read_match
from madoguchi.core.intake.came import ASIDE, DROPPED, FILED, MATCHING, WAITING

from . import tables
from .errors import Stale

_ROW = tuple(one.name for one in fields(Row) if one.name != "id")
_INTAKE = tuple(one.name for one in fields(Intake) if one.name != "id")
_EMPTY = b""


def put(intake: Intake, rows: Iterable[Row]) -> Intake:
    """Keep a file with its rows; its number comes back."""
    told = {name: getattr(intake, name) for name in _INTAKE} | {"headers": list(intake.headers)}
    made = tables.Intake.objects.create(**told)
    found = [tables.IntakeRow(**{name: getattr(row, name) for name in _ROW} | {"intake": made.pk}) for row in rows]
    tables.IntakeRow.objects.bulk_create(found, batch_size=500)
    return _intake(made)


def get(number: int, lock: bool = False) -> Intake | None:
    """A file by its number. With `lock` nobody changes it before our transaction ends."""
    rows = tables.Intake.objects.filter(pk=number)
    row = (rows.select_for_update() if lock else rows).first()
    return _intake(row) if row else None


def latest(procedures: Iterable[str], most: int) -> tuple[Intake, ...]:
    """The last files of these procedures, the newest first."""
    rows = tables.Intake.objects.filter(procedure__in=list(procedures)).exclude(state=DROPPED).order_by("-id")
    return tuple(_intake(row) for row in rows[:most])


def change(intake: Intake, **changed: Any) -> Intake:
    """Write what changed of a file. Raises Stale when it has moved on."""
    if not tables.Intake.objects.filter(pk=intake.id, state=intake.state).update(**changed):
        raise Stale(intake.subject)
    found = get(intake.id)
    assert found is not None  # we have just written it
    return found


def row(number: int, lock: bool = False) -> Row | None:
    """A row by its own number."""
    rows = tables.IntakeRow.objects.filter(pk=number)
    found = (rows.select_for_update() if lock else rows).first()
    return _row(found) if found else None


def rows(intake: int, state: str, most: int, lock: bool = False) -> tuple[Row, ...]:
    """The first rows of a file that stand so, in its order."""
    found = tables.IntakeRow.objects.filter(intake=intake, state=state).order_by("line")
    return tuple(_row(one) for one in (found.select_for_update() if lock else found)[:most])


def waiting_for_people(procedures: Iterable[str]) -> int:
    """How many rows of these procedures wait for a person."""
    found = tables.Intake.objects.filter(procedure__in=list(procedures), quarantined__gt=0)
    return sum(found.values_list("quarantined", flat=True))


def filed(channel: str, procedure: str, came: str) -> Row | None:
    """The row that was filed under a number of a channel."""
    found = tables.IntakeRow.objects.filter(channel=channel, procedure=procedure, came=came, state=FILED).first()
    return _row(found) if found else None


def settle(row: Row, state: str, now: datetime, **changed: Any) -> Row:
    """Move a row to where it stands from now on, and its file's counts with it. Raises Stale."""
    found = tables.IntakeRow.objects.filter(pk=row.id, state=row.state)
    if not found.update(state=state, at=now, **changed):
        raise Stale(row.subject)
    counts = {name: F(name) + step for name, step in ((row.state, -1), (state, 1)) if name != WAITING}
    if row.state != state and row.intake:
        tables.Intake.objects.filter(pk=row.intake).update(**counts)
    moved = tables.IntakeRow.objects.get(pk=row.id)
    return _row(moved)


def put_match(match: Match, who: str, now: datetime) -> int:
    """Keep a match, unless it is the last one already; its version."""
    of = {"procedure": match.procedure, "channel": match.channel, "form": match.form}
    found = tables.IntakeMatch.objects.filter(**of)
    last: int = found.aggregate(last=Max("version"))["last"] or 0
    told = as_json(match)
    if last and found.filter(version=last).values_list("told", flat=True).get() == told:
        return last
    tables.IntakeMatch.objects.create(**of, version=last + 1, told=told, who=who, at=now)
    return last + 1


def match(procedure: str, channel: str, form: str) -> Match | None:
    """The match of a form that counts now."""
    found = tables.IntakeMatch.objects.filter(procedure=procedure, channel=channel, form=form).order_by("-version")
    told = found.values_list("told", flat=True).first()
    return read_match(told) if told else None


def forms(procedures: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Every form that a match was made for: procedure, channel, name."""
    found = tables.IntakeMatch.objects.filter(procedure__in=list(procedures))
    return tuple(found.order_by("form").values_list("procedure", "channel", "form").distinct())


def unmarked(procedure: str, most: int) -> tuple[str, ...]:
    """References of applications that nobody has laid beside others yet."""
    found = tables.Application.objects.filter(procedure=procedure)
    found = found.exclude(reference__in=tables.Mark.objects.values("reference"))
    return tuple(found.order_by("reference").values_list("reference", flat=True)[:most])


def forget(before: datetime) -> int:
    """Empty the bytes of rows that were set aside before then, and of files that nobody has filed; how many rows."""
    old = tables.Intake.objects.filter(state__in=(MATCHING, DROPPED), at__lt=before)
    left = tables.IntakeRow.objects.filter(state=WAITING, intake__in=list(old.values_list("pk", flat=True)))
    gone: int = left.exclude(raw=_EMPTY).update(raw=_EMPTY)
    old.update(state=DROPPED)
    aside = tables.IntakeRow.objects.filter(state=ASIDE, at__lt=before).exclude(raw=_EMPTY)
    return gone + int(aside.update(raw=_EMPTY, told={}))


def _intake(row: tables.Intake) -> Intake:
    told = {name: getattr(row, name) for name in _INTAKE} | {"headers": tuple(row.headers)}
    return Intake(id=row.pk, **told)


def _row(row: tables.IntakeRow) -> Row:
    return Row(id=row.pk, **{name: getattr(row, name) for name in _ROW} | {"raw": bytes(row.raw)})
