"""通知書の速さ - letters of one page are set as fast as is promised; another press and signing are told beside."""

from __future__ import annotations

from typing import Any

from madoguchi.lab.bench.letters import PROMISED, measure, too_slow
from madoguchi.lab.evidence import Disproved

TOPIC = "letters"


def run(full: bool) -> dict[str, Any]:
    """As `madoguchi bench letters`. `full=False`: four letters, and nothing is held to the promised speed."""
    figures = measure(400 if full else 4)
    if full and (slow := too_slow(figures)):
        raise Disproved(slow)
    sizes = {"letters": figures.pop("letters"), "at_once": figures.pop("at_once")}
    return {"sizes": sizes, "promised": PROMISED, **figures}
