"""集計 - counts by day, page and field; many add to the same row at once, each in one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Sum

from madoguchi.core.tally import RESTING, Tally

from . import tables, wall
from .tables.need import SAID

_WHERE: Final = ("procedure", "day", "version")
_WHAT: Final = ("kind", "page", "field", "say")
_MUCH: Final = ("count", "timed", "seconds")
_COLUMNS: Final = ("municipality_id", *_WHERE, *_WHAT, *_MUCH)


def add(procedure: str, version: str, day: date, tallies: Iterable[Tally]) -> None:
    """Add to the rows of a day, which are made where there are none yet. No two of the tallies are of one row.

    All in one order, so that two families who add to the same rows never wait for each other in a circle.
    """
    town = wall.writing()
    told = sorted(tallies, key=lambda one: (one.kind, one.page, one.field, one.say))
    if not told:
        return
    rows = [(town, procedure, day.isoformat(), version, *_what(one), one.count, one.timed, one.seconds) for one in told]
    place = f"({', '.join(['%s'] * len(_COLUMNS))})"
    # Django's own upsert would write what comes over what is there; here it is added.
    query = (
        f"INSERT INTO store_tally ({', '.join(_COLUMNS)}) VALUES {', '.join([place] * len(rows))} "  # noqa: S608 - names of our own columns
        f"ON CONFLICT (municipality_id, {', '.join((*_WHERE, *_WHAT))}) DO UPDATE SET "
        + ", ".join(f"{name} = store_tally.{name} + excluded.{name}" for name in _MUCH)
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [value for row in rows for value in row])


def since(procedure: str, day: date, version: str = "") -> tuple[Tally, ...]:
    """All that was counted from a day on, of one version or of all, the days added up."""
    rows = tables.Tally.objects.filter(procedure=procedure, day__gte=day)
    rows = rows.filter(version=version) if version else rows
    summed = rows.values(*_WHAT).order_by(*_WHAT).annotate(**{f"all_{name}": Sum(name) for name in _MUCH})
    return tuple(Tally(**_summed(row)) for row in summed)


def versions(procedure: str) -> tuple[str, ...]:
    """The versions of a form that were counted, the last one first."""
    rows = tables.Tally.objects.filter(procedure=procedure).values_list("version", flat=True)
    return tuple(sorted(set(rows.distinct()), reverse=True))


def clear_resting() -> None:
    """Forget where drafts rested; the night counts them anew."""
    tables.Tally.objects.filter(kind=RESTING).delete()


def forget(procedure: str, before: date) -> int:
    """Take away what was counted before a day; how many rows."""
    return int(tables.Tally.objects.filter(procedure=procedure, day__lt=before).delete())


def _what(one: Tally) -> tuple[str, ...]:
    return one.kind, one.page, one.field[:100], one.say[:SAID]


def _summed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _WHAT} | {name: int(row[f"all_{name}"]) for name in _MUCH}
