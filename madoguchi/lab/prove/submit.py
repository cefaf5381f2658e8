"""申請の嵐 - server and worker killed while families hand in: nothing lost, nothing doubled; each control arm fails."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.submit import Weather, storm

TOPIC = "submit"

FULL = Weather(server_kills=28, worker_kills=16)
SMALL = Weather(server_kills=4, worker_kills=2, each=1, refuse=0)
# Controls need no kills of ours: one loses answers, the other kills itself.
AGAIN = Weather(server_kills=0, worker_kills=0, deaf=0.0, refuse=0)
EARLY = Weather(server_kills=0, worker_kills=0, deaf=0.0, refuse=0)


def run(full: bool) -> dict[str, Any]:
    """The storm and both control arms on each database."""
    weather = FULL if full else SMALL
    kills = weather.server_kills + weather.worker_kills
    figures: dict[str, Any] = {"sizes": {"clients": weather.clients, "kills": kills}}
    with both() as databases:
        for kind, database in databases.items():
            told = {}
            for arm, kind_of_weather in (("house", weather), ("again", AGAIN), ("early", EARLY)):
                with (
                    tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place,
                    ground(Path(place), database) as it,
                ):
                    told[arm] = storm(it, kind_of_weather, arm)
            figures[kind] = told
            _must_hold(kind, told, kills)
    return figures


def _must_hold(kind: str, told: dict[str, Any], kills: int) -> None:
    house = told["house"]
    wrong = [
        name for name in ("lost", "doubled", "gave_up", "server_faults", "mails_missing", "errands_left") if house[name]
    ]
    if wrong or house["kills"] < kills:
        raise Disproved(f"{kind}: {', '.join(wrong)}: {house}")
    if not told["again"]["doubled"] or not told["early"]["lost"]:
        raise Disproved(f"{kind}: a control arm did not fail: {told}")
