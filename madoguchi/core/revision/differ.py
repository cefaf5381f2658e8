"""違い - two states of a municipality's tables laid side by side, row by row, in the city's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..points import Rules
from .grid import Grid, grid_of

ADDED, REMOVED, CHANGED, REST = "added", "removed", "changed", "rest"
KINDS: Final[dict[str, str]] = {ADDED: "加える", REMOVED: "消す", CHANGED: "変える", REST: "行のほか"}


@dataclass(frozen=True)
class Change:
    """One row that differs. `cells` are (head, before, after), only those that differ; of kind `rest` what is
    no row: bounds of a table, ties, thresholds."""

    kind: str
    table: str
    label: str
    row: str = ""
    name: str = ""
    cells: tuple[tuple[str, str, str], ...] = ()

    @property
    def word(self) -> str:
        """What is done."""
        return KINDS[self.kind]


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], rules: Rules, known: Mapping[str, str]
) -> tuple[Change, ...]:
    """Every difference; a table that only one of them has differs in all its rows."""
    old, new = ({table["id"]: grid_of(table, own, rules, known) for table in own["tables"]} for own in (before, after))
    found = [change for table in {**old, **new} for change in _rows(table, old.get(table), new.get(table))]
    return (*found, *_rest(before, after))


def _rows(table: str, old: Grid | None, new: Grid | None) -> Iterator[Change]:
    grid = new or old
    assert grid is not None  # it is in one of the two
    were, are = (old.rows if old else {}), (new.rows if new else {})
    for row in {**were, **are}:
        was, now = were.get(row), are.get(row)
        cells = tuple(
            (head.label, a, b)
            for head in grid.heads
            if (a := (was or {}).get(head.key, "")) != (b := (now or {}).get(head.key, ""))
        )
        if was is None or now is None or cells:
            kind = CHANGED if was is not None and now is not None else ADDED if was is None else REMOVED
            yield Change(kind, table, grid.label, row, name_of(now or was or {}, row), cells)


def name_of(words: Mapping[str, str], row: str) -> str:
    """How a row is called: in the city's words, or else by what it asks."""
    asked = "、".join(text for key, text in words.items() if key.startswith("when.") and text)
    return words.get("label") or asked or row


def _rest(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    def bare(own: Mapping[str, Any]) -> dict[str, Any]:
        tables = [{key: value for key, value in table.items() if key != "rows"} for table in own["tables"]]
        return {**own, "tables": tables, "sources": {}}

    if bare(before) != bare(after):
        yield Change(REST, "", "同点の順や基準点など")
