"""不備の行 - what is wrong with a changed file of tables, told at the rows it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ..package.check import table_faults
from ..package.read import Path, laid
from .grid import OWN

_ROW: Final = re.compile("行「([a-z][a-z0-9_]*)」")


@dataclass(frozen=True)
class Faults:
    """Sentences by (table, row), by table, and those about neither."""

    rows: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(self.of, {*self.tables, *(table for table, _ in self.rows)})) + len(self.rest)

    def of(self, table: str) -> int:
        """How many a table has."""
        return len(self.tables.get(table, ())) + sum(len(says) for (its, _), says in self.rows.items() if its == table)


def faults_of(files: Mapping[str, Any], own: Mapping[str, Any]) -> Faults:
    """What `check` says of the municipality's tables `own` among the files of an edition."""
    places = {line: path for path, line in laid(OWN, own).lines.items()}
    found: dict[tuple[str, str], list[str]] = {}
    for fault in table_faults({**files, OWN: own}):
        at = _at(own, places[fault.line])
        found.setdefault(at, []).append(_told(own, at[0], fault.say))
    told = {at: tuple(says) for at, says in found.items()}
    rows = {at: says for at, says in told.items() if at[1]}
    tables = {table: says for (table, row), says in told.items() if table and not row}
    return Faults(rows, tables, told.get(("", ""), ()))


def _told(own: Mapping[str, Any], table: str, say: str) -> str:
    """The sentence, other rows by their place and words: nobody sees their ids."""
    rows = [row for one in own["tables"] if one["id"] == table for row in one["rows"]]
    words = (f"「{row['label']}」" if "label" in row else "" for row in rows)
    names = {
        row["id"]: f"{place}行目{word}" for place, (row, word) in enumerate(zip(rows, words, strict=True), start=1)
    }
    return _ROW.sub(lambda found: names.get(found[1], found[0]), say)


def _at(own: Mapping[str, Any], path: Path) -> tuple[str, str]:
    """The table and the row that a path of the file lies in."""
    if len(path) < 2 or path[0] != "tables":
        return "", ""
    table = own["tables"][path[1]]
    row = table["rows"][path[3]]["id"] if len(path) > 3 and path[2] == "rows" else ""
    return table["id"], row
