"""見本の基幹 - the back office as a program: told what to do by its control door, and who may log in by a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.mutations import MUTATIONS
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.office import STAFF, Office, office


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as opened:
        yield opened


def test_it_is_open_and_lists_what_it_has_and_what_may_befall_it(it: Office) -> None:
    it.set(mutation="label-kana", page="child", latency=1)
    assert it.records() == it.live() == []
    assert [one["name"] for one in it.mutations()] == list(MUTATIONS)


def test_a_robot_reads_how_it_logs_in_and_nobody_else_does(it: Office, tmp_path: Path) -> None:
    file = it.account(tmp_path / "robot", "tama") / "tama.json"
    assert json.loads(file.read_text()) == {"user": STAFF, "password": it.password}
    assert file.stat().st_mode & 0o077 == 0


def test_one_that_does_not_open_is_told(tmp_path: Path) -> None:
    (tmp_path / "backoffice.sqlite3").write_bytes(b"no database, whatever it is called" * 9)
    with pytest.raises(Disproved), office(tmp_path):
        pass
