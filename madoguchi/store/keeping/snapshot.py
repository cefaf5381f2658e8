"""一時点 - every row of the house as it was at one moment, while the house goes on working.

SQLite copies itself by its own backup; PostgreSQL shows one snapshot (REPEATABLE READ) to the role that serves, one
wall after the other: nobody with more power is needed, and no program beside ours.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from ..wall import SETTING
from .columns import TOWN, Table

_CHUNK = 2_000
_LENT = "(SELECT c.municipality_id FROM store_clerk c WHERE c.id = t.user_id) AS municipality_id"


class Damaged(Exception):
    """The database itself is broken; the message says what it told of it."""


class _Cursor(Protocol):
    def execute(self, query: str, values: Any = ()) -> Any: ...


@dataclass(frozen=True)
class Snapshot:
    """The house at one moment. `rows` gives those of a table in the order of municipality and key."""

    vendor: str
    state: dict[str, str]
    rows: Callable[[Table], Iterator[tuple[Any, ...]]]


@contextlib.contextmanager
def take(folder: Path) -> Iterator[Snapshot]:
    """A snapshot, as long as the block lasts; SQLite's lies in `folder` meanwhile. Raises Damaged."""
    with _of_sqlite(folder / "snapshot.sqlite3") if connection.vendor == "sqlite" else _of_postgresql() as taken:
        yield taken


def state() -> dict[str, str]:
    """The last migration of each app."""
    found: dict[str, str] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found[app] = name
    return found


@contextlib.contextmanager
def _of_sqlite(file: Path) -> Iterator[Snapshot]:
    connection.ensure_connection()
    file.touch(mode=0o600)
    with contextlib.closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if (told := copy.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            raise Damaged(str(told[0][0]))
        applied = dict(copy.execute("SELECT app, max(name) FROM django_migrations GROUP BY app").fetchall())
        yield Snapshot("sqlite", applied, lambda table: iter(copy.execute(_select(table, _order(table)))))
    file.unlink()


@contextlib.contextmanager
def _of_postgresql() -> Iterator[Snapshot]:
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            # Before the first question: from here on nothing that others commit is seen.
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SELECT slug FROM store_municipality ORDER BY slug")
            towns = [slug for (slug,) in cursor.fetchall()]
        yield Snapshot("postgresql", state(), lambda table: _walk(table, towns))


def _walk(table: Table, towns: list[str]) -> Iterator[tuple[Any, ...]]:
    for town in towns if table.walled else [""]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, town])
        with connection.chunked_cursor() as cursor:
            cursor.execute(_select(table, table.columns[0][0]))
            while rows := cursor.fetchmany(_CHUNK):
                yield from rows


def _order(table: Table) -> str:
    return f'{TOWN}, "{table.columns[0][0]}"' if table.walled else f'"{table.columns[0][0]}"'


def _select(table: Table, order: str) -> str:
    names = ", ".join(_LENT if kind == "town" else f't."{name}"' for name, kind in table.columns)
    return f'SELECT {names} FROM "{table.name}" t ORDER BY {order}'  # noqa: S608 - names of our own tables
