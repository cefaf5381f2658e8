"""行を書く - what an official typed into the cells of a row, as the file has it; what cannot be read says so there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ..points import Rules
from ..points.edit import table_of, with_rows
from ..points.rules import read_cell
from ..table import CellFault, exact, plain
from ..table.grid import written
from ..table.shape import NEEDED
from .grid import CELL, Grid, Head

_WORD: Final = 80  # of a cell
_BOUNDS: Final = {
    "phase": (1, 20),
    "before": (0, 60),
    "after": (0, 60),
    "place": (1, 99),
    "places": (1, 1000),
    "one_in": (1, 1000),
}
_POINTS: Final = ("points", "most", "least", "otherwise")
_DAYS: Final = ("from", "to", "until")
_NO_DAY: Final = "読めません。YYYY-MM-DD のように、暦にある日を書いてください。"
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class Typed:
    """A row as typed: the row of the file, sources that are new by their keys, and sentences by the key of the cell.
    The row is of use only without sentences."""

    row: dict[str, Any]
    sources: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)


def read_row(
    typed: Mapping[str, str],
    row_id: str,
    grid: Grid,
    rules: Rules,
    sources: Mapping[str, str],
    before: Mapping[str, Any],
) -> Typed:
    """What was typed under the heads of a grid. `sources` are all that are known; `before` is the row as it stands,
    whose cells stay to the letter where their words do."""
    made = Typed({"id": row_id})
    stood = grid.rows.get(row_id, {})
    when: dict[str, Any] = {}
    for head in grid.heads:
        text = unicodedata.normalize("NFKC", typed.get(head.key, "")).strip()
        if head.key.startswith(CELL):
            name = head.key.removeprefix(CELL)
            kept = before.get("when", {}).get(name) if text == stood.get(head.key) else None
            value = kept if kept is not None else _cell(text, name, rules, made, head)
            when |= {} if value is None else {name: value}
        elif (value := value_of(head, text if head.choices else typed.get(head.key, "").strip(), made, sources)) != "":
            made.row[head.key] = value
    if when:
        made.row["when"] = when
    for key in NEEDED[grid.gives]:
        if key not in made.row:
            made.mistakes.setdefault(key, f"{_label(grid, key)}を入力してください。")
    if "source" not in made.row:
        made.mistakes.setdefault("source", "出典を入力してください。出典のない行は公開できません。")
    if made.row.get("from", "") and made.row.get("to", "") and made.row["to"] < made.row["from"]:
        made.mistakes.setdefault("to", "始まる日より前に終わっています。")
    return made


def _label(grid: Grid, key: str) -> str:
    return next(head.label for head in grid.heads if head.key == key)


def _cell(text: str, name: str, rules: Rules, made: Typed, head: Head) -> Any:
    if len(text) > _WORD * 2:
        made.mistakes[head.key] = f"{_WORD * 2}文字以内にしてください。"
        return None
    try:
        test = read_cell(text, rules.columns[name])
    except CellFault as fault:
        made.mistakes[head.key] = str(fault)
        return None
    return None if test is None else written(test)


def value_of(head: Head, text: str, made: Typed, sources: Mapping[str, str]) -> Any:
    """What was typed under a head as the file has it, "" where nothing was; what is wrong goes to the mistakes of
    `made`, new sources to its sources. Which kind of value it is, the last part of the head's key tells."""
    if not text:
        return ""
    name, plain_text = head.key.rpartition(".")[2], unicodedata.normalize("NFKC", text)
    if head.choices is not None and (chosen := _chosen(head, plain_text)):
        return chosen
    try:
        if name in _POINTS:
            return _points(plain_text)
        if name in _BOUNDS:
            return _whole(plain_text, *_BOUNDS[name])
        if name in _DAYS or head.free:
            return _day(plain_text)
        if head.choices is not None:
            _refuse(text, f"ありません。{'、'.join(head.choices.values())} のどれかにしてください。")
    except ValueError as fault:
        made.mistakes[head.key] = str(fault)
        return ""
    if len(text) > head.longest:
        made.mistakes[head.key] = f"{head.longest}文字以内にしてください。"
    return key_of(text, {**sources, **made.sources}, made.sources) if name == "source" else text


def _chosen(head: Head, text: str) -> str:
    return next((key for key, label in (head.choices or {}).items() if text in (key, label)), "")


def _points(text: str) -> int | str:
    try:
        number = exact(text)
    except ValueError:
        return str(_refuse(text, "読めません。20、0.5 のように書いてください。"))
    return int(number) if number == int(number) else plain(number)


def _whole(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"\d{1,4}", text) or not low <= int(text) <= high:
        _refuse(text, f"読めません。{low} から {high} までの数にしてください。")
    return int(text)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _refuse(text, _NO_DAY)
    except ValueError:
        return _refuse(text, _NO_DAY)


def _refuse(text: str, why: str) -> str:
    raise ValueError(f"「{text}」は{why}")


def key_of(words: str, known: Mapping[str, str], fresh: dict[str, str]) -> str:
    """The key of a source by its key or its words; where they are new, a new one, which `fresh` then has."""
    key = next((key for key, said in known.items() if words in (key, said)), "")
    if not key:
        key = free("s", known)
        fresh[key] = words
    return key


def free(letter: str, taken: Mapping[str, Any]) -> str:
    """A key that nothing has: r1, r2 …"""
    return next(key for number in range(1, len(taken) + 2) if (key := f"{letter}{number}") not in taken)


def with_row(own: Mapping[str, Any], table: str, typed: Typed, after: str = "") -> dict[str, Any]:
    """The file with a row in the place of the one with its id; a new one stands behind the row `after`, or last."""
    rows = list(table_of(own, table)["rows"])
    at = {row["id"]: place for place, row in enumerate(rows)}
    if typed.row["id"] in at:
        rows[at[typed.row["id"]]] = typed.row
    else:
        rows.insert(at.get(after, len(rows) - 1) + 1, typed.row)
    return with_sources(with_rows(own, table, rows), typed.sources)


def without_row(own: Mapping[str, Any], table: str, row: str) -> dict[str, Any]:
    """The file without a row."""
    return with_rows(own, table, [one for one in table_of(own, table)["rows"] if one["id"] != row])


def with_sources(own: Mapping[str, Any], sources: Mapping[str, str]) -> dict[str, Any]:
    """The file with more sources."""
    return {**own, "sources": {**own.get("sources", {}), **sources}} if sources else dict(own)


def raw_row(own: Mapping[str, Any], table: str, row: str) -> Mapping[str, Any] | None:
    """A row as the file has it; None when it has none of that id."""
    return next((one for one in table_of(own, table)["rows"] if one["id"] == row), None)


def raw_edits(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    """Everything that differs as the file has it: table, row, before, after (None where it is not there). Without a row
    it is what a table says beside its rows, without a table what the file says beside its tables."""
    old, new = (dict(_pieces(own)) for own in (before, after))
    yield from ((*key, old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key))


def _pieces(own: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], Mapping[str, Any]]]:
    for table in own["tables"]:
        yield from (((table["id"], row["id"]), row) for row in table["rows"])
        yield (table["id"], ""), {**table, "rows": []}
    yield ("", ""), {**own, "tables": [], "sources": {}}
