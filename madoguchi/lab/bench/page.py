"""画面の速さ - a filled page with a mistake at every question: by its template, and joined of cut texts.

Every page of the sample family with two children, each with a token against forged forms, by plain Django templates
with the cached loader and as the house makes it, turn by turn in the same process, in microseconds of the processor.
That the bytes are the same is looked at first. Besides, whole requests (a page looked at, a page sent with mistakes)
with either way, in milliseconds, on SQLite.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import Disproved
from madoguchi.lab.storm.ground import ground

LEAST = 6.0  # times as fast as the template, over all pages


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--rounds", type=int, default=100, help="how often each page is made (default: 100)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """As `measure`."""
    return measure(args.rounds)


def measure(rounds: int) -> dict[str, Any]:
    """{"rounds", "pages", "plain_us", "cut_us", "times", "worst": {"page", "times"}, "requests": {deed: {way: ms}}}"""
    with tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as place, ground(Path(place)) as it:
        found = it.ask("madoguchi.lab.bench._pages", str(rounds))
    pages = found["pages"]
    plain, cut = (sum(ways[way] for ways in pages.values()) / len(pages) for way in ("plain", "cut"))
    times = {slug: round(ways["plain"] / ways["cut"], 1) for slug, ways in pages.items()}
    worst = min(times, key=times.__getitem__)
    return {
        "rounds": rounds,
        "pages": len(pages),
        "plain_us": round(plain),
        "cut_us": round(cut),
        "times": round(plain / cut, 1),
        "worst": {"page": worst, "times": times[worst]},
        "requests": {deed: {way: round(ms, 2) for way, ms in ways.items()} for deed, ways in found["requests"].items()},
    }


def fast_enough(figures: dict[str, Any]) -> None:
    """Raises Disproved where the pages are not as fast as is promised."""
    if figures["times"] < LEAST:
        raise Disproved(f"only {figures['times']} times as fast as the template, not {LEAST}: {figures}")


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{figures['pages']} pages, each {figures['rounds']} times, microseconds of one", ""]
    lines += [f"  by its template {figures['plain_us']:>8}", f"  cut             {figures['cut_us']:>8}"]
    lines += [
        f"  {figures['times']} times as fast; least at {figures['worst']['page']}: {figures['worst']['times']}",
        "",
    ]
    lines += ["whole requests, milliseconds of one"]
    lines += [
        f"  {deed:<12} by its template {ways['plain']:>8}, cut {ways['cut']:>8}"
        for deed, ways in figures["requests"].items()
    ]
    return "\n".join(lines)
