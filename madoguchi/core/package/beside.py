"""例の書類 - the papers, other applications and registers of a package's cases, as a review would be given them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from re import fullmatch
from typing import Any, Final

from ..known import Known, Record, Seen
from ..papers import Kind, Papers, Reading

HOUSEHOLD: Final = "all"
OWN: Final = ("kind", "unsure", "quality", "file", "where")  # words of a reading that are no codes


def known(suite: Mapping[str, Any], case: Mapping[str, Any], papers: Papers) -> Known | None:
    """What is known beside a case's answers; None where its file knows of nothing but answers."""
    if not any(key in of for of in (suite, case) for key in ("papers", "seen", "register")):
        return None
    told = {place: list(rows) for place, rows in suite.get("papers", {}).items()}
    for place, change in case.get("papers", {}).items():
        first, *others = told.get(place) or [{}]
        told[place] = change if isinstance(change, list) else [{**first, **change}, *others]
    seen: dict[str, tuple[Seen, ...]] = {}
    for row in case.get("seen", ()):
        at = _at(row["at"])
        seen[at] = (*seen.get(at, ()), Seen(row["what"], row.get("reference", "")))
    return Known(
        {place: tuple(_reading(row, papers) for row in rows) for place, rows in told.items()},
        seen,
        {_at(at): _record(row) for at, row in case.get("register", {}).items()},
    )


def with_papers(known: Known, papers: Mapping[str, tuple[Reading, ...]]) -> Known:
    """The same with other readings."""
    return replace(known, papers=papers)


def _at(item: str) -> str:
    return "" if item == HOUSEHOLD else f"{item}."


def _reading(row: Mapping[str, Any], papers: Papers) -> Reading:
    kind = row.get("kind", "")
    values = {code: _value(code, value, papers.kinds.get(kind)) for code, value in row.items() if code not in OWN}
    quality = tuple(row.get("quality", ()))
    return Reading(kind, values, frozenset(row.get("unsure", ())), quality, row.get("file", ""), row.get("where", {}))


def _value(code: str, value: Any, kind: Kind | None) -> Any:
    """YAML has no fractions here: "5.5" stands for the number where the item is one."""
    number = kind and code in kind.items and kind.items[code].kind == "number" and isinstance(value, str)
    return float(value) if number and fullmatch(r"\d+\.\d", value) else value


def _record(row: Mapping[str, Any]) -> Record:
    return Record(**{**row, "differs": tuple(row.get("differs", ()))})
