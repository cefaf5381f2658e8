"""表の形 - columns that may be asked, rows with a cell in each, and how the rows that apply make one result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from ..condition import Condition
from ..days import spoken_short
from .cell import EMPTY, NO, YES, Test

KINDS: Final[dict[str, str]] = {"number": "数", "option": "選択肢", "yesno": "はい・いいえ", "date": "日付"}

# What a table gives, and the keys of its rows that say it.
GIVES: Final[dict[str, tuple[str, ...]]] = {
    "points": ("points",),
    "refusal": ("say",),
    "admission": ("say",),
    "phase": ("phase",),
    "quota": ("quota",),
    "condition": ("awaits", "due"),
    "period": ("anchor", "before", "after"),
}
NEEDED: Final[dict[str, tuple[str, ...]]] = {**GIVES, "condition": ("awaits",)}

# Of several rows that apply to one person (or household), and of several persons.
TAKE: Final[dict[str, str]] = {
    "one": "当てはまる行は一つだけ",
    "highest": "当てはまる行のうち、いちばん高い点",
    "lowest": "当てはまる行のうち、いちばん低い点",
    "all": "当てはまる行をすべて足す",
}
OVER: Final[dict[str, str]] = {
    "lowest": "いちばん低い人の点",
    "highest": "いちばん高い人の点",
    "sum": "全員の点の合計",
}


class Unknown:
    """What could not be reckoned, and why: in no cell, not even the blank one."""

    def __init__(self, why: str) -> None:
        self.why = why


@dataclass(frozen=True)
class Column:
    """A question to the answers: `values` gives it by the group whose items are asked, "" for the household.

    `options` are the words for the ids of an option, `many`: several may be chosen. `low` and `high` bound a number.
    """

    id: str
    label: str
    kind: str
    values: Mapping[str, Condition] = field(default_factory=dict)
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    low: int | None = None
    high: int | None = None

    def show(self, value: Any) -> str:
        """A value as people read it."""
        if isinstance(value, Unknown):
            return "計算できない"
        if value is None or value in ("", []):
            return EMPTY
        if self.kind == "option":
            chosen = value if isinstance(value, list) else [value]
            return "・".join(self.options.get(one, str(one)) for one in chosen)
        if isinstance(value, bool):
            return YES if value else NO
        return str(spoken_short(date.fromisoformat(value))) if self.kind == "date" else f"{value}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One line: it applies when each of its cells holds, from its `first` to its `last` day.

    `gives` has what the kind of its table says: points as a Decimal, or words, numbers and ids.
    """

    id: str
    cells: Mapping[str, Test]
    gives: Mapping[str, Any]
    label: str = ""
    article: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    note: str = ""

    @cached_property
    def _tests(self) -> tuple[tuple[str, Any], ...]:
        return tuple((column, test.holds) for column, test in self.cells.items())

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it applies to these values, by column."""
        for column, holds in self._tests:  # noqa: SIM110 - a generator costs more than the tests themselves
            if not holds(values[column]):
                return False
        return True

    def in_force(self, day: date) -> bool:
        """Whether it is valid on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    @property
    def points(self) -> Decimal:
        """What it is worth. Raises KeyError where its table gives no points."""
        points: Decimal = self.gives["points"]
        return points


@dataclass(frozen=True)
class Table:
    """Rows that are read together. `each` are the groups whose items are asked one by one; none: the household.

    `only` says which of those items count, `take` which rows of one of them, `over` how several of them become one
    result, `most` and `least` are its bounds, `otherwise` the points where no row applies. `partial` says why rows are
    missing, where they are.
    """

    id: str
    label: str
    gives: str
    rows: tuple[Row, ...]
    each: tuple[str, ...] = ()
    only: Mapping[str, Test] = field(default_factory=dict)
    take: str = "one"
    over: str = ""
    most: Decimal | None = None
    least: Decimal | None = None
    otherwise: Decimal | None = None
    partial: str = ""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that its rows and `only` ask, in their first order."""
        return tuple(dict.fromkeys([*self.only, *(column for row in self.rows for column in row.cells)]))

    @property
    def whole(self) -> bool:
        """Whether every person must get something from it."""
        return self.gives in ("points", "phase") and self.take != "all" and self.otherwise is None

    @cached_property
    def _by_day(self) -> dict[date, tuple[Row, ...]]:
        return {}

    def in_force(self, day: date) -> tuple[Row, ...]:
        """Its rows of a day."""
        if day not in self._by_day:
            self._by_day[day] = tuple(row for row in self.rows if row.in_force(day))
        return self._by_day[day]

    def taken(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Those of the rows that apply which count: of equals the one whose id comes first, wherever it stands."""
        found = list(rows)
        if len(found) < 2:
            return tuple(found)
        found.sort(key=lambda row: row.id)
        if self.take == "highest":
            return tuple(sorted(found, key=lambda row: -row.points)[:1])
        if self.take == "lowest":
            return tuple(sorted(found, key=lambda row: row.points)[:1])
        return tuple(found)
