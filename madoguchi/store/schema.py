"""表の支度 - makes and alters the tables as their owner, and gives the product's role what it needs, no more."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg
from django.core.management import call_command
from django.db import OperationalError, connections, transaction
from django.db.migrations.recorder import MigrationRecorder

from . import guards, privileges

_QUIETLY: Final = {"interactive": False, "verbosity": 0}
TRIES: Final = 30
PAUSE: Final = 1.0  # seconds in which whoever waited behind us gets through
_ROLE: Final = re.compile(r"[a-z_][a-z0-9_]{0,62}", re.ASCII)


class CannotMigrate(Exception):
    """Something is missing or wrong in the settings; the message says what to do."""


def migrate(state: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Bring the tables up to date, or to a `state` (the last migration of each app); the names of the migrations that
    were applied now. Raises CannotMigrate."""
    connection = connections[using := make_room()]
    before = _applied(connection)
    guards.take_down(connection)
    targets: list[tuple[str, ...]] = [*state.items()] if state else [()]
    for target in targets:
        _patiently(using, partial(call_command, "migrate", *target, **_QUIETLY, database=using))
    if not state:
        _patiently(using, partial(guards.put_up, connection))
    return tuple(sorted(_applied(connection) - before))


def _patiently(using: str, deed: Callable[[], object]) -> None:
    """Do it while the counter is open: where a family holds a table, let go and try again. Raises CannotMigrate.

    Each migration is one transaction, so a try that was given up leaves those before it done and nothing of itself.
    """
    for _ in range(TRIES):
        try:
            deed()
        except OperationalError as fault:
            if not isinstance(fault.__cause__, psycopg.errors.LockNotAvailable):
                raise
            connections[using].close()
            time.sleep(PAUSE)
        else:
            return
    raise CannotMigrate("A table was held by others the whole time: look for a program that hangs, then start again.")


def let_in(role: str = "", create: bool = False) -> str:
    """Give a role (that of MADOGUCHI_DATABASE) exactly the rights of the tables; the name of the role.

    On SQLite there are no roles: "". Raises CannotMigrate.
    """
    using = owner()
    connection = connections[using]
    if connection.vendor != "postgresql":
        if create:
            raise CannotMigrate("SQLite has no roles: leave --role out.")
        return ""
    ours = connections["default"].settings_dict
    name = role or ours["USER"]
    if not _ROLE.fullmatch(name):
        raise CannotMigrate("MADOGUCHI_DATABASE, or --role, must name a role in lower-case letters, digits and _.")
    if name == connection.settings_dict["USER"]:
        raise CannotMigrate(f"{name} owns the tables: the product must connect as another role.")
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if create:
            _create(cursor, name, ours["PASSWORD"] if ours["USER"] == name else "")
        _grant(cursor, name)
    return name


def make_room() -> str:
    """As `owner`; SQLite's file is there afterwards, and private."""
    using = owner()
    if connections[using].vendor == "sqlite":
        _private(Path(connections[using].settings_dict["NAME"]))
    return using


def owner() -> str:
    """The alias of whoever owns the tables. Raises CannotMigrate."""
    if connections["default"].vendor == "sqlite":
        return "default"
    if "owner" not in connections:
        raise CannotMigrate("Set MADOGUCHI_DATABASE_OWNER: postgresql://… of the role that owns the tables.")
    return "owner"


def _private(file: Path) -> None:
    """What families wrote is nobody's to read: SQLite gives its other files the rights of this one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def _applied(connection: Any) -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}


def _create(cursor: Any, role: str, password: str) -> None:
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone():
        return
    # CREATE ROLE takes no parameters: the server itself quotes them for us.
    powerless = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS"
    words = f"CREATE ROLE %%I {powerless} PASSWORD %%L" if password else f"CREATE ROLE %%I {powerless}"
    cursor.execute(f"SELECT format('{words}', VARIADIC %s::text[])", [[role, password] if password else [role]])
    cursor.execute(cursor.fetchone()[0])


def _grant(cursor: Any, role: str) -> None:
    cursor.execute(f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"')
    cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
    cursor.execute(f'GRANT SELECT ON django_migrations TO "{role}"')
    for model in privileges.tables():
        cursor.execute(f'GRANT {", ".join(model.grants)} ON {model._meta.db_table} TO "{role}"')
    guards.let_in(cursor, role)
