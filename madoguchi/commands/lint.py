"""規則の点検 - what is dubious about the rules of a round, shown on its own children: `madoguchi lint round.json`.

Prints {"remarks": [{"code", "level", "at", "say", "example"}]}. Ends with 1 when one of them stops the round: a rule
that rewards dishonest wishes, for which no decider has signed.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from madoguchi.core.allocation import lint, unsigned

from ._rounds import Unusable, document, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("round", type=Path, metavar="ROUND", help="the round's document")


def run(args: argparse.Namespace) -> int:
    """Look at the rules of one round."""
    try:
        given = document(args.round)
    except Unusable as fault:
        print(f"madoguchi lint: {fault}", file=sys.stderr)
        return 1
    told({"remarks": [asdict(one) for one in lint(given)]})
    return 1 if unsigned(given) else 0
