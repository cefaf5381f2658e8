"""試験の支度 - settings of the tests' own, and a clean house with real commits for every test that asks for one."""

from __future__ import annotations

import base64
import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest

from tests.places import Owner, Place, place_of

# Before anything of ours is imported: no test may see the settings of the machine it runs on.
_FOLDER = tempfile.TemporaryDirectory(prefix="madoguchi-test-")
VAR = Path(_FOLDER.name)
_PLACE = place_of(VAR)
_OF_THE_SCRIPTS = ("MADOGUCHI_TEST_", "MADOGUCHI_REPORTS", "MADOGUCHI_VENV")
for _name in [name for name in os.environ if name.startswith("MADOGUCHI_") and not name.startswith(_OF_THE_SCRIPTS)]:
    del os.environ[_name]
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "madoguchi.settings",
    "MADOGUCHI_VAR": str(VAR),
    "MADOGUCHI_SECRET_KEY": "only-for-tests-" + "x" * 32,
    "MADOGUCHI_STORAGE_KEY_FILE": str(VAR / "storage_key"),
    "MADOGUCHI_TODAY": "2026-11-16",
    "MADOGUCHI_ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    # Playwright keeps an event loop in the tests' thread to the end of the session, but nothing of ours runs in it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
    **_PLACE.settings,
}
os.environ.update(SETTINGS)
_KEY = Path(SETTINGS["MADOGUCHI_STORAGE_KEY_FILE"])
_KEY.touch(mode=0o600)
_KEY.write_bytes(base64.b64encode(bytes(range(32))))
django.setup()

from django.conf import settings  # noqa: E402 - after its settings
from django.db import connections  # noqa: E402 - as above

from madoguchi.commands._packages import examine_folder  # noqa: E402 - as above
from madoguchi.core.case import Municipality  # noqa: E402 - as above
from madoguchi.desk import publish  # noqa: E402 - as above
from madoguchi.lab.storm import ground  # noqa: E402 - as above
from madoguchi.store import editions, municipalities, wall  # noqa: E402 - as above
from madoguchi.web.clock import now  # noqa: E402 - as above

# Nobody guesses at the clerks of a test, and there are thousands: test_settings holds what the product does.
settings.PASSWORD_HASHERS = ["tests.hashing.QuickScrypt"]

# How fast a machine is says nothing of a rule: benches measure, tests do not.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], print_blob=True
)
hypothesis.settings.load_profile("house")

ground.kept = VAR / "ground"

HOME = Path(__file__).resolve().parent.parent

TOWNS = (
    Municipality("132012", "hachioji", "八王子市", "ハチオウジシ", "Hachioji City", "city"),
    Municipality("132021", "tachikawa", "立川市", "タチカワシ", "Tachikawa City", "city"),
    Municipality("132241", "tama", "多摩市", "タマシ", "Tama City", "city"),
)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """The database of this run, with its tables; made only if a test wants it."""
    _PLACE.build()
    yield _PLACE
    connections.close_all()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()
    _PLACE.tear_down()


@pytest.fixture
def house(place: Place) -> Iterator[tuple[Municipality, ...]]:
    """A clean database in which three municipalities are known and nothing has happened."""
    connections.close_all()
    place.clean()
    editions._opened.cache_clear()
    municipalities.put_all(TOWNS)
    yield TOWNS
    connections.close_all()


@pytest.fixture
def owner(place: Place, house: object) -> Iterator[Owner]:
    """Somebody with power over the database itself: no wall and no trigger holds them."""
    with place.owner() as connected:
        yield connected


@pytest.fixture
def in_tama(house: object) -> Iterator[None]:
    """Inside of one municipality's wall, opened to write; kept at the end of the test."""
    with wall.inside("tama", write=True):
        yield


@pytest.fixture(scope="session")
def routed() -> dict[str, Any]:
    """The after-school club of Tama as its folder has it, with its way to a decision (決裁の経路)."""
    report = examine_folder(HOME / "procedures" / "gakudo", "tama", HOME).report
    assert not report.faults
    return dict(report.files)


@pytest.fixture(scope="session")
def gakudo(routed: dict[str, Any]) -> dict[str, Any]:
    """The same of a city whose deciders decide alone."""
    office = {key: value for key, value in routed["municipality.yaml"].items() if key != "approval"}
    alone = {path: data for path, data in routed.items() if path != "standard/docket.yaml"}
    return {**alone, "municipality.yaml": office}


@pytest.fixture
def tama(in_tama: None, gakudo: dict[str, object]) -> None:
    """Inside of Tama, with its after-school club in force."""
    publish.publish(gakudo, now())


@pytest.fixture
def server_env(house: object) -> dict[str, str]:
    """The environment with which a process of our own works on the same database."""
    return os.environ | SETTINGS
