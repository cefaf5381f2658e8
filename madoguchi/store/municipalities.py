"""自治体 - the public directory of the house; readable without a wall."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from madoguchi.core.case import Municipality

from . import tables
from .tables import by_key

_KEPT = ("code", "name", "kana", "name_en", "kind")
_WHILE: Final = 60  # seconds for which a page may know what was told of a municipality


def all_() -> tuple[Municipality, ...]:
    """Every municipality, in the order of their codes."""
    return tuple(_value(row) for row in tables.Municipality.objects.order_by("code"))


def get(slug: str) -> Municipality | None:
    """One municipality by the name it has in addresses."""
    return next(map(_value, by_key.rows(tables.Municipality, {"slug": slug})), None)


def lately(slug: str) -> Municipality | None:
    """As `get`, as it was a minute ago at most: each page asks, and an answer costs it a line of its own."""
    try:
        return _lately(slug, int(time.monotonic() // _WHILE))
    except LookupError:
        return None


@lru_cache(maxsize=256)
def _lately(slug: str, _while: int) -> Municipality:
    found = get(slug)
    if found is None:
        raise LookupError(slug)  # is not kept: any word may stand in an address
    return found


def open_ones() -> frozenset[str]:
    """The slugs of those that have published a procedure."""
    return frozenset(tables.Municipality.objects.filter(open=True).values_list("slug", flat=True))


def put(municipality: Municipality) -> None:
    """As `put_all`, for one."""
    put_all((municipality,))


def put_all(municipalities: Iterable[Municipality]) -> None:
    """Make municipalities known, or correct what is known of them; the slug is what does not change."""
    rows = [_row(municipality) for municipality in municipalities]
    _lately.cache_clear()
    tables.Municipality.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["slug"], update_fields=list(_KEPT)
    )


def _row(value: Municipality) -> tables.Municipality:
    return tables.Municipality(slug=value.slug, **{name: getattr(value, name) for name in _KEPT})


def _value(row: tables.Municipality) -> Municipality:
    return Municipality(slug=row.slug, **{name: getattr(row, name) for name in _KEPT})
