"""起案を残す - dockets are written only as they were read; what one says of a case is never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any, Final

from madoguchi.core.approval import Absence
from madoguchi.core.docket import Docket, Line

from . import ledger, tables
from .errors import Stale
from .slices import slices

_COLUMNS = tuple(field.name for field in fields(Docket) if field.name != "id")
_HEAVY: Final = ("progress", "guarded")


def begin(made: Docket, lines: Iterable[Line] = ()) -> Docket:
    """A new docket with its cases; it comes back with its number."""
    row = tables.Docket(**{name: _plain(getattr(made, name)) for name in _COLUMNS if name != "version"})
    row.save(force_insert=True)
    told = [{field.name: getattr(line, field.name) for field in fields(Line)} for line in lines]
    tables.DocketLine.objects.bulk_create(tables.DocketLine(docket=row.pk, **one) for one in told)
    return _value(row)


def get(number: int, lock: bool = False) -> Docket | None:
    """A docket by its number. With `lock` nobody changes it before our transaction ends."""
    rows = tables.Docket.objects.filter(pk=number)
    row = (rows.select_for_update() if lock else rows).first()
    return _value(row) if row else None


def all_(procedures: Iterable[str], most: int) -> tuple[Docket, ...]:
    """The last dockets of these procedures, the latest first; without what weighs much."""
    rows = tables.Docket.objects.filter(procedure__in=list(procedures)).order_by("-id").defer(*_HEAVY)[:most]
    light = [name for name in _COLUMNS if name not in _HEAVY]
    return tuple(Docket(id=row.pk, **{name: _column(row, name) for name in light}) for row in rows)


def of_round(number: int) -> Docket | None:
    """The latest docket of a round."""
    row = tables.Docket.objects.filter(round=number).order_by("-id").first()
    return _value(row) if row else None


def of_case(case: str) -> Docket | None:
    """The latest docket with a case of its own."""
    line = tables.DocketLine.objects.filter(case=case).order_by("-docket").first()
    return get(line.docket) if line else None


def save(found: Docket, **changed: Any) -> Docket:
    """Write what changed of the docket that was read as `found.version`. Raises Stale."""
    rows = tables.Docket.objects.filter(pk=found.id, version=found.version)
    if not rows.update(version=found.version + 1, **{name: _plain(value) for name, value in changed.items()}):
        raise Stale(found.subject)
    saved = get(found.id)
    assert saved is not None  # we have just written it
    return saved


def lines(number: int) -> tuple[Line, ...]:
    """The cases of a docket, by number; without those that are no more."""
    rows = tables.DocketLine.objects.filter(docket=number).order_by("case")
    return tuple(Line(row.case, row.step, row.reason, row.seen, row.place or "") for row in rows)


def open_for(case_ids: Iterable[str], but: int, final: Iterable[str]) -> dict[str, int]:
    """In which docket, other than `but` and not `final`, these cases are."""
    told: dict[str, int] = {}
    for part in slices(case_ids):
        rows = tables.DocketLine.objects.filter(case__in=part).exclude(docket=but)
        told |= dict(rows.values_list("case", "docket"))
    ended = tables.Docket.objects.filter(pk__in=set(told.values()), status__in=list(final))
    over = set(ended.values_list("pk", flat=True))
    return {case: number for case, number in told.items() if number not in over}


def next_serial(year: int) -> int:
    """The next number of a document of a fiscal year, from 1 on: whoever took one holds the ledger until the
    transaction ends, so that there is no gap and none twice."""
    return ledger.next_serial(f"docket/{year}")


def absences(day: date) -> tuple[Absence, ...]:
    """Those of this day and of later ones, the first first."""
    rows = tables.Absence.objects.filter(until__gte=day).order_by("since", "id")
    return tuple(Absence(row.pk, row.username, row.since, row.until) for row in rows)


def add_absence(username: str, since: date, until: date, by: str) -> None:
    """Somebody will be away."""
    tables.Absence.objects.create(username=username, since=since, until=until, by=by)


def drop_absence(number: int) -> Absence | None:
    """Somebody will be there all the same; None when there is no such absence."""
    row = tables.Absence.objects.filter(pk=number).first()
    if row is None:
        return None
    tables.Absence.objects.filter(pk=number).delete()
    return Absence(number, row.username, row.since, row.until)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else dict(value) if hasattr(value, "keys") else value


def _column(row: tables.Docket, name: str) -> Any:
    value = getattr(row, name)
    return tuple(value) if name == "signed" else value


def _value(row: tables.Docket) -> Docket:
    return Docket(id=row.pk, **{name: _column(row, name) for name in _COLUMNS})
