"""点数 - one application against a city's tables: each result with the rows that gave it and the values they saw.

Every document comes to a score or to a named gap: a person or a table without a row is told, never taken for 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ..condition import ConditionFault
from ..days import add_days, add_months, first_of_month
from ..table import Row, Table
from ..table.shape import Unknown
from . import why
from .result import LAST, Gap, Line, Part, Saw, Score
from .rules import HOUSE, START, Rules, Tie


def score(rules: Rules, document: Mapping[str, Any], base: Mapping[str, Any], received: date) -> tuple[Score, ...]:
    """Each case of a filled document; `base` gives town, today and start (Edition.scope)."""
    day = rules.day(received, str(base["start"]))
    seen = _Seen(rules, {**document, **base}, document)
    subjects = document[rules.subjects] if rules.subjects else [document]
    return tuple(_one(rules, seen, branch, day) for branch in range(1, len(subjects) + 1))


def _one(rules: Rules, seen: _Seen, branch: int, day: date) -> Score:
    parts: list[Part] = []
    gaps: list[Gap] = []
    for table in rules.tables:
        part, missing = _Reading(rules, table, seen.of(branch), day).result()
        parts.append(part)
        gaps += missing
    held = any(gap.table in {part.table for part in parts if part.gives == "points"} for gap in gaps)
    total = None if held else sum((part.points or Decimal() for part in parts), Decimal())
    enough = None if total is None or rules.threshold is None else total >= rules.threshold.points
    order = tuple(_tie(tie, seen.of(branch)) for tie in rules.ties)
    return Score(branch, total, day, tuple(parts), tuple(gaps), enough, order, rules.unit)


@dataclass(frozen=True)
class _Person:
    """An item of a group, or the application itself: its path and its values by column."""

    at: str
    values: Mapping[str, Any]


class _Seen:
    """The values of all columns, each reckoned once for each item."""

    def __init__(self, rules: Rules, scope: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        self.rules, self.scope, self.document = rules, scope, document
        self.house = self._values(HOUSE, scope)
        self.groups: dict[str, list[_Person]] = {}
        for group in {group for name in rules.asked for group in rules.columns[name].values} - {HOUSE}:
            items = document.get(group) or ()
            self.groups[group] = [
                _Person(f"{group}.{place}", self._values(group, {**scope, "this": item, "index": place}))
                for place, item in enumerate(items)
            ]

    def _values(self, group: str, scope: Mapping[str, Any]) -> dict[str, Any]:
        found = {}
        for name in self.rules.asked:
            condition = self.rules.columns[name].values.get(group)
            if condition is not None:
                try:
                    found[name] = condition.value(scope)
                except ConditionFault as fault:
                    found[name] = Unknown(str(fault))
        return found

    def of(self, branch: int) -> _Case:
        """The values of one case."""
        group = self.rules.subjects
        mine = self.groups.get(group, []) if group else []
        subject = mine[branch - 1] if mine else _Person(f"{group}.{branch - 1}" if group else "", {})
        return _Case(self, subject)


@dataclass(frozen=True)
class _Case:
    seen: _Seen
    subject: _Person

    def people(self, table: Table) -> list[_Person]:
        """Those whom a table asks one by one; the household itself, with its child, where it asks nobody."""
        around = {**dict.fromkeys(self.seen.rules.asked), **self.seen.house, **self.subject.values}
        if not table.each:
            return [_Person("", around)]
        own = [self.subject] if self.seen.rules.subjects in table.each else []
        others = [group for group in table.each if group != self.seen.rules.subjects]
        people = own + [person for group in others for person in self.seen.groups.get(group, [])]
        asked = [_Person(one.at, {**around, **one.values}) for one in people]
        return [one for one in asked if all(test.holds(one.values[name]) for name, test in table.only.items())]


class _Reading:
    """One table read for one case."""

    def __init__(self, rules: Rules, table: Table, case: _Case, day: date) -> None:
        self.rules, self.table, self.case, self.rows = rules, table, case, table.in_force(day)
        self.gaps: list[Gap] = []

    def result(self) -> tuple[Part, list[Gap]]:
        """What it comes to, and what it does not."""
        each = [self._person(person) for person in self.case.people(self.table)]
        if not each and self.table.over in ("lowest", "highest") and self.table.whole:
            self._gap("", why.nobody(self.table), {})
        if self.table.gives != "points":
            lines = tuple(self._dated(line) for lines, _ in each for line in lines)
            return Part(self.table.id, self.table.label, self.table.gives, None, lines), self.gaps
        return self._summed(each), self.gaps

    def _person(self, person: _Person) -> tuple[tuple[Line, ...], Decimal]:
        values, table = person.values, self.table
        unknown = [name for name in table.columns if isinstance(values[name], Unknown)]
        found = [] if unknown else [row for row in self.rows if row.holds(values)]
        if unknown:
            self._gap(person.at, why.unknown(self._called(person.at), self.rules, unknown), values)
        elif not found and table.whole:
            self._gap(person.at, why.no_row(self._called(person.at), table, self.rules, self.rows, values), values)
        elif len(found) > 1 and table.take == "one":
            self._gap(person.at, why.many(self._called(person.at), table, found), values)
            found = []
        lines = tuple(self._line(person, row) for row in table.taken(found))
        if table.gives != "points":
            return lines, Decimal()
        worth = sum((line.points or Decimal() for line in lines), Decimal())
        return lines, worth if lines or table.otherwise is None else table.otherwise

    def _summed(self, each: list[tuple[tuple[Line, ...], Decimal]]) -> Part:
        table, worths = self.table, [worth for _, worth in each]
        total = _over(table.over, worths)
        chosen = next((place for place, worth in enumerate(worths) if worth == total), None)
        alone = table.over in ("lowest", "highest")
        lines = tuple(
            line if not alone or place == chosen else replace(line, counts=False)
            for place, (found, _) in enumerate(each)
            for line in found
        )
        bounded = total if table.most is None else min(total, table.most)
        bounded = bounded if table.least is None else max(bounded, table.least)
        return Part(table.id, table.label, table.gives, None if self.gaps else bounded, lines)

    def _line(self, person: _Person, row: Row) -> Line:
        points = row.gives.get("points")
        saw = tuple(self._saw(row.cells, person.values))
        whom = self._called(person.at)
        say = why.sentence(whom, row, self.table, self.rules, person.values)
        rest = {key: value for key, value in row.gives.items() if key != "points"}
        dates = {key: person.values[name] for key, name in rest.items() if key in ("due", "anchor") and name != START}
        return Line(row.id, person.at, points, say, saw, row.article, row.source, gives={**rest, **dates})

    def _dated(self, line: Line) -> Line:
        """A period by its first and last day."""
        if self.table.gives != "period":
            return line
        told = line.gives
        anchor = told["anchor"] if told["anchor"] != START else self.case.seen.scope["start"]
        if not isinstance(anchor, str) or not anchor:
            self._gap(line.at, why.no_day(self._called(line.at), self.table), {})
            return line
        first = first_of_month(add_months(anchor, -int(told["before"])))
        last = add_days(first_of_month(add_months(first_of_month(anchor), int(told["after"]) + 1)), -1)
        return replace(line, gives={**told, "from": first, "to": last})

    def _saw(self, names: Iterable[str], values: Mapping[str, Any]) -> Iterator[Saw]:
        for name in names:
            column = self.rules.columns[name]
            yield Saw(column.label, column.show(values[name]))

    def _gap(self, at: str, say: str, values: Mapping[str, Any]) -> None:
        saw = tuple(self._saw(self.table.columns, values)) if values else ()
        self.gaps.append(Gap(self.table.id, at, say, saw))

    def _called(self, at: str) -> str:
        return why.called(self.rules, at)


def _over(over: str, worths: list[Decimal]) -> Decimal:
    if not worths:
        return Decimal()
    if over in ("lowest", "highest"):
        return min(worths) if over == "lowest" else max(worths)
    return sum(worths, Decimal())


def _tie(tie: Tie, case: _Case) -> Decimal:
    """The value of a case in one link of the chain, the smallest first."""
    groups = case.seen.rules.columns[tie.column].values.keys() - {HOUSE, case.seen.rules.subjects}
    around = {**case.seen.house, **case.subject.values}
    people = [one.values[tie.column] for group in groups for one in case.seen.groups.get(group, [])]
    values = people if groups else [around.get(tie.column)]
    if tie.first in ("yes", "no"):
        return Decimal(0 if any(value is True for value in values) is (tie.first == "yes") else 1)
    numbers = [Decimal(value) for value in values if type(value) is int]
    if not numbers:
        return LAST
    found = _over(tie.over, numbers)
    return found if tie.first == "lowest" else -found
