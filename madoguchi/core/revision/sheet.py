"""表計算の表 - a table as a sheet that a spreadsheet holds (core/table/grid), with its sources in words, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..points import Rules
from ..table.grid import AFTER, BEFORE, GIVEN, grid_of, rows_of
from ..table.shape import NEEDED
from .rows import key_of

MOST_ROWS: Final = 500
MOST_MISTAKES: Final = 20  # that are told at once
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds: rows as the file has them, new sources by key, and what is wrong, each with its place. The
    rows are of use only without mistakes."""

    rows: tuple[dict[str, Any], ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()


def lines_of(table: Mapping[str, Any], rules: Rules, sources: Mapping[str, str]) -> list[list[str]]:
    """A table of the file as lines of words, the heads first."""
    heads, *lines = grid_of(table, rules.columns)
    place = heads.index(AFTER["source"])
    return [heads, *([*line[:place], sources.get(line[place], line[place]), *line[place + 1 :]] for line in lines)]


def read_lines(
    lines: Sequence[Sequence[Any]], table: Mapping[str, Any], rules: Rules, sources: Mapping[str, str]
) -> Sheet:
    """The rows of a sheet that take the place of those of a table. `sources` are all that are known."""
    if not any(str(cell).strip() for line in lines for cell in line):
        return Sheet(mistakes=("このシートには何も書かれていません。",))
    gives = table.get("gives", "points")
    rows, misread = rows_of(lines, rules.columns, gives)
    wrong = [str(one) for one in misread]
    if not rows:
        wrong.append("行がありません。2行目から、1行に一つずつ書いてください。")
    if len(rows) > MOST_ROWS:
        wrong.append(f"行が多すぎます({len(rows)}行)。{MOST_ROWS}行までにしてください。")
    fresh: dict[str, str] = {}
    for row in rows:
        if "source" in row:
            row["source"] = key_of(row["source"], {**sources, **fresh}, fresh)
    return Sheet(tuple(rows), fresh, _few(wrong if wrong else [*wrong, *_lacking(rows, gives), *_odd(rows)]))


def _lacking(rows: Sequence[Mapping[str, Any]], gives: str) -> list[str]:
    needed = {**{key: GIVEN[key] for key in NEEDED[gives]}, "source": AFTER["source"]}
    return [
        f"{BEFORE['id']}「{row['id']}」: {label}を書いてください。"
        for row in rows
        for key, label in needed.items()
        if key not in row
    ]


def _odd(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Ids that are none, or stand twice."""
    many = Counter(row["id"] for row in rows)
    bad = [name for name in many if not _ID.fullmatch(name)]
    says = [f"{BEFORE['id']}「{name}」: 英小文字で始まる英数字にするか、空欄にしてください。" for name in bad]
    twice = [name for name, count in many.items() if count > 1]
    return says + [f"{BEFORE['id']}「{name}」が二度あります。新しい行は空欄にしてください。" for name in twice]


def _few(mistakes: list[str]) -> tuple[str, ...]:
    if len(mistakes) <= MOST_MISTAKES:
        return tuple(mistakes)
    return (*mistakes[:MOST_MISTAKES], f"ほかに{len(mistakes) - MOST_MISTAKES}か所あります。")
