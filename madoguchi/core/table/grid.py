"""表の行と列 - the rows of a table as a sheet of texts, as people keep them in a spreadsheet, and back again.

Rows are those of municipalities/TOWN/PROCEDURE/points.yaml. Heads are the words of the columns, options those of the
form; ids may stand in their place. What is written is read again as the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .cell import CellFault, Flag, Test, parse
from .exact import exact, plain
from .shape import GIVES, Column

Grid = Sequence[Sequence[Any]]
Rows = list[dict[str, Any]]

BEFORE: Final = {"id": "行", "label": "行の言葉"}
GIVEN: Final = {
    "points": "点",
    "say": "理由",
    "phase": "組",
    "quota": "枠",
    "awaits": "条件",
    "due": "期限",
    "anchor": "数え始め",
    "before": "前の月数",
    "after": "後の月数",
}
AFTER: Final = {"article": "条", "source": "出典", "from": "いつから", "to": "いつまで", "note": "注"}
WHOLE: Final = ("phase", "before", "after")


@dataclass(frozen=True)
class Misread:
    """What cannot be used of a sheet: in which of its rows (from 1; 1 is the heads), under which head, and why."""

    row: int
    head: str
    say: str

    def __str__(self) -> str:
        return f"{self.row}行目「{self.head}」: {self.say}"


def grid_of(table: Mapping[str, Any], columns: Mapping[str, Column]) -> list[list[str]]:
    """Heads and rows of a table as it stands in its file."""
    asked = dict.fromkeys(name for row in table["rows"] for name in row.get("when", {}))
    given = GIVES[table.get("gives", "points")]
    heads = [
        *BEFORE.values(),
        *(columns[name].label for name in asked),
        *(GIVEN[key] for key in given),
        *AFTER.values(),
    ]
    rows = []
    for row in table["rows"]:
        cells = [shown(row.get("when", {}).get(name), columns[name]) for name in asked]
        rest = [str(row.get(key, "")) for key in (*given, *AFTER)]
        rows.append([*(str(row.get(key, "")) for key in BEFORE), *cells, *rest])
    return [heads, *rows]


def rows_of(
    grid: Grid, columns: Mapping[str, Column], gives: str = "points", source: str = ""
) -> tuple[Rows, list[Misread]]:
    """The rows of a sheet, and everything in it that cannot be used. `source` is cited where a row cites none."""
    lines = [[_text(cell) for cell in line] for line in grid]
    heads = lines[0] if lines else []
    keys, faults = _keys(heads, columns, gives)
    rows: Rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(line):
            continue
        row, wrong = _row(number, dict(zip(keys, line, strict=False)), columns, heads, keys)
        faults += wrong
        row.setdefault("id", f"r{number - 1}")
        if source:
            row.setdefault("source", source)
        rows.append({key: row[key] for key in _ORDER if key in row})
    return rows, faults


_ORDER: Final = ("id", "label", "when", *GIVEN, *AFTER)


def _keys(heads: Sequence[str], columns: Mapping[str, Column], gives: str) -> tuple[list[str], list[Misread]]:
    """What stands under each head: a key of a row, or `when.` and a column."""
    given = {GIVEN[key]: key for key in GIVES[gives]}
    words = {head: key for key, head in {**BEFORE, **AFTER}.items()} | given
    words |= {key: key for key in words.values()}
    asked = {column.label: f"when.{name}" for name, column in columns.items()}
    asked |= {name: f"when.{name}" for name in columns}
    keys, faults = [], []
    for place, head in enumerate(heads):
        key = words.get(head) or asked.get(head, "")
        if head and not key:
            faults.append(
                Misread(1, head, f"この見出しの欄はありません。あるのは {'、'.join({**words, **asked})} です。")
            )
        elif key and key in keys:
            faults.append(Misread(1, head, "同じ見出しが二つあります。"))
            key = ""
        keys.append(key or f"?{place}")
    return keys, faults


def _row(
    number: int, line: Mapping[str, str], columns: Mapping[str, Column], heads: Sequence[str], keys: Sequence[str]
) -> tuple[dict[str, Any], list[Misread]]:
    row: dict[str, Any] = {}
    faults: list[Misread] = []
    when: dict[str, Any] = {}
    for key, text in line.items():
        if not text or key.startswith("?"):
            continue
        try:
            if name := key.removeprefix("when.") if key.startswith("when.") else "":
                test = parse(text, columns[name].kind, columns[name].options or None, columns[name].unit)
                when |= {} if test is None else {name: written(test)}
            else:
                row[key] = _value(key, text)
        except (CellFault, ValueError) as fault:
            faults.append(Misread(number, heads[keys.index(key)], str(fault)))
    return ({**row, "when": when} if when else row), faults


def _value(key: str, text: str) -> Any:
    if key == "points":
        points = plain(exact(text))
        return points if "." in points else int(points)
    if key in WHOLE:
        return int(text)
    return date.fromisoformat(text).isoformat() if key in ("from", "to") else text


def written(test: Test) -> Any:
    """A cell as it stands in the file: ids of options, true and false, a whole number."""
    if isinstance(test, Flag):
        return test.wanted
    text = test.text({}).replace("、", ", ")
    return int(text) if text.lstrip("-").isdigit() else text


def shown(cell: Any, column: Column) -> str:
    """A cell of the file as people read it; what cannot be read stays as it is."""
    try:
        test = parse(cell, column.kind, column.options or None, column.unit)
    except CellFault:
        return str(cell)
    return test.text(column.options, column.unit) if test else ""


def _text(cell: Any) -> str:
    """A spreadsheet tells whole numbers as 20.0, and days as days."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
