"""一覧の速さ - the staff's list over 2,000 and 60,000 cases answers in the time that is promised, on both databases."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.inbox import LIMITS, measure, too_slow
from madoguchi.lab.evidence import Disproved

TOPIC = "inbox"
ROUNDS = 20
SMALL = (200, 2)


def run(full: bool) -> dict[str, Any]:
    """p50 and p95 of every page, in milliseconds of the server, by size and database. `full=False`: 200 cases."""
    sizes = [(cases, ROUNDS) for cases in LIMITS] if full else [SMALL]
    found = {cases: measure(cases, rounds) for cases, rounds in sizes}
    if slow := [told for figures in found.values() for told in too_slow(figures)]:
        raise Disproved("; ".join(slow))
    kinds = ("sqlite", "postgresql")
    return {
        "sizes": {"cases": list(found), "rounds": sizes[0][1], "limits_ms": dict(LIMITS)},
        **{str(cases): {kind: figures[kind] for kind in kinds} for cases, figures in found.items()},
        "slowest_p95_ms": {
            str(cases): {kind: max(page["p95"] for page in figures[kind].values()) for kind in kinds}
            for cases, figures in found.items()
        },
    }
