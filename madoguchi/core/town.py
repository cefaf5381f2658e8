"""自治体の値 - what one municipality sets for one procedure, each value with its source or marked 見本."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from .arrival import Patience
from .fields import Option
from .retention import Retention, read_retention
from .say import say
from .window import Window as Window

SAMPLE: Final = "見本"


@dataclass(frozen=True)
class Value:
    """One figure or word of the town: `source` a key of the file's sources, `status` read, derived or 見本."""

    value: Any
    status: str
    source: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A list of the town's to look things up in: what stands beside each key, as a school beside a postcode."""

    rows: Mapping[str, str | list[str]]
    status: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Office:
    """The counter people call or visit."""

    name: str
    phone: str
    hours: str
    status: str
    source: str = ""


@dataclass(frozen=True)
class Decision:
    """根拠: the clause that asks for reasons (`ordinance`, 行政手続条例), and the one that decides (`grounds`)."""

    ordinance: str
    grounds: str
    status: str
    source: str = ""


@dataclass(frozen=True)
class Section:
    """担当部署: the clerks named for it see the cases of its procedures (ids), and no others."""

    id: str
    name: str
    procedures: frozenset[str]


@dataclass(frozen=True)
class Town:
    """The municipality as one edition sees it."""

    id: str
    code: str
    name: str
    office: Office
    values: Mapping[str, Value]
    choices: Mapping[str, tuple[Option, ...]]
    samples: frozenset[str]  # ids of choices that are 見本
    windows: tuple[Window, ...]
    sources: Mapping[str, str]
    letters: str = SAMPLE  # whose words the letters are
    closed: frozenset[str] = frozenset()  # days of every year on which the counter is closed, as "12-29"
    retention: Retention | None = None  # without a rule nothing is ever deleted
    sections: tuple[Section, ...] = ()  # a city hall without any is one section
    tables: Mapping[str, Table] = field(default_factory=dict)
    unopened: Patience | None = None  # without a rule no letter is brought to mind
    decision: Decision | None = None  # without one no edition is made; those of before have none

    @cached_property
    def known(self) -> dict[str, Any]:
        """What conditions know as `town`: each value and each table by its id."""
        values = {key: value.value for key, value in self.values.items()}
        return {**values, **{key: dict(table.rows) for key, table in self.tables.items()}}

    def window(self, window_id: str) -> Window | None:
        """The window of that id."""
        return next((window for window in self.windows if window.id == window_id), None)

    def open_windows(self, day: date) -> tuple[Window, ...]:
        """The windows open on a day."""
        return tuple(window for window in self.windows if window.open_on(day))

    def open_at(self, at: datetime) -> tuple[Window, ...]:
        """The windows open at a moment."""
        return tuple(window for window in self.windows if window.open_at(at))


def read_town(municipality: Mapping[str, Any], own: Mapping[str, Any]) -> Town:
    """Build from municipality.yaml and the municipality's file for the procedure (town.yaml of the edition)."""
    choices = own.get("choices", {})
    return Town(
        id=municipality["id"],
        code=municipality["code"],
        name=municipality["name"],
        office=Office(**municipality["office"]),
        values={key: Value(**value) for key, value in own.get("values", {}).items()},
        choices={key: tuple(map(_option, rows["options"])) for key, rows in choices.items()},
        samples=frozenset(key for key, rows in choices.items() if rows["status"] == SAMPLE),
        windows=tuple(_window(row) for row in own.get("windows", ())),
        sources={**municipality.get("sources", {}), **own.get("sources", {})},
        letters=own.get("letters", SAMPLE),
        closed=frozenset(municipality.get("closed", ())),
        sections=tuple(
            Section(row["id"], row["name"], frozenset(row["procedures"])) for row in municipality.get("sections", ())
        ),
        retention=read_retention(municipality, own),
        tables={key: Table(**table) for key, table in own.get("tables", {}).items()},
        decision=Decision(**own["decision"]) if "decision" in own else None,
        unopened=Patience(**own["unopened"]) if "unopened" in own else None,
    )


def _window(row: Mapping[str, Any]) -> Window:
    days = {key: date.fromisoformat(row[key]) for key in ("opens", "closes", "start")}
    return Window(**{**row, **days})


def _option(row: Mapping[str, Any]) -> Option:
    """A choice that says how many it takes shows it, unless it has a word of its own."""
    option = Option(**row)
    if option.note or option.capacity is None:
        return option
    places = say("定員{n}人", n=option.capacity)
    return replace(option, note=say("{note}・見本", note=places) if option.status == SAMPLE else places)
