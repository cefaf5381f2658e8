"""画面の速さ - a filled page with mistakes is made six times as fast as by its template, to the same bytes."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.page import LEAST, fast_enough, measure

TOPIC = "page"


def run(full: bool) -> dict[str, Any]:
    """Microseconds of the processor for one page, both ways. `full=False`: twice each."""
    figures = measure(200 if full else 2)
    if full:
        fast_enough(figures)
    sizes = {name: figures.pop(name) for name in ("rounds", "pages")}
    return {"sizes": {**sizes, "least_times": LEAST}, **figures}
