"""アクセシビリティの試験結果 - the files behind the page: the criteria, and what machines and people found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from madoguchi.core.accessibility import RESULTS, Criterion, Standing, Tally, Word, standings

_HERE: Final = Path(__file__).parent
SHIPPED: Final = _HERE / "statement.json"


@dataclass(frozen=True)
class Statement:
    """試験結果: when and of which commit it was made, with which tools, on how many states of pages."""

    found: tuple[Standing, ...]
    at: datetime | None
    commit: str
    tools: Mapping[str, str]
    states: int


class Unreadable(ValueError):
    """A file of people's words that says what cannot be; every reason is in its words."""


@cache
def criteria() -> tuple[Criterion, ...]:
    """Levels A and AA of WCAG 2.2, and what WCAG 2.0 and JIS X 8341-3:2016 have besides."""
    told = json.loads((_HERE / "criteria.json").read_text(encoding="utf-8"))
    return tuple(Criterion(**{**one, "tried": tuple(one["tried"])}) for one in told)


@cache
def statement(file: Path = SHIPPED) -> Statement:
    """What the page shows: read once, for it changes with the code or with a new start. Raises OSError, Unreadable."""
    told = json.loads(file.read_text(encoding="utf-8"))
    tallies = {name: Tally(**one) for name, one in told.get("checks", {}).items()}
    at = datetime.fromisoformat(told["date"]) if told.get("date") else None
    found = standings(criteria(), tallies, words(told.get("people", ())))
    return Statement(found, at, told.get("commit", ""), told.get("tools", {}), told.get("states", 0))


def words(told: Iterable[Mapping[str, Any]]) -> tuple[Word, ...]:
    """What people found: `criterion`, `result`, `by`, `on` (a day), perhaps `note`. Raises Unreadable."""
    known, reasons, read = {one.number for one in criteria()}, [], []
    for place, one in enumerate(told, 1):
        if one.get("criterion") not in known:
            reasons.append(f"{place}: no such criterion: {one.get('criterion')}")
        if one.get("result") not in RESULTS:
            reasons.append(f"{place}: the result is one of {', '.join(RESULTS)}")
        if not one.get("by"):
            reasons.append(f"{place}: by whom?")
        try:
            on = date.fromisoformat(one.get("on", ""))
        except ValueError:
            reasons.append(f"{place}: on which day? (year-month-day)")
            continue
        read.append(Word(one.get("criterion", ""), one.get("result", ""), one.get("by", ""), on, one.get("note", "")))
    if reasons:
        raise Unreadable("\n".join(reasons))
    return tuple(read)
