"""改正案を残す - drafts of tables: written only as they were read, so that two who write at once lose nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from madoguchi.core.revision import OPEN, PROPOSED, Edit, Revision

from . import tables
from .errors import Stale

_COLUMNS = tuple(field.name for field in fields(Revision) if field.name not in ("id", "editors"))
_EDIT = tuple(field.name for field in fields(Edit))


def begin(procedure: str, base: str, own: Mapping[str, Any], now: datetime) -> Revision:
    """A new draft. Raises Stale when one is on its way already."""
    row = tables.Revision(procedure=procedure, base=base, own=dict(own), made=now)
    tables.Revision.objects.bulk_create([row], ignore_conflicts=True)
    found = on_its_way(procedure)
    if found is None or (found.base, found.made, found.version) != (base, now, 1):
        raise Stale(procedure)
    return found


def on_its_way(procedure: str, lock: bool = False) -> Revision | None:
    """The draft that is open or proposed. With `lock` nobody changes it before our transaction ends."""
    rows = tables.Revision.objects.filter(procedure=procedure, state__in=(OPEN, PROPOSED))
    return _value((rows.select_for_update() if lock else rows).first())


def get(revision: int) -> Revision | None:
    """A draft by its number."""
    return _value(tables.Revision.objects.filter(pk=revision).first())


def all_of(procedure: str) -> tuple[Revision, ...]:
    """Every draft there was, the last first."""
    rows = tables.Revision.objects.filter(procedure=procedure).order_by("-id")
    return tuple(found for row in rows if (found := _value(row)))


def save(revision: Revision, **changed: Any) -> Revision:
    """Write what changed of the draft that was read as `revision.version`. Raises Stale."""
    rows = tables.Revision.objects.filter(pk=revision.id, version=revision.version, state=revision.state)
    if not rows.update(**{"version": revision.version, **changed}):
        raise Stale(revision.subject)
    saved = get(revision.id)
    assert saved is not None  # we have just written it
    return saved


def add_edits(revision: int, edits: Iterable[Edit]) -> None:
    """Keep what was changed."""
    rows = [tables.Edit(revision=revision, **{name: getattr(edit, name) for name in _EDIT}) for edit in edits]
    tables.Edit.objects.bulk_create(rows)


def edits(revision: int) -> tuple[Edit, ...]:
    """What was changed in a draft, in order."""
    rows = tables.Edit.objects.filter(revision=revision).order_by("id")
    return tuple(Edit(**{name: getattr(row, name) for name in _EDIT}) for row in rows)


def _value(row: tables.Revision | None) -> Revision | None:
    if row is None:
        return None
    return Revision(id=row.pk, editors=tuple(row.editors), **{name: getattr(row, name) for name in _COLUMNS})
