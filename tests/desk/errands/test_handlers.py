"""用務の種類 - no room that has errands done is left out: its errands would wait for ever."""

from __future__ import annotations

import re
from pathlib import Path

import madoguchi.desk
from madoguchi.desk.handlers import ROOMS

DESK = Path(madoguchi.desk.__file__).parent


def test_every_room_that_registers_a_kind_is_opened() -> None:
    registers = re.compile(r"^ *register\([\w.]+, ", re.MULTILINE)
    found = {file.relative_to(DESK) for file in DESK.rglob("*.py") if registers.search(file.read_text("utf-8"))}
    assert {".".join(file.with_suffix("").parts) for file in found} == set(ROOMS)
