"""場所 - where tests keep their rows: a file of SQLite, or a database of their own on a PostgreSQL server.

`MADOGUCHI_TEST_DATABASE` is "sqlite" (as when it is not set) or the postgresql:// address of a superuser.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg

Rows = list[tuple[Any, ...]]


class Owner(Protocol):
    """Somebody with power over the database itself, who goes around both walls."""

    def execute(self, query: str, *values: Any) -> Rows:
        """One statement with %s for values; its rows, if it has any."""


class Place(Protocol):
    """A database of the tests' own."""

    kind: str
    settings: dict[str, str]

    def build(self) -> None:
        """Make the tables, once."""

    def clean(self) -> None:
        """Take every row away."""

    def owner(self) -> contextlib.AbstractContextManager[Owner]:
        """Connect as the owner of everything."""

    def tear_down(self) -> None:
        """Leave nothing behind."""


class _SqliteOwner:
    def __init__(self, link: sqlite3.Connection) -> None:
        self.link = link

    def execute(self, query: str, *values: Any) -> Rows:
        return self.link.execute(query.replace("%s", "?"), values).fetchall()


class SqlitePlace:
    """One file; each test begins with a copy of an empty one."""

    kind = "sqlite"

    def __init__(self, var: Path) -> None:
        self.file = var / "madoguchi.sqlite3"
        self.empty = var / "empty.sqlite3"
        self.settings: dict[str, str] = {}

    def build(self) -> None:
        _migrate()
        with contextlib.closing(sqlite3.connect(self.file)) as full:
            full.execute(f"VACUUM INTO '{self.empty}'")

    def clean(self) -> None:
        for end in ("-wal", "-shm", ""):
            Path(f"{self.file}{end}").unlink(missing_ok=True)
        shutil.copy(self.empty, self.file)

    @contextlib.contextmanager
    def owner(self) -> Iterator[Owner]:
        """Whoever has the file can take its triggers away; so this one has."""
        with contextlib.closing(sqlite3.connect(self.file, timeout=20, isolation_level=None)) as link:
            for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                link.execute(f"DROP TRIGGER {name}")
            yield _SqliteOwner(link)

    def tear_down(self) -> None:
        """The folder is a temporary one."""


class _PostgresqlOwner:
    def __init__(self, link: psycopg.Connection[Any]) -> None:
        self.link = link

    def execute(self, query: str, *values: Any) -> Rows:
        cursor = self.link.execute(query, values or None)
        return cursor.fetchall() if cursor.description else []


class PostgresqlPlace:
    """A database, a role that owns it, and a role without power, as which the product connects."""

    kind = "postgresql"

    def __init__(self, superuser: str) -> None:
        self.superuser = superuser
        self.name = f"madoguchi_test_{secrets.token_hex(4)}"
        self.password = secrets.token_hex(16)
        self.settings = {
            "MADOGUCHI_DATABASE": self.address(f"{self.name}_app"),
            "MADOGUCHI_DATABASE_OWNER": self.address(f"{self.name}_owner"),
        }

    def address(self, role: str = "") -> str:
        """The test's database, as seen by one of its roles (the superuser's without)."""
        url = urlsplit(self.superuser)
        place = url.netloc.rpartition("@")[2] if role else url.netloc
        return urlunsplit(
            url._replace(netloc=f"{role}:{self.password}@{place}" if role else place, path=f"/{self.name}")
        )

    def build(self) -> None:
        self.make_empty("owner", "app")
        _migrate()

    def make_empty(self, *roles: str) -> None:
        """A database without tables, and these roles; it belongs to the first of them."""
        with psycopg.connect(self.superuser, autocommit=True) as link:
            for role in roles:
                link.execute(f"CREATE ROLE {self.name}_{role} LOGIN PASSWORD '{self.password}'")
            belongs = f"OWNER {self.name}_{roles[0]}" if roles else ""
            link.execute(
                f"CREATE DATABASE {self.name} {belongs} TEMPLATE template0 "
                "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
            )

    def clean(self) -> None:
        with self.owner() as owner:
            tables = owner.execute("SELECT tablename FROM pg_tables WHERE tablename SIMILAR TO '(mfa|store)\\_%%'")
            # Each row is gone in a moment; TRUNCATE makes new files for every table and index.
            owner.execute("; ".join(f"DELETE FROM {table}" for (table,) in sorted(tables, reverse=True)))

    @contextlib.contextmanager
    def owner(self) -> Iterator[Owner]:
        with psycopg.connect(self.address(), autocommit=True) as link:
            yield _PostgresqlOwner(link)

    def tear_down(self) -> None:
        with psycopg.connect(self.superuser, autocommit=True) as link:
            link.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            for role in ("app", "owner"):
                link.execute(f"DROP ROLE IF EXISTS {self.name}_{role}")


def _migrate() -> None:
    from madoguchi.store import schema

    schema.migrate()
    schema.let_in()


def place_of(var: Path) -> Place:
    """The place that the environment asks for."""
    address = os.environ.get("MADOGUCHI_TEST_DATABASE", "") or "sqlite"
    return SqlitePlace(var) if address == "sqlite" else PostgresqlPlace(address)
