"""鍵で引く - rows by the texts in some of their columns: Django writes such a query once, not anew for each page.

Writing it takes Django several times as long as the database needs to answer it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.db import models
from django.db.models.query import RawQuerySet


def rows(model: type[models.Model], keys: Mapping[str, str], lock: bool = False) -> RawQuerySet:
    """The rows of a table with these texts, by their columns. There is no wall in it: that is `Walled.by`."""
    names = tuple(sorted(keys))
    query = _query(model, names, lock)  # type: ignore[arg-type] # a class can be a key, which mypy doubts of Any's
    return RawQuerySet(query, params=tuple(keys[name] for name in names), model=model)


@cache
def _query(model: type[models.Model], names: tuple[str, ...], lock: bool) -> str:
    asked = models.QuerySet(model).filter(**dict.fromkeys(names, ""))
    text, values = (asked.select_for_update() if lock else asked).query.sql_with_params()
    assert values == ("",) * len(names)  # every text has its place, in the order of the names
    return str(text)
