"""嵐の場 - storms make a ground of their own on the database of this run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi.lab.storm.ground import Ground, ground

DATABASE = os.environ.get("MADOGUCHI_TEST_DATABASE", "sqlite").removeprefix("sqlite")

# What the power leaves of SQLite's file is not changed by another database, nor is a folder, nor what becomes of robots
# that do not search. A fail-over makes servers of its own: it is shown once, in the run on PostgreSQL.
collect_ignore = ["test_disk.py", "test_powercut.py", "test_robots_arms.py"] if DATABASE else ["test_failover.py"]


@pytest.fixture
def storm_ground(tmp_path: Path) -> Iterator[Ground]:
    """A counter ready to open, on the database of this run."""
    with ground(tmp_path / "ground", DATABASE) as made:
        yield made
