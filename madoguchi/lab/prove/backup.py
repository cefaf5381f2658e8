"""写し - a backup under load comes back elsewhere: no receipt is lost, every file opens; a harmed one is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.backup import drill
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import empty, ground

TOPIC = "backup"


def run(full: bool) -> dict[str, Any]:
    """On each database into another of its kind, and from SQLite into PostgreSQL."""
    before = 2_000 if full else 8
    figures: dict[str, Any] = {"sizes": {"applications": before}}
    with both() as databases:
        ways = {kind: (address, address) for kind, address in databases.items()}
        ways["sqlite_to_postgresql"] = (databases["sqlite"], databases["postgresql"])
        for name, (source, target) in ways.items():
            figures[name] = _drill(source, target, before if len(figures) < 3 else min(before, 200))
            _must_hold(name, figures[name])
    return figures


def _drill(source: str, target: str, before: int) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-drill-") as place,
        ground(Path(place) / "a", source) as here,
        empty(Path(place) / "b", here, target) as there,
    ):
        return drill(here, there, before)


def _must_hold(name: str, told: dict[str, Any]) -> None:
    wrong = [word for word in ("lost", "unopened", "chain_faults") if told[word]]
    wrong += [word for word in ("next_is_new", "same_to_the_byte") if not told[word]]
    wrong += [harm for harm, refused in told["refused"].items() if not refused]
    if wrong:
        raise Disproved(f"{name}: {', '.join(wrong)}: {told}")
    if not told["handed_in_during"]:
        raise Disproved(f"{name}: nobody handed in while the backup was made: {told}")
