"""画面の重さ - no page of a family is heavier on the line than is promised, nor asks for more requests."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.weight import FIRST, LATER, REQUESTS, measure, too_heavy
from madoguchi.lab.evidence import Disproved

TOPIC = "weight"


def run(full: bool) -> dict[str, Any]:
    """Bytes and requests of the first page, and of the heaviest later one. `full=False`: a family with one child."""
    figures = measure(2 if full else 1)
    if told := too_heavy(figures):
        raise Disproved("; ".join(told))
    first, *later = figures["pages"].values()
    return {
        "sizes": {"children": figures["children"], "pages": len(figures["pages"])},
        "limits": {"first_bytes": FIRST, "later_bytes": LATER, "requests": REQUESTS},
        "first": first,
        "heaviest_later": {name: max(one[name] for one in later) for name in ("bytes", "requests")},
        "whole_way_bytes": sum(one["bytes"] for one in figures["pages"].values()),
    }
