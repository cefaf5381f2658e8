"""所要分 - minutes at the form by KLM-JT for three families and on paper: no more than required, nor than before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from madoguchi.lab import evidence
from madoguchi.lab.evidence import Disproved
from madoguchi.lab.klm import runs
from madoguchi.lab.klm.figures import REQUIRED

TOPIC = "klm"
GROWTH: Final = 1.03  # of a recorded figure, without waiting
SMALL: Final = "new"


def run(full: bool) -> dict[str, Any]:
    """Minutes of every family, clean and typical. `full=False`: one family, clean. Raises Disproved."""
    log: list[str] = []
    figures = runs.run(note=log.append) if full else runs.run(only=(SMALL,), kinds=(runs.CLEAN,), note=log.append)
    recorded = evidence.read().get(TOPIC, {}).get("figures", {}) if full else {}
    if wrong := [*too_long(figures), *grown(figures, recorded)] if full else []:
        raise Disproved("; ".join(wrong))
    sizes = {"families": [name for name in figures if name != runs.PAPER], "acts": len(log)}
    return {"sizes": sizes, **figures}


def too_long(figures: dict[str, Any]) -> Iterator[str]:
    """Families that need more than is required, once those who come back find last year's answers."""
    if not figures["returning"]["prefilled"]:
        return
    for name, most in REQUIRED.items():
        if figures[name]["base"] > most:
            yield f"{name}: {figures[name]['base']} minutes, at most {most}"


def grown(figures: dict[str, Any], recorded: dict[str, Any]) -> Iterator[str]:
    """Families that need longer than they did."""
    for name, told in figures.items():
        if name == runs.PAPER:
            continue
        before = recorded.get(name, {}).get("without_s", told["without_s"])
        if told["without_s"] > before * GROWTH:
            yield f"{name}: {told['without_s']} minutes without waiting, {before} when last recorded"
