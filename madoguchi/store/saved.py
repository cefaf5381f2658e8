"""保存した絞込 - the filters of the list that clerks keep, each their own or shared in a section."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from madoguchi.core.case import SavedFilter

from . import tables

_PLAIN = ("owner", "name", "query", "usual", "section")


def put(kept: SavedFilter) -> SavedFilter:
    """Keep a filter; one of the same owner and name is replaced."""
    mine = tables.SavedFilter.objects.filter(owner=kept.owner)
    mine.filter(name=kept.name).delete()
    return value(tables.SavedFilter.objects.create(**{name: getattr(kept, name) for name in _PLAIN}))


def seen_by(owner: str, sections: Iterable[str] = ()) -> tuple[SavedFilter, ...]:
    """A clerk's own filters, and those that are shared in their sections, by name."""
    shared = Q(section__in=[section for section in sections if section])
    rows = tables.SavedFilter.objects.filter(Q(owner=owner) | shared)
    return tuple(value(row) for row in rows.order_by("name", "id"))


def rename(owner: str, kept: int, name: str) -> bool:
    """Call one of the owner's filters otherwise; whether it is there."""
    tables.SavedFilter.objects.filter(owner=owner, name=name).exclude(pk=kept).delete()
    return bool(tables.SavedFilter.objects.filter(owner=owner, pk=kept).update(name=name))


def remove(owner: str, kept: int) -> bool:
    """Take one of the owner's filters away; whether it was there."""
    return bool(tables.SavedFilter.objects.filter(owner=owner, pk=kept).delete())


def make_usual(owner: str, kept: int) -> None:
    """What the owner meets first from now on; 0 for the list as it is for everybody."""
    mine = tables.SavedFilter.objects.filter(owner=owner)
    mine.filter(usual=True).update(usual=False)
    mine.filter(pk=kept).update(usual=True)


def value(row: tables.SavedFilter) -> SavedFilter:
    """A filter from its row."""
    return SavedFilter(row.pk, **{name: getattr(row, name) for name in _PLAIN})
