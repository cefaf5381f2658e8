"""用務の種類 - the rooms of the desk that have errands done: to open one makes its kinds known."""

from __future__ import annotations

from importlib import import_module
from typing import Final

ROOMS: Final = (
    *("advise", "docket.carry", "docket.look", "gather", "intake.carry", "letter", "review", "robots", "tell"),
    *("transcribe", "trial"),
)


def make_known() -> None:
    """Every kind of errand that there is, for a process that does whatever is due."""
    for room in ROOMS:
        import_module(f"madoguchi.desk.{room}")
