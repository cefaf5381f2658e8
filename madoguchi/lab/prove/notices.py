"""通知の嵐 - a round of 2,000 decided with kills and a mail server that refuses: all told in time, none lost."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.ground import ground
from madoguchi.lab.storm.notices import Weather, storm

TOPIC = "notices"

FULL = Weather()
SMALL = Weather(applications=12, workers=1, kills=1, life=2.0)
# As many that some are surely among those that are refused at first.
DEAF = Weather(applications=12, workers=1, kills=0, refuse=50)
MANY: Final = 2_000  # notices of a round
LIMIT: Final = 180.0  # seconds from the decision to the last letter and mail, kills and all


def run(full: bool) -> dict[str, Any]:
    """The storm and its control arm on each database."""
    weather = FULL if full else SMALL
    sizes = {"applications": weather.applications, "workers": weather.workers, "refused_percent": weather.refuse}
    figures: dict[str, Any] = {"sizes": sizes, "limit": LIMIT}
    with both() as databases:
        for kind, database in databases.items():
            told = {}
            for arm, kind_of_weather in (("house", weather), ("deaf", DEAF)):
                with (
                    tempfile.TemporaryDirectory(prefix="madoguchi-storm-") as place,
                    ground(Path(place), database) as it,
                ):
                    told[arm] = storm(it, kind_of_weather, arm)
            figures[kind] = told
            _must_hold(kind, told, weather, full)
    return figures


def _must_hold(kind: str, told: dict[str, Any], weather: Weather, full: bool) -> None:
    house = told["house"]
    if house["lost"] or house["errands_left"] or house["kills"] < weather.kills * weather.workers:
        raise Disproved(f"{kind}: lost or left: {house}")
    if not told["deaf"]["lost"]:
        raise Disproved(f"{kind}: the control arm did not fail: {told}")
    if full and (house["notices"] < MANY or house["seconds"] > LIMIT):
        raise Disproved(f"{kind}: too few or too slow: {house}")
