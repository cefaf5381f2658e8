"""家の規則 - tenancy of every table: each row belongs to one municipality, or its table says why it belongs to none."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.test.utils import isolate_apps

from madoguchi.store.errors import OutsideTheWall
from madoguchi.store.tables.scoped import Scoped
from tests.places import Owner, Place


def tables() -> list[Any]:
    """Every table of the house, those that Django makes by itself for relations too."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if settings.MIGRATION_MODULES.get(model._meta.app_label, "own") is not None]


def without_a_wall(model: Any) -> Iterator[str]:
    """Every way in which a table stands open, as a sentence; none for one that says why it may."""
    if len(getattr(model, "unscoped", "")) > 20:
        return
    if not issubclass(model, Scoped):
        yield f"{model.__name__} is not Scoped and does not say why"
        return
    if model._meta.get_field("municipality").null:
        yield f"a row of {model.__name__} may belong to nobody"
    for manager in (model._default_manager, model._base_manager):
        try:
            manager.count()
            yield f"{model.__name__} can be read outside of the wall"
        except OutsideTheWall:
            pass
    for fields in unique_sets(model):
        # Otherwise one city's row refuses another's: a sign through the wall.
        if "municipality" not in fields:
            yield f"{', '.join(fields)} of {model.__name__} is unique across the wall"


def unique_sets(model: Any) -> Iterator[tuple[str, ...]]:
    yield from ((field.name,) for field in model._meta.local_fields if field.unique and not field.primary_key)
    yield from model._meta.unique_together
    yield from (rule.fields for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint))


def test_every_table_is_inside_the_wall_or_says_why_not() -> None:
    assert len(tables()) > 5
    assert not [told for model in tables() for told in without_a_wall(model)]


def test_the_exceptions_are_few_and_named() -> None:
    assert {model.__name__ for model in tables() if getattr(model, "unscoped", "")} == {
        "Authenticator",
        "Municipality",
    }


def test_the_database_knows_no_other_tables(owner: Owner, place: Place) -> None:
    """What a migration made by hand would be found here: a table without a model, or without the column."""
    columns = {
        "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
        "postgresql": "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
    }
    found: dict[str, set[str]] = {}
    for table, column in owner.execute(columns[place.kind]):
        if not table.startswith(("sqlite_", "django_migrations")):
            found.setdefault(table, set()).add(column)
    assert set(found) == {model._meta.db_table for model in tables()}
    scoped = [model._meta.db_table for model in tables() if issubclass(model, Scoped)]
    assert not [table for table in scoped if "municipality_id" not in found[table]]


def test_the_database_keeps_a_wall_of_its_own(owner: Owner, place: Place) -> None:
    """PostgreSQL: row-level security, forced on the owner too, with a policy that names the setting. SQLite has none,
    so there nothing but our own wall may be claimed."""
    walls = {
        "sqlite": "SELECT name, 0, '' FROM sqlite_master WHERE false",
        "postgresql": """SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity,
            (SELECT string_agg(coalesce(pg_get_expr(polqual, polrelid), '') || '|' ||
                coalesce(pg_get_expr(polwithcheck, polrelid), ''), ' ') FROM pg_policy WHERE polrelid = c.oid)
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace""",
    }
    told = {table: (forced, policy or "") for table, forced, policy in owner.execute(walls[place.kind])}
    scoped = {model._meta.db_table for model in tables() if issubclass(model, Scoped)}
    guarded = {table for table, (forced, policy) in told.items() if forced and "madoguchi.municipality" in policy}
    assert guarded == (scoped if place.kind == "postgresql" else set())
    if place.kind == "postgresql":  # passkeys and codes: as far as the wall lets their accounts be seen
        assert told["mfa_authenticator"][0]
        assert "FROM store_clerk" in " ".join(told["mfa_authenticator"][1].split())


@isolate_apps("madoguchi.store")
def test_a_table_without_a_wall_is_seen() -> None:
    class Bare(models.Model):
        class Meta:
            app_label = "store"

    class Shared(Scoped):
        mail = models.CharField(unique=True, max_length=9)

        class Meta(Scoped.Meta):
            app_label = "store"

    class Reasoned(models.Model):
        unscoped = "It holds the list of municipalities itself."

        class Meta:
            app_label = "store"

    assert list(without_a_wall(Bare)) == ["Bare is not Scoped and does not say why"]
    assert list(without_a_wall(Shared)) == ["mail of Shared is unique across the wall"]
    assert not list(without_a_wall(Reasoned))
