"""表の支度 - `migrate` beside an open counter: it lets go of a table it cannot have, and tries again."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError

from madoguchi.store import schema


def held() -> OperationalError:
    fault = OperationalError("held")
    fault.__cause__ = psycopg.errors.LockNotAvailable("held")
    return fault


class Deed:
    def __init__(self, *faults: Exception) -> None:
        self.faults, self.calls = list(faults), 0

    def __call__(self) -> Any:
        self.calls += 1
        if self.faults:
            raise self.faults.pop(0)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, house: object) -> None:
    monkeypatch.setattr(schema, "PAUSE", 0.0)


def test_a_table_that_is_held_is_tried_again() -> None:
    deed = Deed(held(), held())
    schema._patiently("default", deed)
    assert deed.calls == 3


def test_a_table_that_is_always_held_ends_with_words() -> None:
    with pytest.raises(schema.CannotMigrate, match="held by others"):
        schema._patiently("default", Deed(*[held() for _ in range(schema.TRIES)]))


def test_any_other_fault_is_not_hidden() -> None:
    with pytest.raises(OperationalError):
        schema._patiently("default", Deed(OperationalError("no such table")))
