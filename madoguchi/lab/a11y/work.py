"""役所の番 - what an office does between the two halves of a family's way: asks for a correction, passes, approves."""

from __future__ import annotations

from typing import Any, Final

from madoguchi.core.case import Actor
from madoguchi.desk import act
from madoguchi.store import wall
from madoguchi.web import clock

TOWN: Final = "tama"
DEEDS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "return": ("clerk", {"fields": ("guardians.0.phone",), "message": "電話番号を確かめてください。"}),
    "pass": ("clerk", {}),
    "approve": ("decider", {"reason": "要件を満たし、定員に空きがあるため", "place": "daini"}),
}


def work(reference: str, deed: str) -> None:
    """One deed on the first case of an application."""
    role, words = DEEDS[deed]
    with wall.inside(TOWN, write=True):
        act.act(f"{reference}-1", deed, Actor("mihon", role), clock.now(), **words)
