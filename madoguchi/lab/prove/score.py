"""採点の速さ - all families of a city are scored by two computations that agree, as fast as is promised."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.score import MOST, measure, too_slow
from madoguchi.lab.evidence import Disproved

TOPIC = "score"


def run(full: bool) -> dict[str, Any]:
    """As `madoguchi bench score`. `full=False`: forty families, and nothing is held to the promised speed."""
    told = [measure(number) for number in (MOST if full else (40,))]
    if full and (slow := [said for figures in told if (said := too_slow(figures))]):
        raise Disproved("; ".join(slow))
    return {
        "sizes": {"families": [figures["families"] for figures in told], "limits": list(MOST.values())},
        "runs": told,
    }
