"""違い - two states of a municipality's tables laid side by side, row by row, in the city's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..points import Rules
from .beside import OF_FILE, OF_TABLE, Part, of_file, of_table
from .grid import Grid, grid_of

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
KINDS: Final[dict[str, str]] = {ADDED: "加える", REMOVED: "消す", CHANGED: "変える"}
ALL: Final = "すべての表"
_NONE: Final = Part("", (), {})


@dataclass(frozen=True)
class Change:
    """One row that differs. `cells` are (head, before, after), only those that differ. Without a `row`
    it is what stands beside the rows: how they count, ties, thresholds."""

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
    return (*found, *_rest(before, after, rules, known))


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


def _rest(
    before: Mapping[str, Any], after: Mapping[str, Any], rules: Rules, known: Mapping[str, str]
) -> Iterator[Change]:
    old, new = ({table["id"]: table for table in own["tables"]} for own in (before, after))
    for name in [name for name in new if name in old]:
        both = old[name], new[name]
        yield from _beside(name, new[name]["label"], *(of_table(table, rules) for table in both))
        yield from _other(name, new[name]["label"], *both, (*OF_TABLE, "rows"))
    yield from _beside("", ALL, *(of_file(own, rules, known) for own in (before, after)))
    yield from _other("", ALL, before, after, (*OF_FILE, "tables", "sources"))


def _other(
    table: str, label: str, before: Mapping[str, Any], after: Mapping[str, Any], shown: Iterable[str]
) -> Iterator[Change]:
    """What no page shows, and a file of the municipality has changed all the same."""
    if any(before.get(key) != after.get(key) for key in {*before, *after}.difference(shown)):
        yield Change(CHANGED, table, label, "", "そのほか")


def _beside(table: str, label: str, before: Iterable[Part], after: Iterable[Part]) -> Iterator[Change]:
    """Parts that differ; what a head is called may depend on its place alone."""
    old, new = ({part.label: part for part in parts} for parts in (before, after))
    for name in {**old, **new}:
        was, now = old.get(name), new.get(name)
        heads = (now or was or _NONE).heads
        pairs = (
            (head.label, (was or _NONE).words.get(head.key, ""), (now or _NONE).words.get(head.key, ""))
            for head in heads
        )
        if cells := tuple(cell for cell in pairs if cell[1] != cell[2]):
            yield Change(CHANGED, table, label, "", name, cells)
