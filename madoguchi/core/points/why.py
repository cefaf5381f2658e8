"""理由の文 - one plain sentence for each row that counts, and for each place where none does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..table import Column, Row, Table, plain
from .rules import Rules

WE: Final = "この申請"
_SAYS: Final[dict[str, str]] = {
    "phase": "{phase}番目に決める組です",
    "quota": "「{quota}」の枠に入ります",
    "condition": "{awaits}を条件に承認します",
    "period": "期間が限られます",
}


def called(rules: Rules, at: str) -> str:
    """How a person is called without a name: 保護者1."""
    group, _, place = at.partition(".")
    if not group:
        return WE
    word = rules.called.get(group, group)
    return word if group == rules.subjects else f"{word}{int(place) + 1}"


def sentence(whom: str, row: Row, table: Table, rules: Rules, values: Mapping[str, Any]) -> str:
    """Why a row applies, and what it gives: 保護者1は、理由が働いている、月の日数が20日なので、20点です(別表第1)。"""
    saw = (_seen(rules.columns[name], values[name]) for name in row.cells)
    because = f"「{row.label}」に当たる" if row.label else "、".join(saw)
    gives = dict(row.gives)
    cited = f"({row.article})" if row.article else ""
    if "say" in gives:
        return f"{whom}: {gives['say'].rstrip('。')}{cited}。"
    if "quota" in gives:
        gives["quota"] = next((one.label for one in rules.quotas if one.id == gives["quota"]), gives["quota"])
    points = gives.get("points")
    result = f"{plain(points)}{rules.unit}です" if points is not None else _SAYS[table.gives].format(**gives)
    link = "ので" if row.label else "なので"
    begin = f"{whom}は、{because}{link}、" if because else f"{whom}は、"
    return f"{begin}{result.rstrip('。')}{cited}。"


def _seen(column: Column, value: Any) -> str:
    if isinstance(value, bool):
        return column.label if value else f"{column.label}ではない"
    return f"{column.label}が{column.show(value)}"


def no_row(whom: str, table: Table, rules: Rules, rows: Iterable[Row], values: Mapping[str, Any]) -> str:
    """No row applies: first what a person can mend, columns that are blank and that alone keep a row from applying."""
    known = {name: values[name] not in (None, "", []) for name in table.columns}
    kept = [[name for name, test in row.cells.items() if not test.holds(values[name])] for row in rows]
    blank = dict.fromkeys(name for names in kept if not any(known[name] for name in names) for name in names)
    if blank:
        told = _quoted(rules.columns[name].label for name in blank)
        return f"{whom}は、{told}がわからないので、「{table.label}」の行が決まりません。"
    told = "、".join(_seen(rules.columns[name], values[name]) for name in table.columns if known[name])
    missing = f"({table.partial.rstrip('。')})" if table.partial else ""
    because = f"{told}で、" if told else ""
    return f"{whom}は、{because}当てはまる行が「{table.label}」にありません{missing}。"


def many(whom: str, table: Table, rows: Iterable[Row]) -> str:
    """More than one row applies where only one may."""
    return f"{whom}は、「{table.label}」の行 {'、'.join(sorted(row.id for row in rows))} のどれにも当てはまります。"


def unknown(whom: str, rules: Rules, names: Iterable[str]) -> str:
    """A column has no answer."""
    return f"{whom}は、{_quoted(rules.columns[name].label for name in names)}を計算できません。"


def nobody(table: Table) -> str:
    """There is nobody to be asked."""
    return f"「{table.label}」で数える人がいません。"


def no_day(whom: str, table: Table) -> str:
    """A period has nothing to be counted from."""
    return f"{whom}は、「{table.label}」の期間を数える日がわかりません。"


def _quoted(labels: Iterable[str]) -> str:
    return "".join(f"「{label}」" for label in labels)
