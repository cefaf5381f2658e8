"""用意 - whether this very process can take a family's next step: a database that writes, and the tables it knows."""

from __future__ import annotations

import pkgutil
from functools import cache

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from .. import migrations

__all__ = ["ready"]

_complete: list[bool] = []


def ready() -> tuple[str, ...]:
    """What is not ready, in short words: none when all is. Raises DatabaseError when nobody answers.

    Tables of a later version are fine: migrations only expand, so that this version works on until it is replaced.
    """
    missing = []
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            missing += ["writes"] * bool(cursor.fetchone()[0])
    if not _complete:
        if _known() <= {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "store"}:
            _complete.append(True)  # tables are never taken back under a counter that serves
        else:
            missing.append("tables")
    return tuple(missing)


@cache
def _known() -> frozenset[str]:
    return frozenset(module.name for module in pkgutil.iter_modules(migrations.__path__))
