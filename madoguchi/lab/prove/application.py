"""一件の申請の重さ - an application with two pages of papers is received in 0.1 CPU-seconds, on both databases."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.application import LIMIT, PAPERS, measure
from madoguchi.lab.evidence import Disproved

TOPIC = "application"


def run(full: bool) -> dict[str, Any]:
    """CPU-seconds of one application, for each kind of papers. `full=False`: two applications."""
    number = 30 if full else 2
    found = {papers: measure(number, papers) for papers in PAPERS}
    kinds = ("sqlite", "postgresql")
    heavy = [kind for kind in kinds if found["pdf"][kind]["received"] > LIMIT]
    if full and heavy:
        raise Disproved(f"more than {LIMIT} CPU-seconds on {', '.join(heavy)}: {found}")
    return {
        "sizes": {"applications": number, "limit_cpu_s": LIMIT},
        **{papers: {kind: figures[kind] for kind in kinds} for papers, figures in found.items()},
    }
