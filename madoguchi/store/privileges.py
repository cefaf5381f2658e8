"""権限 - what our role may do in PostgreSQL: what each table grants, and a refusal to serve with more than that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db import connections

from .errors import TooMuchPower

_ROLE: Final = """
    SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user
"""
_DATABASE: Final = """
    SELECT pg_encoding_to_char(encoding), datlocprovider, datctype FROM pg_database WHERE datname = current_database()
"""
# pg_has_role: whoever may become the owner is as good as the owner.
_TABLES: Final = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, pg_has_role(c.relowner, 'MEMBER'),
        EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid),
        array_remove(ARRAY[
            CASE WHEN has_table_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
            CASE WHEN has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END,
            CASE WHEN has_table_privilege(c.oid, 'TRUNCATE') THEN 'TRUNCATE' END], NULL)
    FROM pg_class c WHERE c.oid = to_regclass(%s)
"""


def assert_least_privilege(using: str = "default") -> None:
    """Raise TooMuchPower unless this database, and our role in it, are safe to serve with. SQLite has no roles.

    Nothing stays open behind it: a pool that is carried into the processes that serve would be one for all of them.
    """
    connection = connections[using]
    try:
        reasons = faults(using)
    finally:
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
    if reasons:
        raise TooMuchPower("The database is not safe to serve with: " + " ".join(reasons))


def faults(using: str = "default") -> tuple[str, ...]:
    """Every reason not to serve, as a sentence that says what to do."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return ()
    with connection.cursor() as cursor:
        found = (*_role_faults(cursor), *_database_faults(cursor))
        # Whoever has all power has it over each table too: said once.
        return found or tuple(_table_faults(cursor))


def tables() -> tuple[Any, ...]:
    """Every table of the house: the store's own, and the one in which allauth keeps passkeys and codes."""
    return (*apps.get_app_config("store").get_models(), *apps.get_app_config("mfa").get_models())


def grants(model: Any) -> tuple[str, ...]:
    """What the product's role may do with a table."""
    return tuple(model.grants)


def _role_faults(cursor: Any) -> Iterator[str]:
    cursor.execute(_ROLE)
    powers = ("SUPERUSER", "BYPASSRLS", "CREATEROLE")
    for power, held in zip(powers, cursor.fetchone(), strict=True):
        if held:
            yield f"Our role has {power}: connect as another (madoguchi migrate --role NAME makes one)."


def _database_faults(cursor: Any) -> Iterator[str]:
    cursor.execute(_DATABASE)
    encoding, provider, ctype = cursor.fetchone()
    if encoding != "UTF8":
        yield f"The database is encoded in {encoding}: create it with ENCODING 'UTF8'."
    if provider == "c" and ctype in ("C", "POSIX"):
        yield f"The database's LC_CTYPE is {ctype}, which knows no Japanese: create it with C.UTF-8 or ja_JP.UTF-8."


def _table_faults(cursor: Any) -> Iterator[str]:
    owns = []
    for model in tables():
        cursor.execute(_TABLES, [model._meta.db_table])
        row = cursor.fetchone()
        if row is None:
            yield f"The table {model._meta.db_table} is missing: run madoguchi migrate."
            continue
        table, walled, owned, has_policy, powers = row
        if owned:
            owns.append(table)
            continue
        if (not model.unscoped or model._meta.app_label == "mfa") and not (walled and has_policy):
            yield f"Row-level security is not forced on {table}: run madoguchi migrate."
        if extra := sorted(set(powers) - set(grants(model))):
            yield f"Our role may {', '.join(extra)} {table}: run madoguchi migrate --role NAME."
    if owns:
        yield f"Our role owns {', '.join(owns)}, or may become the owner: connect as another."
