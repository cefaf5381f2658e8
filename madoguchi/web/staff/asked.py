"""絞り込み - what stands behind the ? of the list's address: read, shown in the form, written again with a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from madoguchi.core.case import Clerk
from madoguchi.core.days import JST
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.package.edition import Edition
from madoguchi.store import look

ALL: Final = "all"
ME, NOBODY = "@me", "@nobody"  # no account has such a name
FACET: Final = "f-"
NAMES: Final = ("status", "procedure", "new", "assignee", "deadline", "findings", "news", "q", "sort")
USUAL: Final = "urgent"  # the order where nobody asked for another
LOOKS: Final = ("clear", "waiting")  # of what is chosen under findings: what the look at papers came to
UNDELIVERED: Final = "undelivered"  # of news to the family
SORTS: Final = {"findings": "graves"}  # what a column is called in the address, where the rows call it otherwise
LONGEST: Final = 100
COLUMNS: Final = 3  # of facets: more are wider than a screen


@dataclass(frozen=True)
class Facet:
    """One of the columns that a procedure names: a field of its form."""

    field: Field

    @property
    def name(self) -> str:
        """What it is called in the address."""
        return FACET + self.field.id

    @property
    def label(self) -> str:
        """The head of its column: the field's label, without what stands in brackets."""
        return self.field.label.partition("(")[0]

    def show(self, value: str | int | None) -> str:
        """An answer as people read it; "" when there is none."""
        return "" if value is None else KINDS[self.field.kind].show(self.field, value)


@dataclass(frozen=True)
class Asked:
    """A filter of the list: `chosen` by the names of the address, `page` from 1."""

    chosen: Mapping[str, str]
    facets: tuple[Facet, ...]
    page: int = 1

    @property
    def columns(self) -> tuple[Facet, ...]:
        """The facets that stand in the rows: the first that the procedure names; by the others one can filter."""
        return self.facets[:COLUMNS]

    def get(self, name: str) -> str:
        """What is chosen under a name, or ""."""
        return self.chosen.get(name, "")

    @property
    def filtered(self) -> bool:
        """Whether anything but the status and the order is chosen."""
        return any(name not in ("status", "sort") for name in self.chosen)

    @property
    def query(self) -> str:
        """What stands behind the ?, without a page."""
        return urlencode(self.chosen)

    def address(self, **changed: str | int) -> str:
        """The address with something changed; an empty value takes it out. Names are written with _ for -."""
        new = {name.replace("_", "-"): str(value) for name, value in changed.items()}
        return "?" + (urlencode({name: value for name, value in {**self.chosen, **new}.items() if value}) or "status=")

    def filters(self, clerk: Clerk, editions: Iterable[Edition], today: date) -> look.Filters:
        """What the rows are asked."""
        assignee = self.get("assignee")
        return look.Filters(
            statuses=self._statuses(editions),
            came=not self.get("status"),
            text=self.get("q"),
            procedure=self.get("procedure"),
            facets={one.field.id: self.get(one.name) for one in self.facets if self.get(one.name)},
            assignee={ME: clerk.username, NOBODY: ""}.get(assignee, assignee),
            unassigned=assignee == NOBODY,
            since=datetime.combine(today, datetime.min.time(), JST) if self.get("new") else None,
            standing=self.get("deadline"),
            today=today,
            graves={"yes": True, "no": False}.get(self.get("findings")),
            looked=self.get("findings") if self.get("findings") in LOOKS else "",
            undelivered=self.get("news") == UNDELIVERED,
        )

    def _statuses(self, editions: Iterable[Edition]) -> tuple[str, ...]:
        """Of a day to keep, those that have ended too: an approval may await a paper."""
        chosen = self.get("status")
        if chosen == ALL or (not chosen and self.get("deadline")):
            return ()
        return (chosen,) if chosen else open_ones(editions)

    def sort(self) -> look.Sort:
        """By which column, and which way."""
        asked = self.get("sort")
        name, down = asked.removeprefix("-"), asked.startswith("-")
        if name.startswith(FACET):
            known = any(one.name == name for one in self.facets)
            return look.Sort(facet=name.removeprefix(FACET), down=down) if known else look.Sort()
        return look.Sort(SORTS.get(name, name) or USUAL, down=down)


def read(query: Mapping[str, str], editions: tuple[Edition, ...]) -> Asked:
    """From an address, or a query that was kept; what no list has is left out."""
    procedure = query.get("procedure", "").strip()
    facets = facets_of(editions, procedure)
    names = (*NAMES, *(one.name for one in facets))
    chosen = {name: query.get(name, "").strip()[:LONGEST].replace("\0", "") for name in names}
    page = query.get("page", "1")
    known = page.isascii() and page.isdigit() and len(page) < 7
    return Asked({name: value for name, value in chosen.items() if value}, facets, int(page) if known else 1)


def facets_of(editions: tuple[Edition, ...], procedure: str = "") -> tuple[Facet, ...]:
    """The columns of the procedure chosen, or of the only one; several have none in common."""
    one = [edition for edition in editions if edition.procedure.id == procedure or len(editions) == 1]
    return tuple(Facet(field_of(one[0], name)) for name in one[0].procedure.facets) if one else ()


def field_of(edition: Edition, name: str) -> Field:
    """The field of a facet: of the subjects' group, or of the whole."""
    inside = edition.form.grouped.get(edition.procedure.subjects, {})
    return inside.get(name) or edition.form.flat[name]


def open_ones(editions: Iterable[Edition]) -> tuple[str, ...]:
    """The statuses in which a case still goes on."""
    return tuple(dict.fromkeys(one.id for edition in editions for one in edition.flow.statuses if not one.final))
