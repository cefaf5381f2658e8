"""表の抜け - which rows of a table overlap, which never apply, and for whom no row is there.

Each column is tried with the values at which one of its cells changes its mind, and their neighbours: whole numbers,
days and options are all told apart by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from math import prod
from typing import Any, Final

from .cell import Among, Blank, Flag, Span, Test, inner
from .shape import Column, Row, Table

MOST: Final = 60_000  # combinations of values that are tried; a wider table is cut in two by its author
TOLD: Final = 5  # holes that are named
_REST: Final = "\0"  # an option that no cell names


@dataclass(frozen=True)
class Hole:
    """Values for which no row is there on a day; a column that is not named may have any."""

    day: date
    values: Mapping[str, Any]


class TooWide(Exception):
    """More combinations than can be tried; the number says how many."""


def samples(column: Column, tests: Sequence[Test | None]) -> tuple[Any, ...]:
    """Values of a column that stand for all its values, as far as these cells tell them apart."""
    if column.kind == "yesno":
        return (True, False)
    if column.kind == "option":
        named = [one for test in tests if isinstance(test, Among) for one in test.ids]
        ids = tuple(column.options) or (*dict.fromkeys(named), _REST)
        return tuple([one] for one in ids) if column.many else ids
    ends = [end for test in tests if isinstance(test, Span) for end in inner(test)]
    found = sorted({end for end in ends if _within(column, end)})
    return tuple(found) or ((column.low or 0,) if column.kind == "number" else ())


def classes(column: Column, tests: Sequence[Test]) -> tuple[Any, ...]:
    """One value of each kind that these cells tell apart."""
    found: dict[tuple[bool, ...], Any] = {}
    for value in samples(column, tests):
        found.setdefault(tuple(test.holds(value) for test in tests), value)
    return tuple(found.values())


def _within(column: Column, value: Any) -> bool:
    if column.kind != "number":
        return True
    return (column.low is None or value >= column.low) and (column.high is None or value <= column.high)


def days(table: Table) -> tuple[date, ...]:
    """The days from which other rows hold than before, and one before them if a row holds then."""
    changes = {row.first for row in table.rows if row.first}
    changes |= {row.last + timedelta(days=1) for row in table.rows if row.last}
    if changes and any(row.first is None for row in table.rows):
        changes.add(min(changes) - timedelta(days=1))
    return tuple(sorted(changes)) or (date.min,)


def same_time(one: Row, other: Row) -> bool:
    """Whether two rows hold on some day together."""
    firsts = [row.first for row in (one, other) if row.first]
    lasts = [row.last for row in (one, other) if row.last]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def meet(column: Column, one: Test | None, other: Test | None) -> bool:
    """Whether a value can be in both cells."""
    if one is None or other is None:
        return True
    if isinstance(one, Blank) or isinstance(other, Blank):
        return one == other
    if column.many and isinstance(one, Among) and isinstance(other, Among) and one.others is other.others:
        return True  # several may be chosen
    if isinstance(one, Flag) or isinstance(other, Flag):
        return one == other
    return any(one.holds(value) and other.holds(value) for value in samples(column, (one, other)))


def overlaps(table: Table, columns: Mapping[str, Column]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows that can both apply, the earlier first; of a table in which one may apply only."""
    for one, other in combinations(table.rows, 2):
        asked = {*one.cells, *other.cells}
        if same_time(one, other) and all(
            meet(columns[name], one.cells.get(name), other.cells.get(name)) for name in asked
        ):
            yield one, other


def unreachable(table: Table, columns: Mapping[str, Column]) -> Iterator[tuple[Row, Row | None]]:
    """Rows that never apply, or never count; with the row that always goes before, if that is why."""
    for place, row in enumerate(table.rows):
        backwards = row.first and row.last and row.last < row.first
        if backwards or any(_empty(columns[name], test) for name, test in row.cells.items()):
            yield row, None
            continue
        others = [*table.rows[:place], *table.rows[place + 1 :]]
        before = (other for other in others if _goes_before(table, columns, other, row))
        if (by := next(before, None)) is not None:
            yield row, by


def _empty(column: Column, test: Test) -> bool:
    return not isinstance(test, Blank) and not any(test.holds(value) for value in samples(column, (test,)))


def _goes_before(table: Table, columns: Mapping[str, Column], other: Row, row: Row) -> bool:
    """Whether `other` always applies where `row` does, and is taken instead."""
    if table.take not in ("highest", "lowest"):
        return False
    ahead = other.points - row.points if table.take == "highest" else row.points - other.points
    if ahead < 0 or not _whole_time(other, row):
        return False
    if not all(_inside(columns[name], row.cells.get(name), test) for name, test in other.cells.items()):
        return False
    even = ahead == 0 and _goes_before_evenly(columns, row, other)
    return not even or other.id < row.id  # twice the same: one of them


def _goes_before_evenly(columns: Mapping[str, Column], other: Row, row: Row) -> bool:
    return _whole_time(other, row) and all(
        _inside(columns[name], row.cells.get(name), test) for name, test in other.cells.items()
    )


def _whole_time(other: Row, row: Row) -> bool:
    begins = other.first is None or (row.first is not None and other.first <= row.first)
    return begins and (other.last is None or (row.last is not None and row.last <= other.last))


def _inside(column: Column, part: Test | None, whole: Test) -> bool:
    """Whether every value in one cell is in the other; what is blank is in none of the usual ones."""
    if part is None or isinstance(part, Blank) or isinstance(whole, Blank):
        return part == whole
    return all(whole.holds(value) for value in samples(column, (part, whole)) if part.holds(value))


def holes(table: Table, columns: Mapping[str, Column]) -> tuple[Hole, ...]:
    """For whom no row is there, each told as widely as it can be. Raises TooWide."""
    asked = tuple(dict.fromkeys(name for row in table.rows for name in row.cells))
    values = {
        name: classes(columns[name], [row.cells[name] for row in table.rows if name in row.cells]) for name in asked
    }
    tried = prod(max(1, len(found)) for found in values.values())
    if tried > MOST:
        raise TooWide(tried)
    return tuple(hole for day in days(table) for hole in _holes(table.in_force(day), values, day))


def _holes(rows: Sequence[Row], values: Mapping[str, tuple[Any, ...]], day: date) -> Iterator[Hole]:
    names = tuple(values)
    bare = {
        combo
        for combo in product(*(range(len(found)) for found in values.values()))
        if not any(row.holds(dict(zip(names, _at(values, combo), strict=True))) for row in rows)
    }
    left = sorted(bare)
    while left:
        wide: dict[int, tuple[int, ...]] = {place: (at,) for place, at in enumerate(left[0])}
        for place, name in enumerate(names):
            wider = wide | {place: tuple(range(len(values[name])))}
            if set(product(*wider.values())) <= bare:
                wide = wider
        told = {name: values[name][wide[place][0]] for place, name in enumerate(names) if len(wide[place]) == 1}
        yield Hole(day, told)
        gone = set(product(*wide.values()))
        left = [combo for combo in left if combo not in gone]


def _at(values: Mapping[str, tuple[Any, ...]], combo: tuple[int, ...]) -> tuple[Any, ...]:
    return tuple(found[at] for found, at in zip(values.values(), combo, strict=True))
