"""すべての転記 - thousands of cases are typed into the made-up back office, and every field is as it should be."""

from __future__ import annotations

from typing import Any, Final

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.prove.robot_storm import blown
from madoguchi.lab.storm.databases import both
from madoguchi.lab.storm.robots import Weather

TOPIC = "robot_typed"
LEAST: Final = 2_000  # cases, which so many applications have
FULL: Final = Weather(applications=1_800, kills=0, struck=0.0, later=False)
SMALL: Final = Weather(applications=4, kills=0, struck=0.0, later=False)


def run(full: bool) -> dict[str, Any]:
    """On PostgreSQL, with two robots that nobody disturbs. Raises Disproved."""
    weather = FULL if full else SMALL
    with both() as databases:
        told = blown(databases["postgresql"], weather, "house")
    if full and told["cases"] < LEAST:
        raise Disproved(f"{told['cases']} cases are fewer than {LEAST}")
    pace = round(60 * told["cases"] / told["seconds"], 1)
    return {"sizes": {"cases": told["cases"], "robots": weather.robots}, **told, "per_minute": pace}
