"""選考の確かさ - fast enough at every size, the fewest exceptions, and properties that hold of hundreds of rounds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from random import Random
from typing import Any, Final

from madoguchi.core.allocation import allocate
from madoguchi.core.verification import verify
from madoguchi.lab import brute
from madoguchi.lab.bench.allocate import TOWNS, measure, short_of
from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.fewest import fewest
from madoguchi.lab.market import hard, tiny

TOPIC = "allocate"
SEED: Final = 1
EXAMPLES: Final = 300  # of each property
PROPERTIES: Final = ("tests/core/allocation/test_properties.py", "tests/core/verification")
TINY: Final = 2_000
TINY_BEST: Final = 99.5  # per cent with the fewest exceptions
COUPLES: Final = ((8, 3), (10, 4), (12, 4), (14, 5))  # couples, clubs
HARD: Final = 15  # rounds of each of these
HARD_NEAR: Final = 95.0  # per cent within one of the fewest
SECONDS: Final = 60.0  # of one proof


def run(full: bool) -> dict[str, Any]:
    """`full=False`: a few of everything, sizes cut down, and nothing held to the promised speed."""
    speed = measure(SEED, [*TOWNS, "country", "beside"], 1 if full else 100)
    if full and (slow := short_of(speed)):
        raise Disproved("; ".join(slow))
    rounds, couples = (TINY, HARD) if full else (10, 1)
    small, large = _tiny(rounds), _hard(couples, COUPLES if full else COUPLES[:1])
    if small["best_percent"] < TINY_BEST:
        raise Disproved(f"fewest exceptions in {small['best_percent']} % of tiny rounds")
    if large["near_percent"] < HARD_NEAR:
        raise Disproved(f"within one of the fewest in {large['near_percent']} % of rounds of couples")
    if full:
        _properties()
    return {
        "sizes": {"seed": SEED, "tiny": rounds, "couples": large["rounds"], "examples": EXAMPLES if full else 0},
        "speed": speed,
        "tiny": small,
        "couples": large,
    }


def _tiny(rounds: int) -> dict[str, Any]:
    """Against every outcome there is."""
    excess: Counter[int] = Counter()
    for seed in range(rounds):
        document = tiny(Random(seed))
        excess[_exceptions(document) - brute.fewest(document)] += 1
    return {"excess": _told(excess), "best_percent": round(100 * excess[0] / rounds, 2)}


def _hard(rounds: int, sizes: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """Against the number that is proved to be the fewest."""
    excess: Counter[int] = Counter()
    for couples, pools in sizes:
        for seed in range(rounds):
            document = hard(Random(seed), couples, pools)
            proof = fewest(document, SECONDS)
            if not proof.proved or proof.fewest is None:
                raise Disproved(f"{couples} couples, {pools} clubs, seed {seed}: no proof in {SECONDS} s")
            excess[_exceptions(document) - proof.fewest] += 1
    near = excess[0] + excess[1]
    return {
        "rounds": excess.total(),
        "excess": _told(excess),
        "best_percent": round(100 * excess[0] / excess.total(), 2),
        "near_percent": round(100 * near / excess.total(), 2),
    }


def _exceptions(document: dict[str, Any]) -> int:
    result = allocate(document)
    if wrong := verify(document, result).wrong:
        raise Disproved(f"the checker says: {wrong[0].at}: {wrong[0].say}")
    return len(result["exceptions"])


def _told(excess: Counter[int]) -> dict[str, int]:
    return {str(number): count for number, count in sorted(excess.items())}


def _properties() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *PROPERTIES],
        cwd=HOME,
        env={**os.environ, "MADOGUCHI_TEST_EXAMPLES": str(EXAMPLES)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Disproved(done.stdout[-2_000:])
