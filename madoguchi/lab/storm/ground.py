"""場 - a counter of its own for a storm: a state folder, a fresh database, and the sample municipality loaded."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

from madoguchi.lab.evidence import HOME

# Inside a window of the sample municipality, whatever the real day is.
DAY = "2026-11-16"

# Where a counter on SQLite is kept once it was made, for the next to be its copy (tests need many); None: each is new.
kept: Path | None = None


@dataclass(frozen=True)
class Ground:
    """Where processes of a storm run: the settings they are given, all of them."""

    env: dict[str, str]
    counter: tuple[str, str] = ("tama", "gakudo")  # municipality and procedure
    home: Path = HOME  # the code that runs
    owner: dict[str, str] = field(default_factory=dict)  # what the one who makes the tables is told beside

    @property
    def var(self) -> Path:
        """The state folder."""
        return Path(self.env["MADOGUCHI_VAR"])

    def but(self, **settings: str) -> Ground:
        """The same with other settings."""
        return replace(self, env=self.env | settings)

    def start(self, module: str, *words: str, **settings: str) -> subprocess.Popen[bytes]:
        """A module as a process of its own: its stdout is a pipe, its messages go to a file beside the state folder."""
        with (self.var.parent / "messages.log").open("ab") as messages:
            return subprocess.Popen(
                [sys.executable, "-m", module, *words],
                cwd=self.home,
                env=self.env | settings,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=messages,
                start_new_session=True,
            )

    def ask(self, module: str, *words: str, given: str = "") -> dict[str, Any]:
        """Run a module to its end; the JSON it printed. Raises CalledProcessError."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.home,
            env=self.env,
            input=given.encode(),
            stdout=subprocess.PIPE,
            check=True,
        )
        return dict(json.loads(done.stdout or "{}"))


@contextlib.contextmanager
def ground(place: Path, database: str = "") -> Iterator[Ground]:
    """A counter that is ready to open. `database`: "" is SQLite in `place`; else the postgresql:// address of a server,
    as one who may create databases: a new one is made there, and dropped at the end."""
    var = place / "var"
    var.mkdir(parents=True)
    with os.fdopen(os.open(var / "storage_key", os.O_WRONLY | os.O_CREAT, 0o600), "wb") as key:
        key.write(base64.b64encode(secrets.token_bytes(32)))
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    with _database(database) as (owner, settings):
        made = Ground(
            ours
            | settings
            | {
                "DJANGO_SETTINGS_MODULE": "madoguchi.settings",
                "MADOGUCHI_VAR": str(var),
                "MADOGUCHI_SECRET_KEY": secrets.token_urlsafe(48),
                "MADOGUCHI_TODAY": DAY,
                "MADOGUCHI_LOG_LEVEL": "ERROR",
            },
            owner=owner,
        )
        if kept and (kept / "var").exists() and not database:
            shutil.copytree(kept / "var", var, dirs_exist_ok=True)
        else:
            made.but(**owner).ask("madoguchi", "migrate")
            made.ask("madoguchi", "load", "--own")
            if kept and not database:
                shutil.copytree(var, kept / "var")
        yield made


@contextlib.contextmanager
def empty(place: Path, like: Ground, database: str = "") -> Iterator[Ground]:
    """A house with the keys of another and a database without tables, for whoever brings one back."""
    (place / "var").mkdir(parents=True)
    kept = {name: value for name, value in like.env.items() if not name.startswith("MADOGUCHI_DATABASE")}
    with _database(database) as (owner, settings):
        yield Ground(kept | owner | settings | {"MADOGUCHI_VAR": str(place / "var")}, like.counter)


@contextlib.contextmanager
def _database(server: str) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Settings of the one who makes the tables, and of those who serve: another role, without power."""
    if not server:
        yield {}, {}
        return
    name, password = f"madoguchi_storm_{secrets.token_hex(4)}", secrets.token_hex(16)
    roles = (f"{name}_owner", f"{name}_app")
    place = urlsplit(server).netloc.rpartition("@")[2]
    owner, serving = (f"postgresql://{role}:{password}@{place}/{name}" for role in roles)
    with psycopg.connect(server, autocommit=True) as link:
        for role in roles:
            link.execute(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(role), password))
        link.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'").format(
                Identifier(name), Identifier(roles[0])
            )
        )
    try:
        yield {"MADOGUCHI_DATABASE_OWNER": owner}, {"MADOGUCHI_DATABASE": serving}
    finally:
        # By another line: the server of the first may be gone.
        with psycopg.connect(server, autocommit=True) as link:
            link.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))
            for role in reversed(roles):
                link.execute(SQL("DROP ROLE {}").format(Identifier(role)))
