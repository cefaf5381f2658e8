"""用務の嵐 - workers killed while a slow service works: nothing lost or doubled; without `find` it doubles."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import ground

TOPIC = "errands"


def run(full: bool) -> dict[str, Any]:
    """One storm and its control arm on each database."""
    errands, control = (400, 60) if full else (30, 8)
    figures: dict[str, Any] = {"sizes": {"errands": errands, "errands_without_find": control, "workers": 4}}
    with both() as databases:
        for kind, database in databases.items():
            with tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place, ground(Path(place), database) as made:
                storm = made.ask("madoguchi.lab.storm", "errands", "--errands", str(errands))
                without = made.ask("madoguchi.lab.storm", "errands", "--errands", str(control), "--without-find")
            figures[kind] = {"storm": storm, "without_find": without}
            if storm["lost"] or storm["doubled"] or without["lost"]:
                raise Disproved(f"{kind}: lost or doubled: {figures[kind]}")
            if not storm["kills"] or not without["doubled"]:
                raise Disproved(f"{kind}: the storm was too weak to show anything: {figures[kind]}")
    return figures
