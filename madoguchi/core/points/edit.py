"""表を替える - a municipality's file of points with other rows in one of its tables; all else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def table_of(own: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A table of the file by its id. Raises LookupError, which names those there are."""
    found = {table["id"]: table for table in own["tables"]}
    if name not in found:
        raise LookupError(f"{name}: known are {', '.join(found)}")
    return dict(found[name])


def with_rows(own: Mapping[str, Any], name: str, rows: Sequence[Mapping[str, Any]], **about: Any) -> dict[str, Any]:
    """The file with these rows in that table, and what is said `about` it (take, gives). Raises LookupError."""
    table = {**table_of(own, name), **about, "rows": [dict(row) for row in rows]}
    return {**own, "tables": [table if one["id"] == name else one for one in own["tables"]]}
