"""基幹の舞台 - a back office with an empty file, and a clerk who is in; or the program itself, as a shell starts it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backoffice.app import make_app
from backoffice.office import Office
from backoffice.records import Records
from tests.backoffice.clerk import PASSWORD, STAFF, Clerk
from tests.house_rules.reading import ROOT

TOKEN = "only-for-tests"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path / "backoffice.sqlite3")


@pytest.fixture
def office(records: Records) -> Office:
    return Office(records, {STAFF: PASSWORD})


@pytest.fixture
def stranger(office: Office) -> Clerk:
    return Clerk(make_app(office).test_client())


@pytest.fixture
def clerk(stranger: Clerk) -> Clerk:
    stranger.log_in()
    return stranger


@pytest.fixture
def url(records: Records) -> Iterator[str]:
    """The address of a program of its own, which says by itself where it listens."""
    words = ["-m", "backoffice", "--port", "0", "--data", str(records.path), "--control", TOKEN]
    env = os.environ | {"BACKOFFICE_ACCOUNTS": f"{STAFF}:{PASSWORD}", "PYTHONUTF8": "1"}
    program = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=env, stdout=subprocess.PIPE, encoding="utf-8")
    try:
        assert program.stdout
        with program.stdout as said:
            yield said.readline().split()[-1]
    finally:
        program.kill()
        program.wait()
