"""データベースの設定 - SQLite in the state folder, or PostgreSQL: one server, or several of which one takes writes."""

from __future__ import annotations

from typing import Any, Final

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

from .house import THREADS, VAR
from .read import text

# What the address itself says wins over all of these; their names are libpq's.
_LINE: Final[dict[str, Any]] = {
    "application_name": "madoguchi",
    "connect_timeout": 3,  # seconds for each host: one that is switched off must not be waited for
    # A server that vanished without a word (no power, a cut cable) is given up after about five seconds.
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5_000,
}
# Of a family's page no statement takes long; what hangs must let go of its locks before the counter stands still.
_PATIENCE: Final = (
    "-c statement_timeout=60s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s "
    "-c client_connection_check_interval=5s"
)
# A request waits so long for a connection, then it is answered with a clear page. While nobody answers, a new try is
# made at least every second: psycopg's own patience grows with every failure, and would sleep through a fail-over.
_POOL: Final = {"min_size": 1, "max_size": THREADS + 2, "timeout": 3, "reconnect_timeout": 2}


def _sqlite() -> dict[str, Any]:
    # Begun as writers, transactions wait for each other instead of failing; FULL keeps what was acknowledged.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
    # Closed after each request, the file would be put in order and read anew for each: a third of the cost of a page.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(VAR / "madoguchi.sqlite3"),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }


def _postgresql(name: str, **options: Any) -> dict[str, Any]:
    """`postgresql://user:password@host:port,host:port/database?…`, as libpq itself reads it."""
    address = text(name)
    if not address.startswith(("postgresql://", "postgres://")):
        raise ImproperlyConfigured(f"{name} must begin with postgresql:// (or be empty for SQLite).")
    try:
        told = conninfo_to_dict(address)
    except psycopg.Error:
        # Its own words may repeat a part of the address, and so of the password.
        raise ImproperlyConfigured(f"{name} is no address of PostgreSQL: look for signs to be written as %…") from None
    host, port = str(told.pop("host", "")), str(told.pop("port", ""))
    if not all(part.isdigit() or not part for part in port.split(",")):
        raise ImproperlyConfigured(f"{name}: a port must be a number.")
    # Of several servers the one that takes writes, whichever that is today.
    role = {"target_session_attrs": "read-write"} if "," in host else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told.pop("dbname", ""),
        "USER": told.pop("user", ""),
        "PASSWORD": told.pop("password", ""),
        "HOST": host,
        "PORT": port,
        # A pooled connection goes back at the end of a request; kept longer, threads would leak them.
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # those that died with a restart of the server are not handed out
        "OPTIONS": {**_LINE, **role, **options, **told},
    }


def _databases() -> dict[str, dict[str, Any]]:
    serving = text("MADOGUCHI_DATABASE")
    found = {"default": _postgresql("MADOGUCHI_DATABASE", pool=_POOL, options=_PATIENCE) if serving else _sqlite()}
    if text("MADOGUCHI_DATABASE_OWNER"):  # the role that owns the tables: for `madoguchi migrate` alone
        # While it waits for a table, everybody else waits behind it: it lets go soon, and `migrate` tries again.
        found["owner"] = _postgresql("MADOGUCHI_DATABASE_OWNER", options="-c lock_timeout=2s")
    return found


DATABASES = _databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
