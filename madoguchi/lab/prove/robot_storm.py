"""ロボットの嵐 - robots and browsers killed while they type: nothing lost, doubled or wrong; the blind ones double."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.robots import Weather, storm

TOPIC = "robot_storm"
KILLS: Final = 200  # at least, on each database
FULL: Final = Weather()
SMALL: Final = Weather(applications=4, kills=2, life=3.0, struck=0.3, quick=True)
# Nothing befalls them but that they die behind a click.
BLIND: Final = Weather(applications=3, robots=1, kills=0, struck=0.6, later=False, quick=True)


def run(full: bool) -> dict[str, Any]:
    """The storm and its control arm on each database. Raises Disproved."""
    weather = FULL if full else SMALL
    figures: dict[str, Any] = {"sizes": {"robots": weather.robots, "applications": weather.applications}}
    with both() as databases:
        for kind, database in databases.items():
            figures[kind] = {arm: blown(database, sky, arm) for arm, sky in (("house", weather), ("blind", BLIND))}
            if full:
                need_strong(kind, figures[kind]["house"])
    return figures


def need_strong(name: str, told: dict[str, Any]) -> None:
    """Raises Disproved where too few were killed."""
    if told["kills"] < KILLS or not told["strikes"]:
        raise Disproved(f"{name}: the storm was too weak to show anything: {told}")


def blown(database: str, weather: Weather, arm: str) -> dict[str, Any]:
    """One storm on a ground of its own. Raises Disproved."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place, ground(Path(place), database) as it:
        told = storm(it, weather, arm)
    must_hold(told, arm)
    return told


def must_hold(told: dict[str, Any], arm: str) -> None:
    """Nothing lost, doubled or wrong; but of who is blind something doubled. Raises Disproved."""
    if arm == "blind":
        if not told["doubled"]:
            raise Disproved(f"the control arm did not double: {told}")
    elif told["say"] or told["undone"] or told["stray_browsers"]:
        raise Disproved(f"{arm}: {told}")
