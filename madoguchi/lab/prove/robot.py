"""ロボット - what it makes of changed screens, and how fast it types on a quiet machine, beside another robot."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from madoguchi.lab.bench.robot import measure, too_slow
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.mutations import robot_of, try_all
from madoguchi.lab.office import office

TOPIC = "robot"
FULL, SMALL = 200, 4  # cases of the bench


def run(full: bool) -> dict[str, Any]:
    """`full=False`: each change of the screens at one page only, a few cases, and nothing held to a speed."""
    figures = {"bench": measure(FULL if full else SMALL), "mutations": _mutated(full)}
    if full and (slow := too_slow(figures["bench"])):
        raise Disproved(slow)
    return {"sizes": {"cases": figures["bench"]["cases"], "tried": figures["mutations"]["tried"]}, **figures}


def _mutated(full: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-mutations-") as place, office(Path(place) / "office") as it:
        tried = list(try_all(it, robot_of(it, Path(place)), every=full, healed=full))
    if wrong := [f"{one.name} at {one.page}: {one.wrong}" for one in tried if one.wrong]:
        raise Disproved("; ".join(wrong))
    return {
        "mutations": len({one.name for one in tried}),
        "tried": len(tried),
        "outcomes": dict(sorted(Counter(one.outcome.how for one in tried).items())),
        "wrong": 0,
    }
