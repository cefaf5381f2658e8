"""What every test of errands begins with."""

from datetime import datetime
from typing import Any

import pytest

from madoguchi.core.case import Errand
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall
from madoguchi.store import municipalities, wall
from tests.desk.errands.scripted import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def handlers(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "HANDLERS", {})

    def note(errand: Errand, answer: str, now: datetime) -> None:
        assert wall.writing()
        done.append(answer)

    desk.register("test", lambda errand, payload: PlugCall("test/script", payload), note)


@pytest.fixture
def slugs(house: Any) -> tuple[str, str]:
    one, two, *_ = (municipality.slug for municipality in municipalities.all_())
    return one, two


@pytest.fixture
def slug(slugs: tuple[str, str]) -> str:
    return slugs[0]
