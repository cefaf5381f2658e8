"""合わせ直し - a draft laid onto tables that came into force since it was begun: what it did not change is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .rows import free

_GONE: Final = object()
Three = tuple[Any, Any, Any]  # as it was, as the draft has it, as it is in force
Places = list[tuple[str, str]]


@dataclass(frozen=True)
class Merged:
    """The file of the draft, begun anew; `both` are the (table, row) that both have changed, each in its own way. There
    the draft's word stands, and its page shows it against the one in force. ("", key) is what is no row."""

    own: dict[str, Any]
    both: tuple[tuple[str, str], ...]


def merged(base: Mapping[str, Any], own: Mapping[str, Any], current: Mapping[str, Any]) -> Merged:
    """What `own` changed of `base`, on top of `current`; files as points.yaml of a municipality."""
    both: Places = []
    three = (base, _cited(base, own, current), current)
    by_id = [_by_id(file["tables"]) for file in three]
    tables = []
    for name in _order(by_id[2], by_id[1]):
        were, ours, theirs = (found.get(name, _GONE) for found in by_id)
        if _GONE in (ours, theirs):
            kept = _pick((were, ours, theirs), (name, ""), both)
            tables += [] if kept is _GONE else [kept]
        else:
            tables.append(_table(name, ({} if were is _GONE else were, ours, theirs), both))
    sources = {**three[1].get("sources", {}), **current.get("sources", {})}
    made = _keys(three, ("tables", "sources"), "", both)
    return Merged({**made, **({"sources": sources} if sources else {}), "tables": tables}, tuple(both))


def _table(name: str, three: Three, both: Places) -> dict[str, Any]:
    by_id = [_by_id(table.get("rows", ())) for table in three]
    were, ours, theirs = by_id
    found = (
        _pick((were.get(row, _GONE), ours.get(row, _GONE), theirs.get(row, _GONE)), (name, row), both)
        for row in _order(theirs, ours)
    )
    return {**_keys(three, ("rows",), name, both), "rows": [row for row in found if row is not _GONE]}


def _keys(three: Three, but: Iterable[str], table: str, both: Places) -> dict[str, Any]:
    """What stands beside the rows, key by key."""
    base, own, current = three
    made: dict[str, Any] = {}
    for key in _order(current, own):
        if key not in but:
            versions = (base.get(key, _GONE), own.get(key, _GONE), current.get(key, _GONE))
            found = _pick(versions, (table, "" if table else key), both)
            made |= {} if found is _GONE else {key: found}
    return made


def _pick(three: Three, place: tuple[str, str], both: Places) -> Any:
    base, own, current = three
    if own == base:
        return current
    if current not in (base, own):
        both.append(place)
    return own


def _cited(base: Mapping[str, Any], own: Mapping[str, Any], current: Mapping[str, Any]) -> Mapping[str, Any]:
    """The draft with other keys for its new sources where those in force now use the same for something else."""
    known, theirs = base.get("sources", {}), current.get("sources", {})
    new = {key: words for key, words in own.get("sources", {}).items() if known.get(key) != words}
    renamed: dict[str, str] = {}
    for key, words in new.items():
        if theirs.get(key, words) != words:
            renamed[key] = free("s", {**theirs, **own["sources"], **dict.fromkeys(renamed.values())})
    if not renamed:
        return own
    sources = {renamed.get(key, key): words for key, words in own["sources"].items()}
    return {**_renamed(own, renamed), "sources": sources}


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Every citation below, by its new key."""
    if isinstance(value, Mapping):
        return {
            key: names.get(found, found) if key == "source" and isinstance(found, str) else _renamed(found, names)
            for key, found in value.items()
        }
    return [_renamed(one, names) for one in value] if isinstance(value, list) else value


def _by_id(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {row["id"]: row for row in rows}


def _order(theirs: Iterable[str], ours: Iterable[str]) -> list[str]:
    """Their order; what only we have stands behind what it stands behind with us."""
    found = list(theirs)
    last = ""
    for one in ours:
        if one not in found:
            found.insert(found.index(last) + 1 if last else 0, one)
        last = one
    return found
