"""不在 - whether a fault says only that the database cannot be reached or written to just now: it passes by itself."""

from __future__ import annotations

import sqlite3
from typing import Final

import psycopg
from django.db import Error, InterfaceError

# SQLSTATE: no connection, a server that stops or starts, too many connections, a standby (it takes no writes), a line
# that PostgreSQL gave up because we were too slow.
_GONE: Final = ("08", "57P", "53300", "25006", "25P03")
# Somebody else holds what we need: a lock, a statement that took too long, two that wait for each other.
_BUSY: Final = ("55P03", "57014", "40001", "40P01")
_DEEP: Final = 8


def away(fault: BaseException | None) -> bool:
    """True when the same deed, sent once more in a moment, may go through: nothing was kept, or what was is known."""
    for _ in range(_DEEP):
        if fault is None:
            return False
        if isinstance(fault, Error) and _passes(fault):
            return True
        # What broke while the transaction was taken back hides why it was.
        fault = fault.__cause__ or fault.__context__
    return False


def _passes(fault: Error) -> bool:
    cause = fault.__cause__
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate is None:  # libpq itself, or the pool: nobody there, or the line is cut
            return isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
        return cause.sqlstate.startswith((*_GONE, *_BUSY))
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return isinstance(fault, InterfaceError)
