"""取込の差 - what a list would change in a catalogue: nothing is written before a person has seen it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from .entry import Entry

NEW, CHANGED, GONE = "new", "changed", "gone"
# Not a list's to change once a person has set them.
_OURS: Final = frozenset({"package"})


@dataclass(frozen=True)
class Change:
    """One row: `kind`, the entry as it would be (or was, when gone), and of each column (before, after)."""

    kind: str
    entry: Entry
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True)
class Diff:
    """All of them, and how many rows stay as they are."""

    changes: tuple[Change, ...]
    same: int

    def of(self, kind: str) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.kind == kind)


def compare(kept: Mapping[str, Entry], brought: Iterable[Entry], source: str) -> Diff:
    """What `brought` would change; columns a list does not have stay. `gone`: rows of the same source it lacks."""
    changes, same, seen = list[Change](), 0, set[str]()
    for entry in brought:
        seen.add(entry.key)
        old = kept.get(entry.key)
        if old is None:
            changes.append(Change(NEW, entry))
            continue
        columns = tuple(_columns(old, entry))
        if not columns:
            same += 1
            continue
        made = replace(old, values={**old.values, **_own(entry)}, more={**old.more, **entry.more})
        changes.append(Change(CHANGED, made, columns))
    gone = [one for key, one in kept.items() if one.source == source and key not in seen and not one.get("gone")]
    return Diff((*changes, *(Change(GONE, one) for one in gone)), same)


def _own(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in entry.values.items() if key not in _OURS}


def _columns(old: Entry, new: Entry) -> Iterable[tuple[str, Any, Any]]:
    if old.get("gone"):
        yield "gone", True, None
    for key, value in _own(new).items():
        if _plain(old.get(key)) != _plain(value):
            yield key, old.get(key), value
    for head, text in new.more.items():
        if old.more.get(head, "") != text:
            yield head, old.more.get(head, ""), text


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
