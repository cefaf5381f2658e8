"""号令の支度 - a counter with its procedure in force, kept where a process of its own can see it."""

from typing import Any

import pytest

from madoguchi.desk import publish
from madoguchi.store import wall
from madoguchi.web.clock import now


@pytest.fixture
def published(house: object, gakudo: dict[str, Any]) -> None:
    """The sample municipality with its after-school club."""
    with wall.inside("tama", write=True):
        publish.publish(gakudo, now())
