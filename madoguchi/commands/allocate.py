"""選考 - the places of a round: `madoguchi allocate round.json > result.json`.

Prints the result: placements with reasons, limits and waiting lists of the pools, exceptions, digests. The same round,
in any order, on any machine, gives the same bytes. Ends with 1 when the document has faults, or when its rules reward
dishonest wishes and no decider has signed for that (`madoguchi lint`).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madoguchi.core.allocation import Refused, allocate, unsigned

from ._rounds import Unusable, document, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("round", type=Path, metavar="ROUND", help="docs/reference/round.md")
    parser.add_argument("--prove", action="store_true", help="what is the fewest exceptions? needs madoguchi[prove]")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="of the proof, at most (default: 60)")


def run(args: argparse.Namespace) -> int:
    """Allocate one round."""
    try:
        given = document(args.round)
        stops = unsigned(given)
        for one in stops:
            print(f"{args.round}: {one.code}: {one.say}", file=sys.stderr)
        if stops:
            return 1
        told(_proved(given, args.seconds) if args.prove else allocate(given))
    except (Unusable, Refused) as fault:
        print(f"madoguchi allocate: {fault}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as missing:
        print(f"madoguchi allocate: {missing.name} is missing: install madoguchi[prove]", file=sys.stderr)
        return 2
    return 0


def _proved(given: dict[str, object], seconds: float) -> dict[str, object]:
    from madoguchi.lab.fewest import fewest

    proof = fewest(given, seconds)
    return {"round": given["id"], "fewest": proof.fewest, "at_least": proof.at_least, "proved": proof.proved}
