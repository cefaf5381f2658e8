"""指数の決まり - a package's columns and a city's tables as values: what may be asked, and what it is worth here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from ..condition import Names, compile_condition
from ..form.shape import Form, inside
from ..table import GIVES, Column, Row, Table, Test, exact, parse
from ..town import SAMPLE

HOUSE: Final = ""  # of a column: asked of the whole application
START, RECEIVED = "start", "received"
_GIVEN: Final = frozenset(key for keys in GIVES.values() for key in keys)
_ABOUT: Final = ("label", "article", "note")


@dataclass(frozen=True)
class Threshold:
    """The total from which somebody is approved at all; `below` is what is said of less."""

    points: Decimal
    below: str
    article: str = ""
    source: str = ""


@dataclass(frozen=True)
class Quota:
    """Places inside the capacity of each club, kept for those whom a table names."""

    id: str
    label: str
    places: int
    article: str = ""
    source: str = ""


@dataclass(frozen=True)
class Tie:
    """One link of the chain that orders equals: a column, and which of its values goes first (lowest, highest, yes,
    no); `over` makes one value of several persons' (lowest, highest, sum)."""

    column: str
    first: str
    over: str = ""
    label: str = ""
    article: str = ""
    source: str = ""


@dataclass(frozen=True)
class Extra:
    """How many may be taken beyond the capacity: one in so many places, and no fraction."""

    one_in: int
    article: str = ""
    source: str = ""

    def beyond(self, capacity: int) -> int:
        """Places beyond this capacity."""
        return capacity // self.one_in


@dataclass(frozen=True)
class Reference:
    """基準日: the day whose rows are used (start, received, or an ISO date), and the last day on which a change that
    was handed in still counts."""

    day: str = START
    until: date | None = None
    article: str = ""
    source: str = ""

    def counts(self, changed: date) -> bool:
        """Whether a change of that day still counts."""
        return self.until is None or changed <= self.until


@dataclass(frozen=True)
class Rules:
    """Everything that a score rests on. `subjects` is the group that has one case each, `called` the words for the
    groups; `shown`: the family may see its points and why."""

    columns: Mapping[str, Column]
    tables: tuple[Table, ...]
    subjects: str = ""
    status: str = SAMPLE
    unit: str = "点"
    shown: bool = False
    called: Mapping[str, str] = field(default_factory=dict)
    threshold: Threshold | None = None
    quotas: tuple[Quota, ...] = ()
    ties: tuple[Tie, ...] = ()
    extra: Extra | None = None
    reference: Reference = Reference()

    @cached_property
    def by_table(self) -> dict[str, Table]:
        """Each table by its id."""
        return {table.id: table for table in self.tables}

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Every column that anything here asks."""
        dates = (
            str(row.gives[key]) for table in self.tables for row in table.rows for key in _DATES & row.gives.keys()
        )
        named = [name for table in self.tables for name in table.columns] + [tie.column for tie in self.ties]
        return tuple(dict.fromkeys([*named, *(name for name in dates if name != START)]))

    def day(self, received: date, start: str) -> date:
        """The day whose rows are used for what came on a day."""
        if self.reference.day == START:
            return date.fromisoformat(start)
        return received if self.reference.day == RECEIVED else date.fromisoformat(self.reference.day)


_DATES: Final = {"due", "anchor"}


def read_rules(
    package: Mapping[str, Any],
    own: Mapping[str, Any],
    names: Names,
    form: Form,
    subjects: str,
    sources: Mapping[str, str],
) -> Rules:
    """Build from points.yaml and the municipality's file of the same name.

    Raises ConditionFault, CellFault, ValueError or KeyError on what `check` would refuse.
    """
    columns = {row["id"]: read_column(row, names, form) for row in package["columns"]}
    known = {**sources, **own.get("sources", {})}

    def cited(row: Mapping[str, Any]) -> dict[str, Any]:
        return {**row, "source": known.get(row.get("source", ""), "")}

    return Rules(
        columns=columns,
        tables=tuple(read_table(row, columns, known) for row in own["tables"]),
        subjects=subjects,
        status=own["status"],
        unit=own.get("unit", "点"),
        shown=own.get("shown", False),
        called={**{group: _called(form, group) for group in form.repeats}, **package.get("called", {})},
        threshold=_threshold(cited(own["threshold"])) if "threshold" in own else None,
        quotas=tuple(Quota(**cited(row)) for row in own.get("quotas", ())),
        ties=tuple(Tie(**cited(row)) for row in own.get("ties", ())),
        extra=Extra(**cited(own["extra"])) if "extra" in own else None,
        reference=_reference(cited(own["reference"])) if "reference" in own else Reference(),
    )


def read_column(row: Mapping[str, Any], names: Names, form: Form) -> Column:
    """One column of points.yaml. Raises ConditionFault."""
    told = values_of(row)
    options, many = _options(form, told)
    return Column(
        id=row["id"],
        label=row["label"],
        kind=row["kind"],
        values={group: compile_condition(value, inside(names, group)) for group, value in told.items()},
        unit=row.get("unit", ""),
        options=row.get("options", options),
        many=row.get("many", many),
        low=row.get("min"),
        high=row.get("max"),
    )


def values_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The conditions of a column by their groups; a plain text asks the items of `each`, or the household."""
    value = row["value"]
    return dict(value) if isinstance(value, Mapping) else {row.get("each", HOUSE): value}


