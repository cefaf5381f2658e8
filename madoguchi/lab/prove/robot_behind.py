"""LGWANの中のロボット - it reaches no database: by a folder or by requests nothing is lost, doubled or wrong either."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from .robot_storm import FULL, SMALL, blown, need_strong

TOPIC = "robot_behind"
ARMS: Final = ("folder", "relay")


def run(full: bool) -> dict[str, Any]:
    """The storm by each way. Raises Disproved."""
    # Of this robot a dead half is waited for as long as its slowest answer, which is minutes: so it is quick.
    weather = replace(FULL if full else SMALL, quick=True)
    figures: dict[str, Any] = {"sizes": {"robots": weather.robots, "applications": weather.applications}}
    for arm in ARMS:
        figures[arm] = blown("", weather, arm)
        if full:
            need_strong(arm, figures[arm])
    return figures
