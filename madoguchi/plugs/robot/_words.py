"""言伝 - what a plug tells on its way, as JSON and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from madoguchi.core.errand import STAGES, WAITING, Stage, stage_named
from madoguchi.core.plug import PlugError, ScreenChanged, Shown


class Told:
    """The stages of one case, each told once however often the case is begun again."""

    def __init__(self) -> None:
        self.last = WAITING

    def again(self, step: Stage | Shown) -> bool:
        """Whether this stage was told already."""
        if not isinstance(step, Stage):
            return False
        if STAGES.index(step) <= STAGES.index(self.last):
            return True
        self.last = step
        return False


def told_of(step: Stage | Shown) -> dict[str, Any]:
    if isinstance(step, Stage):
        return {"stage": step.name}
    return {"shown": step.name, "picture": b64encode(step.picture).decode(), "facts": step.facts}


def step_of(told: Mapping[str, Any]) -> Stage | Shown:
    if "stage" in told:
        return stage_named(told["stage"])
    return Shown(told["shown"], b64decode(told["picture"]), told["facts"])


def trouble_of(fault: PlugError) -> dict[str, Any]:
    told = {
        "say": str(fault),
        "permanent": fault.permanent,
        "undone": fault.undone,
        "after": fault.after.total_seconds(),
    }
    if isinstance(fault, ScreenChanged):
        told["changed"] = {
            "page": fault.page,
            "expected": fault.expected,
            "found": fault.found,
            "picture": b64encode(fault.picture).decode(),
        }
    return told


def fault_of(told: Mapping[str, Any]) -> PlugError:
    if changed := told.get("changed"):
        picture = b64decode(changed["picture"])
        return ScreenChanged(told["say"], changed["page"], changed["expected"], changed["found"], picture)
    after = timedelta(seconds=told["after"])
    return PlugError(told["say"], permanent=told["permanent"], undone=told["undone"], after=after)
