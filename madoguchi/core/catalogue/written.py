"""カタログを書き出す - entries as lines of texts, heads first: what is written out can be brought in again."""

from __future__ import annotations

from collections.abc import Iterable

from .columns import COLUMNS, Column
from .entry import CHANNELS, KINDS, STATES, Entry


def shown(entry: Entry, column: Column) -> str:
    """A value as people read it; "" where it is not known."""
    value = entry.get(column.key)
    if column.kind == "state":
        return STATES.get(entry.state, "") if entry.state else ""
    if column.kind == "channel":
        return "、".join(CHANNELS[code] for code in entry.many(column.key) if code in CHANNELS)
    if column.kind == "kind":
        return KINDS.get(str(value or ""), "") if value else ""
    if column.kind == "yesno":
        return {True: "○", False: "×"}.get(value, "") if value is not None else ""
    return entry.text(column.key)


def grid(entries: Iterable[Entry]) -> list[list[str]]:
    """The heads, then a line for each."""
    return [[column.label for column in COLUMNS], *([shown(one, column) for column in COLUMNS] for one in entries)]
