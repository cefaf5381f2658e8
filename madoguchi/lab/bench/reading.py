"""読み取りの確かさ - made-up certificates are read: fields exact, milliseconds, and what the gate refuses.

Half of the papers are on forms and in fonts that nobody tuned on. The gate is tried on photos of every strength that a
clerk still reads without effort, and on as many that nobody reads.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, Final

from madoguchi.lab.bench._review import Score, add_fields, of_fields, share, spread
from madoguchi.lab.evidence import HOME
from madoguchi.lab.folders import edition_in
from madoguchi.plugs.reading.paper import look

if TYPE_CHECKING:
    from madoguchi.lab.certificate.paper import Medium

TOWN: Final = ("gakudo", "tama")
MEDIA: Final[tuple[Medium, ...]] = ("xlsx", "pdf", "scan", "photo")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same papers (default: 1)")
    parser.add_argument("--papers", type=int, default=20, help="how many of each medium (default: 20)")
    parser.add_argument("--media", default=",".join(MEDIA), help="which, with commas (default: all four)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """As `measure`."""
    return measure(args.seed, args.papers, tuple(medium for medium in MEDIA if medium in args.media.split(",")))


def measure(seed: int, papers: int, media: tuple[Medium, ...]) -> dict[str, Any]:
    """{"seed", "papers", "fields": {medium: shares}, "ms": {medium: spread}, "gate", "why", "misread"}.

    `gate` has two shares: `refused` of the readable photos and scans, `accepted` of the unreadable photos.
    """
    kinds = list(edition_in(HOME, *TOWN).paper_files)
    score = Score()
    look(*_made(seed, 0, "xlsx")[1:], kinds)  # the box has started when the clock runs
    refused: Counter[str] = Counter()
    seen = [(medium, number) for medium in media for number in range(papers)]
    for medium, number in seen:
        told, name, data = _made(seed, number, medium)
        began = time.perf_counter()
        said = look(name, data, kinds)
        score.ms[medium].append((time.perf_counter() - began) * 1_000)
        if said["quality"] and medium in ("scan", "photo"):
            refused[said["quality"]] += 1
        else:
            add_fields(score, (f"{seed}/{number}", name), medium, told, said)
    pictures = papers * len({"scan", "photo"} & {*media})
    spoilt = papers if "photo" in media else 0
    taken = sum(not look(*_made(seed, number, "photo", True)[1:], kinds)["quality"] for number in range(spoilt))
    return {
        "seed": seed,
        "papers": papers,
        "fields": {medium: of_fields(told) for medium, told in sorted(score.fields.items())},
        "ms": {medium: spread(told) for medium, told in sorted(score.ms.items())},
        "gate": {"refused": share(refused.total(), pictures), "accepted": share(taken, spoilt)},
        "why": dict(refused.most_common()),
        "misread": score.misread[:200],
    }


def _made(seed: int, number: int, medium: Medium, spoilt: bool = False) -> tuple[dict[str, Any], str, bytes]:
    """What stands on a paper, its name and bytes."""
    from madoguchi.lab.certificate.paper import Seen, paper  # needs the extra `lab`
    from madoguchi.lab.certificate.photo import UNREADABLE
    from madoguchi.lab.certificate.values import values

    dice = Random(f"{seed}/{medium}/{number}/{spoilt}")
    told = values(dice)
    seen = Seen(spoilt=[*UNREADABLE][number % len(UNREADABLE)]) if spoilt else None
    return told, *paper(told, dice, medium, held_out=number % 2 == 1, seen=seen)


def table(told: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{told['papers']} papers of each medium, seed {told['seed']}", ""]
    for medium, row in told["fields"].items():
        lines.append(f"{medium + ': fields exact':<28}{_share(row['all'])}; digits {_share(row['digits'])}")
    lines += [f"{medium + ': ms':<28}{row['p50']} ({row['p95']})" for medium, row in told["ms"].items()]
    gate = told["gate"]
    lines += [f"{'gate: readable refused':<28}{_share(gate['refused'])}"]
    lines += [f"{'gate: unreadable accepted':<28}{_share(gate['accepted'])}"]
    return "\n".join(lines)


def _share(row: dict[str, Any]) -> str:
    return f"{row['percent']} % of {row['of']} ({row['interval'][0]}-{row['interval'][1]})"
