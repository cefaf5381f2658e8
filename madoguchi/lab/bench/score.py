"""採点の速さ - so many made-up families scored twice: by tables in Python, then by SQL, and laid side by side.

The families differ in what the sample city's tables ask: reasons, days, hours, grade, brothers and sisters. What is
measured is scoring alone, from answers as they are stored to two results that agree. Ends with 1 when they do not.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import islice
from typing import Any, Final

from madoguchi.core.package.edition import Edition
from madoguchi.core.package.read import read_all
from madoguchi.desk.twice import BATCH, Handed, scored_twice
from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.family import answers, family
from madoguchi.lab.folders import edition_in, places

SEED: Final = 6
TODAY: Final = date.fromisoformat("2026-11-16")
REASONS: Final = ("work", "birth", "care", "study", "job_seeking", "none")
MOST: Final = {2_000: 2.0, 60_000: 60.0}  # families -> seconds
SPANS: Final = (("09:00", "17:30"), ("10:00", "15:00"), ("13:00", "17:00"), ("22:00", "06:00"))


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--families", type=int, default=2_000, metavar="N", help="families (default: 2,000)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Measure. Raises Disproved when the two computations differ."""
    return measure(args.families)


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    told = f"{figures['families']:,} families, {figures['cases']:,} cases, {figures['gaps']:,} of them with a gap"
    return f"{told}: scored twice in {figures['seconds']} s"


def measure(number: int) -> dict[str, Any]:
    """Seconds in which so many families are scored twice. They are made a part at a time, which is not counted."""
    edition = edition_in(HOME, "gakudo", "tama")
    found = places(HOME / "procedures" / "gakudo", HOME, "tama")
    files, _ = read_all({key: path.read_bytes() for key, path in found.items()})
    many, seconds, cases, gaps = families(edition, number), 0.0, 0, 0
    while handed := list(islice(many, BATCH)):
        began = time.perf_counter()
        twice = scored_twice(edition, files, handed)
        seconds += time.perf_counter() - began
        if twice.differences:
            raise Disproved(f"the two computations differ in {len(twice.differences)} places: {twice.differences[0]}")
        cases += len(twice.scores)
        gaps += sum(score.total is None for score in twice.scores.values())
    return {"families": number, "cases": cases, "gaps": gaps, "seconds": round(seconds, 2)}


def too_slow(figures: dict[str, Any]) -> str:
    """Why the promise is not kept; "" when it is. Raises Disproved for more families than any is made for."""
    most = next((seconds for families, seconds in MOST.items() if figures["families"] <= families), None)
    if most is None:
        raise Disproved(f"nothing is promised of {figures['families']:,} families")
    took = figures["seconds"]
    return f"{took} s for {figures['families']:,} families, promised {most} s" if took > most else ""


def families(edition: Edition, number: int) -> Iterator[Handed]:
    """Made-up families as they are stored, each another one, always the same for the same number."""
    bases = [edition.document(answers(edition, family(children=children), TODAY), TODAY) for children in (1, 1, 2)]
    dice = random.Random(SEED)
    for place in range(number):
        yield f"F{place:06}", _varied(deepcopy(bases[place % len(bases)]), dice), TODAY


def _varied(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    for guardian in document["guardians"]:
        start, end = dice.choice(SPANS)
        days = dice.sample(("mon", "tue", "wed", "thu", "fri", "sat"), dice.randint(0, 6))
        guardian["reasons"] = dice.sample(REASONS, dice.randint(1, 2))
        guardian["work_days"] = dice.choice((None, *range(1, 24)))
        guardian["work_week"] = {day: {"start": start, "end": end} for day in days}
    for child in document["children"]:
        child["grade"] = dice.randint(1, 6)
        child["class_type"] = dice.choice(("regular", "regular", "support_class"))
    document["single_parent"] = dice.choice(("none", "none", "single", "away"))
    document["members"] = [{"birth": f"{TODAY.year - dice.randint(0, 70)}-06-01"} for _ in range(dice.randint(0, 2))]
    return document
