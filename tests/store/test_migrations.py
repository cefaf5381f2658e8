"""表の履歴 - every migration can be taken back, and the tables are what the code says."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from madoguchi.store import disposals, guards, schema, wall
from tests.places import Place, PostgresqlPlace

FOLDER = Path(schema.__file__).parent / "migrations"
FACTORS = ("0001_initial", "0002_authenticator_timestamps", "0003_authenticator_type_uniq")


def names() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("[0-9]*.py"))


def of_every_app() -> list[str]:
    """Ours, and those of the one table that allauth brings."""
    return sorted([*(f"store.{name}" for name in names()), *(f"mfa.{name}" for name in FACTORS)])


def alias(place: Place) -> str:
    return "owner" if place.kind == "postgresql" else "default"


def test_the_tables_are_what_the_code_says(house: object) -> None:
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)
    assert "No changes" in said.getvalue()


def test_every_migration_is_taken_back_and_made_again(place: Place, house: object) -> None:
    using = alias(place)
    tables = set(connections[using].introspection.table_names())
    guards.take_down(connections[using])
    for target in [*reversed([None, *names()[:-1]])]:
        call_command("migrate", "store", target or "zero", database=using, interactive=False, verbosity=0)
    assert connections[using].introspection.table_names() == ["django_migrations"]
    assert schema.migrate() == tuple(of_every_app())
    schema.let_in()
    assert set(connections[using].introspection.table_names()) == tables
    connections.close_all()


def test_migrations_stand_in_one_line() -> None:
    loader = MigrationLoader(None)
    assert [name for app, name in loader.graph.leaf_nodes("store")] == names()[-1:]


def test_a_second_run_does_nothing_and_shuts_nobody_out(place: Place, house: object) -> None:
    assert schema.migrate() == ()
    with wall.inside("tama", write=True):
        assert disposals.release("2015-000001-V") is None


def madoguchi(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    bare = {name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_")}
    key = {"MADOGUCHI_SECRET_KEY": "x" * 40}
    return subprocess.run(
        [sys.executable, "-m", "madoguchi", *words],
        env=bare | key | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_makes_a_private_file(tmp_path: Path) -> None:
    state = tmp_path / "state"
    done = madoguchi("migrate", MADOGUCHI_VAR=str(state))
    told = json.loads(done.stdout)
    assert (done.returncode, told["database"], told["role"]) == (0, "sqlite3", None)
    assert told["applied"] == of_every_app()
    assert (state / "madoguchi.sqlite3").stat().st_mode & 0o077 == 0
    assert state.stat().st_mode & 0o077 == 0
    assert json.loads(madoguchi("migrate", MADOGUCHI_VAR=str(state)).stdout)["applied"] == []


@pytest.mark.parametrize(
    ("words", "settings", "say"),
    [
        (("--role", "app"), {}, "SQLite has no roles"),
        ((), {"MADOGUCHI_DATABASE": "postgresql://app@127.0.0.1/x"}, "MADOGUCHI_DATABASE_OWNER"),
        ((), {"MADOGUCHI_DATABASE": "mysql://app@127.0.0.1/x"}, "postgresql://"),
    ],
)
def test_wrong_use_is_named(tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], say: str) -> None:
    done = madoguchi("migrate", *words, MADOGUCHI_VAR=str(tmp_path), **settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert say in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_makes_the_role_and_lets_it_in(place: Place, tmp_path: Path) -> None:
    """Once more from nothing, as the manual says: an empty database, its owner, one command."""
    if not isinstance(place, PostgresqlPlace):
        return
    second = PostgresqlPlace(place.superuser)
    role = f"{second.name}_app"
    settings = {**second.settings, "MADOGUCHI_DATABASE_OWNER": second.address(), "MADOGUCHI_VAR": str(tmp_path)}
    try:
        second.make_empty()
        done = madoguchi("migrate", "--role", role, **settings)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["role"] == role
        assert madoguchi("audit", "verify", **settings).returncode == 0
        with second.owner() as owner:
            (row,) = owner.execute(
                "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", role
            )
        assert row == (False, False, False, False)
    finally:
        second.tear_down()
