"""How cases are handed over: the ways of a municipality, and the hours of its robot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from madoguchi.core.days import JST
from madoguchi.core.handover import WAYS
from madoguchi.core.package.edition import open_edition, pack
from madoguchi.core.package.schemas import schema
from madoguchi.core.transcript import office
from tests.handover import with_handover


@pytest.mark.parametrize(
    ("hours", "clock", "works"),
    [
        (None, "12:00", True),
        ({"from": "20:00", "to": "06:00"}, "20:00", True),
        ({"from": "20:00", "to": "06:00"}, "05:59", True),
        ({"from": "20:00", "to": "06:00"}, "06:00", False),
        ({"from": "20:00", "to": "06:00"}, "12:00", False),
        ({"from": "09:00", "to": "17:00"}, "12:00", True),
        ({"from": "09:00", "to": "17:00"}, "17:00", False),
    ],
)
def test_a_robot_works_in_its_hours(gakudo: dict[str, Any], hours: Any, clock: str, works: bool) -> None:
    changes = {"hours": hours} if hours else {}
    found = open_edition(pack(with_handover(gakudo, **changes))).handover
    assert found is not None
    assert found.works_at(datetime.fromisoformat(f"2026-11-16T{clock}:30").replace(tzinfo=JST)) is works


def test_what_is_not_said_of_a_robot_has_its_usual_value(gakudo: dict[str, Any]) -> None:
    found = open_edition(pack(with_handover(gakudo))).handover
    assert found is not None
    assert (found.hours, found.per_minute, found.pause_after) == (None, 0, 5)
    assert found.ends == ("withdrawn", "refused", "revoked")


def test_the_words_of_the_schemas_are_those_of_the_house() -> None:
    ways = schema("town")["properties"]["handover"]["properties"]["way"]["enum"]
    field = schema("transcript")["$defs"]["field"]["properties"]
    assert sorted(ways) == sorted(WAYS)
    words = {"letters": office.LETTERS, "format": office.FORMATS, "too_long": office.TOO_LONG}
    words |= {"verify": office.VERIFY, "kind": office.KINDS}
    assert {key: tuple(field[key]["enum"]) for key in words} == words
