"""升を読む - a cell of a table as an SQL test, read from its text without the house's other reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from .formula import NotInSql, each, quoted

_END: Final = re.compile(r"(-?\d+)[^\d以超未]*(以上|超|以下|未満)?")
_DAY_END: Final = re.compile(r"(\d{4}-\d\d-\d\d)\s*(以後|以前)?")
_SIGNS: Final = {"以上": ">=", "超": ">", "以下": "<=", "未満": "<", "以後": ">=", "以前": "<=", "": "="}


def test_of(name: str, cell: Any, column: Mapping[str, Any], options: Mapping[str, str]) -> str:
    """What a cell asks of the value `name`; "" where it asks nothing. `options` are ids by their words."""
    text = unicodedata.normalize("NFKC", _text(cell)).strip()
    if text in ("", "-", "―", "ー"):
        return ""
    if text == "空欄":
        return f"({name} IS NULL OR {name} IN ('', '[]'))"
    if column["kind"] == "yesno":
        return f"{name} IS {int(text in ('はい', 'true', 'True'))}"
    if column["kind"] == "option":
        return _option(name, text, options)
    return _bounds(name, text, column["kind"])


def _text(cell: Any) -> str:
    return "" if cell is None else ("true" if cell else "false") if isinstance(cell, bool) else str(cell)


def _option(name: str, text: str, options: Mapping[str, str]) -> str:
    others = text.endswith("以外")
    words = [word.strip() for word in re.split("[、,]", text.removesuffix("以外"))]
    ids = ", ".join(quoted(options.get(word, word)) for word in words)
    listed = f"{name} LIKE '[%'"
    held = f"EXISTS (SELECT 1 FROM {each(name)} AS one WHERE one.value IN ({ids}))"
    test = f"(CASE WHEN {listed} THEN {held} ELSE {name} IN ({ids}) END)"
    some = f"{name} IS NOT NULL AND {name} NOT IN ('', '[]')"
    return f"({some} AND NOT {test})" if others else f"({some} AND {test})"


def _bounds(name: str, text: str, kind: str) -> str:
    pattern = _DAY_END if kind == "date" else _END
    found = pattern.findall(text.replace(",", ""))
    if not found:
        raise NotInSql(text)
    made = [f"{name} {_SIGNS[sign]} {quoted(end) if kind == 'date' else end}" for end, sign in found]
    return f"({name} <> '' AND {' AND '.join(made)})"
