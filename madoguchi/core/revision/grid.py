"""表の見え方 - a table of a municipality's file as people read it: a row per line, every cell in the city's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..points import Rules
from ..points.edit import table_of
from ..points.rules import HOUSE, START
from ..table import GIVES, OVER, TAKE, Column
from ..table.grid import AFTER, BEFORE, GIVEN, shown

OWN: Final = "town/points.yaml"  # among the files of an edition
CELL: Final = "when."  # before the id of a column, in the key of a head
_HINTS: Final[dict[str, str]] = {
    "number": "20、20以上、6以上8未満、空欄",
    "yesno": "はい、いいえ、空欄",
    "date": "YYYY-MM-DD以後、空欄",
}


@dataclass(frozen=True)
class Head:
    """What stands over a column of a grid: `key` names it in forms, `hint` says what may be typed, `choices` are the
    only words that may (by id), unless `free`: then a day may, too. `longest` counts characters of a text."""

    key: str
    label: str
    hint: str = ""
    choices: Mapping[str, str] | None = None
    right: bool = False
    free: bool = False
    longest: int = 400


@dataclass(frozen=True)
class Grid:
    """One table: `heads` in their order, `rows` by id with the words under each head. `rules` are the whole file's."""

    id: str
    label: str
    gives: str
    says: tuple[str, ...]
    heads: tuple[Head, ...]
    rows: Mapping[str, Mapping[str, str]]

    @property
    def asked(self) -> tuple[Head, ...]:
        """The heads under which at least one row says something; those every table has stay."""
        always = {"label", *GIVES[self.gives], "article", "source", "from", "to"}
        used = {key for words in self.rows.values() for key, text in words.items() if text}
        return tuple(head for head in self.heads if head.key in used | always)

    @property
    def lines(self) -> list[tuple[str, list[tuple[Head, str]]]]:
        """Each row under the heads that are asked."""
        return [(row, [(head, words.get(head.key, "")) for head in self.asked]) for row, words in self.rows.items()]


def open_grid(own: Mapping[str, Any], rules: Rules, known: Mapping[str, str], table: str) -> Grid:
    """A table of the file by its id; `known` are sources by key that stand elsewhere. Raises LookupError."""
    return grid_of(table_of(own, table), own, rules, known)


def grid_of(table: Mapping[str, Any], own: Mapping[str, Any], rules: Rules, known: Mapping[str, str]) -> Grid:
    """One table of the file as people read it."""
    gives = table.get("gives", "points")
    heads = tuple(_heads(table, own, rules, gives))
    sources = {**known, **own.get("sources", {})}
    rows = {row["id"]: _words(row, heads, rules, sources) for row in table["rows"]}
    return Grid(table["id"], table["label"], gives, tuple(_says(table, rules)), heads, rows)


def _heads(table: Mapping[str, Any], own: Mapping[str, Any], rules: Rules, gives: str) -> list[Head]:
    reach = {HOUSE, rules.subjects, *table.get("each", ())}
    asked = [column for column in rules.columns.values() if reach & column.values.keys()]
    given = [_given(key, own, rules) for key in GIVES[gives]]
    hints = {"source": "要綱や条例の名前か住所", "from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}
    rest = [Head(key, label, hints.get(key, "")) for key, label in AFTER.items()]
    return [Head("label", BEFORE["label"]), *map(_cell, asked), *given, *rest]


def _cell(column: Column) -> Head:
    hint = _HINTS.get(column.kind) or "、".join([*column.options.values()][:6]) + (
        "、〜 以外" if column.options else ""
    )
    return Head(CELL + column.id, column.label, hint, right=column.kind == "number")


def _given(key: str, own: Mapping[str, Any], rules: Rules) -> Head:
    if key == "quota":
        return Head(key, GIVEN[key], choices={one["id"]: one["label"] for one in own.get("quotas", ())})
    if key in ("due", "anchor"):
        days = {name: column.label for name, column in rules.columns.items() if column.kind == "date"}
        return Head(key, GIVEN[key], choices={START: "利用を始める日", **days})
    label = rules.unit if key == "points" else GIVEN[key]
    return Head(key, label, {"points": "20、0.5、-3"}.get(key, ""), right=key in ("points", "phase", "before", "after"))


def _words(row: Mapping[str, Any], heads: tuple[Head, ...], rules: Rules, sources: Mapping[str, str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for head in heads:
        if head.key.startswith(CELL):
            name = head.key.removeprefix(CELL)
            words[head.key] = shown(row.get("when", {}).get(name), rules.columns[name])
        elif head.key == "source":
            words[head.key] = sources.get(row.get("source", ""), row.get("source", ""))
        else:
            told = str(row.get(head.key, ""))
            words[head.key] = (head.choices or {}).get(told, told)
    return words


def _says(table: Mapping[str, Any], rules: Rules) -> list[str]:
    """How its rows become one result."""
    says = []
    if table.get("each"):
        says.append("、".join(f"{rules.called.get(group, group)}ごと" for group in table["each"]))
    for name, value in table.get("only", {}).items():
        says.append(f"{rules.columns[name].label}: {shown(value, rules.columns[name])}")
    says += [TAKE[table["take"]]] if "take" in table else []
    says += [OVER[table["over"]]] if "over" in table else []
    bounds = (("most", "上限"), ("least", "下限"), ("otherwise", "どの行にも当てはまらないとき"))
    return says + [f"{label} {table[key]}{rules.unit}" for key, label in bounds if key in table]
