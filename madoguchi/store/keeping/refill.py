"""戻し - rows of a backup into an empty database of either kind: all of them in one transaction, or none."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from madoguchi.core.backup import Unfit

from .. import schema
from ..wall import SETTING
from .columns import TOWN, Table, inward

_CHUNK = 1_000


def prepare(state: Mapping[str, str]) -> None:
    """Make the tables as they were when the backup was made. Raises Unfit, schema.CannotMigrate."""
    known = set(MigrationLoader(None).graph.nodes)
    if unknown := sorted(f"{app}.{name}" for app, name in state.items() if (app, name) not in known):
        raise Unfit(f"The backup is of a newer version, which knows {', '.join(unknown)}: restore with that one.")
    using = schema.make_room()
    if "store_municipality" in connections[using].introspection.table_names():
        with connections[using].cursor() as cursor:
            # Every other row belongs to one of these: the wall cannot hide from us that there are some.
            cursor.execute("SELECT count(*) FROM store_municipality")
            if cursor.fetchone()[0]:
                raise Unfit("This database is not empty: restore into a new one, then point MADOGUCHI_DATABASE to it.")
    schema.migrate(state)


def fill(rows: Iterable[tuple[Table, Iterable[list[Any]]]]) -> dict[str, int]:
    """Put the rows of each table in; how many there were. Raises ValueError for a row of another shape."""
    using = schema.owner()
    with transaction.atomic(using=using, durable=True):
        return {table.name: _fill(using, table, lines) for table, lines in rows}


def finish(role: str = "") -> str:
    """Bring the tables up to date and let the product's role in; its name, "" on SQLite. Raises CannotMigrate."""
    schema.migrate()
    return schema.let_in(role, create=bool(role))


def _fill(using: str, table: Table, lines: Iterable[list[Any]]) -> int:
    connection = connections[using]
    done, last = 0, 0
    with connection.cursor() as cursor:
        for town, part in _by_town(table, map(inward(table, connection.vendor), lines)):
            if town and connection.vendor == "postgresql":
                # The wall holds the owner too: it takes only rows of the municipality that was named.
                cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, town])
            # Who lends its municipality from an account has no column for it: it is the last.
            cursor.executemany(_insert(table), [row[:-1] for row in part] if table.lent else part)
            done += len(part)
            last = max(last, *(row[0] for row in part)) if table.columns[0] == ("id", "int") else 0
        if last and connection.vendor == "postgresql":
            # New rows are numbered behind those that were put in; SQLite sees to it by itself.
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table.name, last])
    return done


def _by_town(table: Table, rows: Iterable[list[Any]]) -> Iterator[tuple[str, list[list[Any]]]]:
    place = table.names.index(TOWN) if table.walled else -1
    for town, of_town in itertools.groupby(rows, key=lambda row: str(row[place]) if table.walled else ""):
        while part := list(itertools.islice(of_town, _CHUNK)):
            yield town, part


def _insert(table: Table) -> str:
    columns = [f'"{name}"' for name, kind in table.columns if kind != "town"]
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - names of our own tables
