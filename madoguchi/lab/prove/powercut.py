"""停電 - only synced bytes survive: as the house is set, no acknowledged submission is lost; with less sync, some."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.powercut import arm

TOPIC = "powercut"


def run(full: bool) -> dict[str, Any]:
    """`full` is the arm as the house is set, `normal` the control arm. How PostgreSQL syncs is not ours to show."""
    cuts, control, receipts = (40, 8, 30) if full else (2, 1, 8)
    with tempfile.TemporaryDirectory(prefix="madoguchi-cut-") as place:
        figures = {}
        for name, synchronous, number in (("full", "FULL", cuts), ("normal", "NORMAL", control)):
            folder = Path(place) / name
            with ground(folder) as made:
                figures[name] = arm(made, folder, synchronous, number, receipts, seed=1)
    house, less = figures["full"], figures["normal"]
    if house["lost"] or house["torn_lost"] or house["broken"] or less["broken"]:
        raise Disproved(f"lost or broken: {figures}")
    if not house["acknowledged"] or not less["lost"]:
        raise Disproved(f"the cuts were too weak to show anything: {figures}")
    return {"sizes": {"cuts": cuts, "cuts_normal": control}, **figures}
