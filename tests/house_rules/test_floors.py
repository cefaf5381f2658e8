"""家の規則 - floors: nothing calls upward, and each floor stays away from what is not its work."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house_rules.reading import ROOT, imported, python_files, tree_of

# Each contract of pyproject.toml: a file, and an import that must not stand in it.
TRESPASSES = {
    "Nothing calls upward": ("madoguchi/core/words.py", "import madoguchi.desk"),
    "The core knows no framework, clock, file or network": ("madoguchi/core/days.py", "import socket"),
    "Only core/package/read.py reads YAML in the core": ("madoguchi/core/flow.py", "import yaml"),
    "The second computation of points shares no code with the first": (
        "madoguchi/core/recount/cells.py",
        "import madoguchi.core.table",
    ),
    "The checker of places shares no code with what gives them": (
        "madoguchi/core/verification/seats.py",
        "import madoguchi.core.allocation.choose",
    ),
    "The desk sees neither a request nor a row": ("madoguchi/desk/__init__.py", "import django.http"),
    "Of the store, the web reads `look` and opens the wall": (
        "madoguchi/web/__init__.py",
        "import madoguchi.store.cases",
    ),
    "The back office and the counter know nothing of each other": (
        "madoguchi/lab/folders.py",
        "import backoffice.fields",
    ),
    "A plug sees values, never the database": ("madoguchi/plugs/__init__.py", "import madoguchi.store.wall"),
}


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """import-linter's own words about the package in a folder."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "COLUMNS": "200", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_floors_are_kept() -> None:
    told = lint_imports(ROOT)
    assert told.returncode == 0, told.stdout


@pytest.fixture(scope="module")
def trespassed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a copy of the house in which every contract is broken once."""
    copy = tmp_path_factory.mktemp("house")
    for package in ("madoguchi", "backoffice"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, line in TRESPASSES.values():
        with (copy / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")
    return lint_imports(copy).stdout


@pytest.mark.parametrize("contract", TRESPASSES)
def test_a_trespass_is_seen(trespassed: str, contract: str) -> None:
    assert f"{contract} BROKEN" in trespassed


def test_no_contract_is_without_its_trespass(trespassed: str) -> None:
    assert " KEPT" not in trespassed


# Who may touch what of Django's database: tables are the store's alone; commands open, look at and close connections;
# the settings name the database, and leave the reading of its address to the library that will use it.
DATABASE = ("django.db", "psycopg", "sqlite3")
TABLES = ("django.db.models", "django.contrib.postgres", "madoguchi.store.tables", "madoguchi.store.models")


@pytest.mark.parametrize(
    ("modules", "may"),
    [
        (TABLES, ("madoguchi/store",)),
        (DATABASE, ("madoguchi/store", "madoguchi/commands", "madoguchi/lab", "madoguchi/settings/database.py")),
    ],
)
def test_only_the_store_knows_tables_and_only_commands_besides_it_the_database(
    modules: tuple[str, ...], may: tuple[str, ...]
) -> None:
    outside = [
        f"{file}:{line} {name}"
        for file in python_files("madoguchi")
        if not any(file.is_relative_to(folder) for folder in may)
        for line, name in imported(tree_of(file))
        if any(name == module or name.startswith(module + ".") for module in modules)
    ]
    assert not outside
