"""両方の置き場 - the databases a proof is given on: SQLite, and a PostgreSQL server found or started for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg

from madoguchi.lab.evidence import Disproved

LOCAL = ("127.0.0.1", "5432", "postgres", "")
# Tells where the server is that was started for it, and lives until its input is closed.
TELL = 'echo "at $PGHOST $PGPORT $PGUSER $PGPASSWORD"; cat'


@contextmanager
def both() -> Iterator[dict[str, str]]:
    """{"sqlite": "", "postgresql": address of a superuser}. Raises Disproved where no PostgreSQL can be had."""
    with _postgresql() as address:
        yield {"sqlite": "", "postgresql": address}


@contextmanager
def _postgresql() -> Iterator[str]:
    given = os.environ.get("MADOGUCHI_TEST_DATABASE", "")
    if given.startswith("postgresql://"):
        yield given
    elif _answers(local := _address(*_asked())):
        yield local
    else:
        with _started() as address:
            yield address


def _asked() -> tuple[str, str, str, str]:
    names = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD")
    host, port, user, password = (os.environ.get(name, usual) for name, usual in zip(names, LOCAL, strict=True))
    return host, port, user, password


def _address(host: str, port: str, user: str, password: str) -> str:
    return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{quote(host, safe='')}:{port}/postgres"


def _answers(address: str) -> bool:
    try:
        with psycopg.connect(address, connect_timeout=3) as link:
            told = link.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError:
        return False
    return bool(told and told[0])


@contextmanager
def _started() -> Iterator[str]:
    if shutil.which("pg_virtualenv") is None:
        raise Disproved("PostgreSQL is missing (Debian: apt-get install --no-install-recommends postgresql)")
    words = ["pg_virtualenv", "-o", "fsync=off", "-i", "--locale=C.UTF-8 --encoding=UTF8", "sh", "-c", TELL]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        told = next((line.split() for line in server.stdout if line.startswith("at ")), None)
        if told is None or len(told) != 5:
            raise Disproved("PostgreSQL did not start")
        yield _address(*told[1:])
        server.stdin.close()
        server.stdout.read()
