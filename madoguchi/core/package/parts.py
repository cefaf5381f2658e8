"""部品 - the files of a package as rows that answer whatever is asked: what is misshapen is simply not there.

Checks read through these, so that one fault in a file does not hide the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..form import names_of
from ..papers import ANY, shared
from .faults import Fault
from .read import Path, Source


@dataclass(frozen=True)
class Row:
    """One mapping of a file, with its place."""

    source: Source
    path: Path
    data: Mapping[str, Any]

    def text(self, key: str) -> str:
        """The text at a key, "" when there is none."""
        value = self.data.get(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> list[tuple[int, str]]:
        """The texts of a list with their places in it."""
        values = self.data.get(key)
        pairs = enumerate(values) if isinstance(values, list) else ()
        return [(place, value) for place, value in pairs if isinstance(value, str)]

    def row(self, key: str) -> Row:
        """The mapping at a key, an empty one when there is none."""
        value = self.data.get(key)
        return Row(self.source, (*self.path, key), value if isinstance(value, Mapping) else {})

    def rows(self, key: str) -> list[Row]:
        """The mappings of a list."""
        values = self.data.get(key)
        pairs = enumerate(values) if isinstance(values, list) else ()
        return [Row(self.source, (*self.path, key, at), value) for at, value in pairs if isinstance(value, Mapping)]

    def named(self, key: str) -> list[tuple[str, Row]]:
        """The mappings of a mapping, by their keys."""
        values = self.data.get(key)
        pairs = values.items() if isinstance(values, Mapping) else ()
        return [
            (name, Row(self.source, (*self.path, key, name), value))
            for name, value in pairs
            if isinstance(value, Mapping)
        ]

    def fault(self, code: str, say: str, *at: str | int) -> Fault:
        """A fault of this row, at the line of the value `at` in it."""
        return Fault(self.source.path, self.source.line(*self.path, *at), code, say)


@dataclass(frozen=True)
class Asked:
    """A field where it is asked: its page, both places in the order of the form, and its group, if any."""

    page: Row
    row: Row
    at: tuple[int, int]
    group: str

    @property
    def id(self) -> str:
        """The field's id."""
        return self.row.text("id")

    @property
    def kind(self) -> str:
        """The field's kind."""
        return self.row.text("kind")


@dataclass(frozen=True)
class Parts:
    """All readable files of a package and its municipality's; `lost` are there but can not be relied on."""

    sources: Mapping[str, Source]
    lost: frozenset[str] = frozenset()

    def has(self, *paths: str) -> bool:
        """Whether these files can be relied on."""
        return all(path in self.sources for path in paths)

    def sure(self, *paths: str) -> bool:
        """Whether these files can be relied on, or are rightly not there."""
        return not self.lost.intersection(paths)

    def file(self, path: str) -> Row:
        """A file's top row; empty when the file is not there."""
        source = self.sources.get(path, Source(path, {}))
        return Row(source, (), source.data if isinstance(source.data, Mapping) else {})

    def folder(self, prefix: str, suffix: str = "") -> list[Row]:
        """The top rows of the files whose path begins and ends so."""
        return [self.file(path) for path in sorted(self.sources) if path.startswith(prefix) and path.endswith(suffix)]

    @cached_property
    def about(self) -> Row:
        """procedure.yaml."""
        return self.file("procedure.yaml")

    @cached_property
    def form(self) -> Row:
        """form.yaml."""
        return self.file("form.yaml")

    @cached_property
    def town(self) -> Row:
        """town.yaml: the municipality's file for this procedure."""
        return self.file("town.yaml")

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the procedure."""
        return tuple(text for _, text in self.about.texts("languages"))

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every field of the form in the order in which it is asked."""
        return tuple(
            Asked(page, field, (number, place), page.row("repeat").text("group"))
            for number, page in enumerate(self.form.rows("pages"))
            for place, field in enumerate(page.rows("fields"))
            if field.text("id")
        )

    def field(self, name: str, group: str = "") -> Asked | None:
        """The field of that id, outside groups or in one."""
        return next((asked for asked in self.asked if asked.id == name and asked.group == group), None)

    @cached_property
    def value_kinds(self) -> Mapping[str, str]:
        """The kinds of the town's values that the procedure declares."""
        return {row.text("id"): row.text("kind") for row in self.about.rows("values") if row.text("id")}

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables of the town that the procedure declares."""
        return tuple(row.text("id") for row in self.about.rows("tables") if row.text("id"))

    @cached_property
    def flow_path(self) -> str:
        """The standard flow that the procedure inherits."""
        return f"standard/{self.about.text('flow')}.yaml"

    @cached_property
    def papers(self) -> list[Row]:
        """The kinds of paper that procedure.yaml names."""
        paths = (f"documents/{name}.yaml" for _, name in self.about.texts("papers"))
        return [self.file(path) for path in paths if self.has(path)]

    @cached_property
    def items(self) -> Mapping[str, Mapping[str, Row]]:
        """The items of every kind of paper, by kind and code."""
        return {
            row.text("id"): {item.text("id"): item for item in row.rows("items") if item.text("id")}
            for row in self.papers
            if row.text("id")
        }

    def items_of(self, kind: str) -> Mapping[str, Row]:
        """The items of which a check on papers of a kind may speak; of `any` those that all kinds have."""
        if kind != ANY:
            return self.items.get(kind, {})
        of_all = shared(self.items.values())
        return {code: item for items in list(self.items.values())[:1] for code, item in items.items() if code in of_all}

    def flow_rows(self, part: str) -> list[Row]:
        """The statuses or steps in force, each from the file it stands in."""
        rows: dict[str, Row] = {}
        for path in (self.flow_path, "flow.yaml"):
            rows |= {row.text("id"): row for row in self.file(path).rows(part) if row.text("id")}
        return list(rows.values())

    @cached_property
    def stations_row(self) -> Row:
        """The file with the stations of the flow in force."""
        own = self.file("flow.yaml")
        return own if "stations" in own.data else self.file(self.flow_path)

    @cached_property
    def stations(self) -> tuple[str, ...]:
        """The stations of the flow in force."""
        return tuple(text for _, text in self.stations_row.texts("stations"))

    def names(self, upto: tuple[int, int] | None = None) -> dict[str, frozenset[str] | None]:
        """What a condition may speak of: the whole form, or what is asked before a place in it."""
        pages = [
            {"fields": [{"id": asked.id}], **({"repeat": {"group": asked.group}} if asked.group else {})}
            for asked in self.asked
            if upto is None or asked.at < upto
        ]
        return names_of(pages, (*self.value_kinds, *self.tables))


@dataclass(frozen=True)
class Questions(Parts):
    """The same files, with the questions before the form in place of its own."""

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every question in its order."""
        before = self.form.row("eligibility")
        rows = enumerate(before.rows("questions"))
        return tuple(Asked(before, field, (0, place), "") for place, field in rows if field.text("id"))


def repeated(rows: list[Row], key: str = "id") -> Iterator[Fault]:
    """A fault for every row whose id an earlier one has."""
    seen: set[str] = set()
    for row in rows:
        name = row.text(key)
        if name and name in seen:
            yield row.fault("duplicate-id", f"「{name}」が二度あります。別の名前にしてください。", key)
        seen.add(name)