def _options(form: Form, values: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The words of the field that a column is, and whether several may be chosen."""
    for group, value in values.items():
        name = value.removeprefix("this.")
        for page in form.pages:
            for one in page.fields:
                if (page.group, one.id) == (group, name) and one.options:
                    return {option.id: str(option.label) for option in one.options}, one.kind == "multi"
    return {}, False


def _called(form: Form, group: str) -> str:
    page = next((page for page in form.pages if page.group == group and page.repeat and page.repeat.label), None)
    page = page or next(page for page in form.pages if page.group == group)
    return str((page.repeat and page.repeat.label) or page.title)


def read_table(row: Mapping[str, Any], columns: Mapping[str, Column], sources: Mapping[str, str]) -> Table:
    """One table of the municipality's file. Raises CellFault, ValueError, KeyError."""
    most, least, otherwise = (exact(row[key]) if key in row else None for key in ("most", "least", "otherwise"))
    gives = row.get("gives", "points")
    return Table(
        id=row["id"],
        label=row["label"],
        gives=gives,
        each=tuple(row.get("each", ())),
        only=read_cells(row.get("only", {}), columns),
        take=row.get("take", "all" if gives in ("refusal", "admission", "quota", "condition", "period") else "one"),
        over=row.get("over", ""),
        most=most,
        least=least,
        otherwise=otherwise,
        partial=row.get("partial", ""),
        rows=tuple(read_row(one, columns, sources) for one in row["rows"]),
    )


def read_row(row: Mapping[str, Any], columns: Mapping[str, Column], sources: Mapping[str, str]) -> Row:
    """One row of a table."""
    gives = {key: exact(row[key]) if key == "points" else row[key] for key in row.keys() & _GIVEN}
    first, last = (date.fromisoformat(row[key]) if key in row else None for key in ("from", "to"))
    return Row(
        id=row["id"],
        cells=read_cells(row.get("when", {}), columns),
        gives=gives,
        **{key: row.get(key, "") for key in _ABOUT},
        source=sources.get(row.get("source", ""), ""),
        first=first,
        last=last,
    )


def read_cells(cells: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Test]:
    """The cells that ask something, in the order of the columns. Raises KeyError for a column that there is not."""
    tests = {name: read_cell(value, columns[name]) for name, value in cells.items()}
    return {name: test for name in columns if (test := tests.get(name)) is not None}


def read_cell(value: object, column: Column) -> Test | None:
    """One cell of a column. Raises CellFault."""
    return parse(value, column.kind, column.options or None, column.unit)


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(**{**row, "points": exact(row["points"])})


def _reference(row: Mapping[str, Any]) -> Reference:
    until = date.fromisoformat(row["until"]) if "until" in row else None
    return Reference(row.get("day", START), until, row.get("article", ""), row["source"])
