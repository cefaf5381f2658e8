"""検算 - runs the second computation of points in a database of its own, in memory, and says what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from typing import Any

from madoguchi.core.recount import Counted, Counts, script
from madoguchi.core.recount.script import day_of, start_of


def recount(files: Mapping[str, Any], applications: Iterable[tuple[str, Mapping[str, Any], str]]) -> Counts:
    """Each case by reference and branch, from the parsed files of an edition and applications as stored: reference,
    answers, and the ISO day they came. Raises NotInSql for a formula that only the first computation knows."""
    plan = script(files)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("BEGIN")
        for statement in plan.before:
            base.execute(statement)
        names: list[str] = []
        base.executemany("INSERT INTO houses VALUES (?, ?, ?, ?, ?, ?)", _houses(files, applications, names))
        for statement in plan.after:
            base.execute(statement)
        return _read(base, names, plan.scale)


def _houses(
    files: Mapping[str, Any], applications: Iterable[tuple[str, Mapping[str, Any], str]], names: list[str]
) -> Iterator[tuple[int, str, str, str, str, str]]:
    for reference, answers, today in applications:
        start, kind = start_of(files, answers, today)
        yield len(names), json.dumps(answers), today, start, kind, day_of(files, today, start)
        names.append(reference)


def _read(base: sqlite3.Connection, names: list[str], scale: int) -> Counts:
    found: Counts = {(names[h], b): Counted() for h, b in base.execute("SELECT h, b FROM cases")}
    for table, h, b, points, gap in base.execute("SELECT t, h, b, p, gap FROM worth"):
        found[names[h], b].points[table] = None if gap else Decimal(points) / scale
    for table, h, b, at, row in base.execute("SELECT t, h, b, at, r FROM hits"):
        found[names[h], b].rows.add((table, at, row))
    for h, b, value in base.execute("SELECT h, b, v FROM orders ORDER BY n"):
        found[names[h], b].order.append(Decimal(value))
    return found
