"""窓口の試験の支度 - a browser before the pages of a town whose procedure is in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from madoguchi import settings
from madoguchi.commands import load
from madoguchi.core.account import needs_factor
from madoguchi.desk import letter, office, publish
from madoguchi.store import wall
from madoguchi.web import demo
from madoguchi.web.clock import now
from tests.web.visits import Visitor


@pytest.fixture
def town(house: object, gakudo: dict[str, object]) -> None:
    """Tama with its after-school club in force, seen from outside of the wall; nobody works there."""
    cache.clear()  # tries that were counted
    with wall.inside("tama", write=True):
        publish.publish(gakudo, now())


@pytest.fixture
def staff(town: None) -> None:
    """A clerk and a decider of Tama, and a clerk of Hachioji with the same name and another password."""
    with wall.inside("tama", write=True):
        for username, name, roles in demo.CLERKS:
            office.employ(username, name, roles, load.DEMO_PASSWORD, totp=demo.SECRET if needs_factor(roles) else "")
    with wall.inside("hachioji", write=True):
        office.employ("uketsuke", "隣の 受付", ("clerk",), "tonari-no-madoguchi")


@pytest.fixture
def visit(town: None) -> Callable[[], Visitor]:
    """A new browser, with the check for forged forms as it really is."""
    return lambda: Visitor(Client(enforce_csrf_checks=True))


@pytest.fixture
def visitor(visit: Callable[[], Visitor]) -> Visitor:
    """A family at its browser."""
    return visit()


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A house that signs with a certificate of the sample."""
    monkeypatch.setattr(settings, "SEALS", str(tmp_path / "seals"))
    monkeypatch.setattr(settings, "DEMO", True)
    letter.seal.cache_clear()
    yield
    letter.seal.cache_clear()
