"""様式の速さ - whole documents are cleaned as fast as is promised, valid or not, and long lists stay in proportion."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.form import LEAST, LISTS, measure, too_slow
from madoguchi.lab.evidence import Disproved

TOPIC = "form"


def run(full: bool) -> dict[str, Any]:
    """As `madoguchi bench form`. `full=False`: a moment each, and nothing is held to the promised speed."""
    seconds, documents = (5.0, 200) if full else (0.02, 3)
    figures = measure(seconds, documents)
    if full and (slow := too_slow(figures)):
        raise Disproved("; ".join(slow))
    return {
        "sizes": {"documents": documents, "seconds": seconds, "least_per_second": dict(LEAST), "lists": dict(LISTS)},
        "per_second": figures["per_second"],
        "page_ms": figures["page_ms"],
    }
