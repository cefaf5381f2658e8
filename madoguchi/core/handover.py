"""引き渡し - how a municipality hands the cases of a procedure to its back office, from when on, and at what pace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final

from .condition import Names
from .days import JST
from .transcript.office import System, Transcript, read_system, read_transcript

# 方式1 typed by hand from a page, 方式2 by a robot, 方式3 a file of one case, 方式4 a file of many.
WAYS: Final = ("screen", "robot", "file", "batch")
SYSTEM: Final = "systems/system.yaml"
TRANSCRIPT: Final = "systems/transcript.yaml"
ROBOT: Final = "systems/robot.yaml"


@dataclass(frozen=True)
class Handover:
    """From a step of `after` on the back office has the case and follows it; in a status of `ends` its record is
    cancelled. Of a robot: the `hours` in Japan in which it works (always without), its most cases in a minute (0: as
    it can), after how many system errors in a row it pauses, and the seconds that it saves of one case (`by_hand`; 0:
    nobody knows)."""

    system: System
    way: str
    after: tuple[str, ...]
    ends: tuple[str, ...]
    transcript: Transcript
    hours: tuple[time, time] | None = None
    per_minute: int = 0
    pause_after: int = 5
    by_hand: int = 0
    script: Mapping[str, Any] = field(default_factory=dict)

    def works_at(self, at: datetime) -> bool:
        """Whether an aware moment is within the hours; a last hour before the first is on the next day."""
        if self.hours is None:
            return True
        first, last = self.hours
        clock = at.astimezone(JST).time()
        return first <= clock < last if first < last else clock >= first or clock < last


def read_handover(files: Mapping[str, Any], names: Names) -> Handover | None:
    """From the files of an edition; None where the municipality hands nothing over. Raises ConditionFault."""
    told = files["town.yaml"].get("handover")
    if not told:
        return None
    hours = told.get("hours")
    return Handover(
        system=read_system(files[SYSTEM]),
        way=told["way"],
        after=tuple(told["after"]),
        ends=tuple(told.get("ends", ())),
        transcript=read_transcript(files[TRANSCRIPT], names, files["procedure.yaml"].get("subjects", "")),
        hours=(time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"])) if hours else None,
        per_minute=told.get("per_minute", 0),
        pause_after=told.get("pause_after", 5),
        by_hand=told.get("by_hand", 0),
        script=files.get(ROBOT, {}),
    )
