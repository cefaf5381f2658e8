"""手続カタログの棚 - a city's procedures, and the lists that wait to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from madoguchi.core.catalogue import Entry

from . import tables
from .errors import Stale

BATCH: Final = 500
OPEN, ACCEPTED, DROPPED = "open", "accepted", "dropped"
_KEPT: Final = ("source", "told", "more", "confirmed", "revision", "stamp")


@dataclass(frozen=True)
class List:
    """手続一覧: a list as it was brought; `lines` are gone when it was accepted or dropped."""

    id: int
    source: str
    name: str
    made: datetime
    who: str
    lines: tuple[tuple[Any, ...], ...]
    chosen: Mapping[str, str]
    state: str


def entries() -> dict[str, Entry]:
    """Every procedure by its key, in the order in which they came."""
    return {row.key: value(row) for row in tables.CatalogueEntry.objects.order_by("id").iterator(2_000)}


def entry(key: str) -> tuple[Entry, int] | None:
    """One procedure, and the revision in which it was changed last."""
    row = tables.CatalogueEntry.objects.filter(key=key).first()
    return (value(row), row.revision) if row else None


def revision() -> int:
    """How many deeds have changed the catalogue; 0 for an empty one."""
    return latest()[0]


def latest() -> tuple[int, str]:
    """The revision and its stamp: what was read under the same two has not changed since."""
    row = tables.CatalogueEntry.objects.order_by("-revision").values_list("revision", "stamp").first()
    return row or (0, "")


def put(changed: Iterable[Entry]) -> int:
    """Keep procedures, new ones and changed ones; how many. The caller holds the ledger, so revisions do not meet."""
    number, stamp, count, batch = revision() + 1, uuid4().hex, 0, list[tables.CatalogueEntry]()
    for one in changed:
        count += 1
        batch.append(_row(one, number, stamp))
        if len(batch) == BATCH:
            _write(batch)
            batch = []
    _write(batch)
    return count


def keep(changed: Entry, known: int) -> None:
    """Keep one that nobody has changed since the revision `known`. Raises Stale."""
    rows = tables.CatalogueEntry.objects.filter(key=changed.key, revision=known)
    made = _row(changed, revision() + 1, uuid4().hex)
    if not rows.update(**{name: getattr(made, name) for name in _KEPT}):
        raise Stale(changed.key)


def bring(source: str, name: str, lines: Iterable[Iterable[Any]], who: str, now: datetime) -> int:
    """Keep the lines of a list until somebody has looked; its number."""
    told = [list(line) for line in lines]
    chosen = remembered(source)
    row = tables.CatalogueList.objects.create(
        source=source, name=name[:120], made=now, who=who, lines=told, chosen=chosen
    )
    return int(row.pk)


def remembered(source: str) -> dict[str, str]:
    """What was last chosen for the heads of a list that was accepted."""
    row = tables.CatalogueList.objects.filter(source=source, state=ACCEPTED).order_by("-id").first()
    return dict(row.chosen) if row else {}


def brought(number: int) -> List | None:
    """A list by its number."""
    row = tables.CatalogueList.objects.filter(pk=number).first()
    return _list(row) if row else None


def lists() -> tuple[List, ...]:
    """The lists that wait, the last first, without their lines."""
    rows = tables.CatalogueList.objects.filter(state=OPEN).order_by("-id").defer("lines")
    return tuple(List(r.pk, r.source, r.name, r.made, r.who, (), r.chosen, r.state) for r in rows)


def choose(number: int, chosen: Mapping[str, str]) -> None:
    """Note which column stands under each head. Raises Stale for a list that no longer waits."""
    if not tables.CatalogueList.objects.filter(pk=number, state=OPEN).update(chosen=dict(chosen)):
        raise Stale(str(number))


def close(number: int, state: str) -> None:
    """It was accepted or dropped: its lines go. Raises Stale when it already was."""
    if not tables.CatalogueList.objects.filter(pk=number, state=OPEN).update(state=state, lines=[]):
        raise Stale(str(number))


def value(row: tables.CatalogueEntry) -> Entry:
    """A procedure from its row."""
    told = {key: tuple(one) if isinstance(one, list) else one for key, one in row.told.items()}
    return Entry(row.key, row.source, told, row.more, row.confirmed)


def _row(one: Entry, number: int, stamp: str) -> tables.CatalogueEntry:
    told = {key: list(part) if isinstance(part, tuple) else part for key, part in one.values.items()}
    about = {"source": one.source, "confirmed": one.confirmed, "revision": number, "stamp": stamp}
    return tables.CatalogueEntry(key=one.key, told=told, more=dict(one.more), **about)


def _write(batch: list[tables.CatalogueEntry]) -> None:
    tables.CatalogueEntry.objects.bulk_create(
        batch, update_conflicts=True, unique_fields=["municipality", "key"], update_fields=list(_KEPT)
    )


def _list(row: tables.CatalogueList) -> List:
    lines = tuple(tuple(line) for line in row.lines)
    return List(row.pk, row.source, row.name, row.made, row.who, lines, row.chosen, row.state)
