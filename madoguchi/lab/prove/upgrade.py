"""入れ替え - a new version with a migration, server by server, while families fill in: no draft lost, no error page."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.upgrade import storm

TOPIC = "upgrade"
SMALL, FULL = 3, 8  # clients


def run(full: bool) -> dict[str, Any]:
    """One upgrade on each database: two servers on PostgreSQL, one on SQLite."""
    clients = FULL if full else SMALL
    figures: dict[str, Any] = {"sizes": {"clients": clients}}
    with both() as databases:
        for kind, database in databases.items():
            with tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place:
                figures[kind] = on(Path(place) / "ground", database, clients)
    return figures


def on(place: Path, database: str, clients: int) -> dict[str, Any]:
    """One upgrade on one database. Raises Disproved."""
    with ground(place, database) as made:
        told = storm(made, made.but(**made.owner), clients, servers=2 if database else 1)
    if told["lost"] or told["drafts_lost"] or told["error_pages"] or told["broken_lines"]:
        raise Disproved(f"somebody noticed: {told}")
    if not told["broken_by_a_kill"]:
        raise Disproved(f"the control arm broke nothing: {told}")
    return told
