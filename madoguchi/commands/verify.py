"""検証 - whether a result is true: `madoguchi verify round.json result.json`, with nothing of what made it.

Prints {"green", "decidable", "wrong", "exceptions", "unsigned", "checked", "family_stability"}. Ends with 1 unless the
result may be decided: nothing is wrong, and a decider has signed each exception (--signed).
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from madoguchi.core.verification import DEFINITION, verify

from ._rounds import Unusable, document, plain, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("round", type=Path, metavar="ROUND", help="the round's document")
    parser.add_argument("result", type=Path, metavar="RESULT", help="what `madoguchi allocate` printed")
    parser.add_argument("--signed", type=Path, metavar="FILE", help="signatures for exceptions, as a JSON list")


def run(args: argparse.Namespace) -> int:
    """Verify one result."""
    try:
        given, result = document(args.round), plain(args.result)
        signed = plain(args.signed) if args.signed else []
    except Unusable as fault:
        print(f"madoguchi verify: {fault}", file=sys.stderr)
        return 1
    report = verify(given, result, signed)
    told(
        {
            "green": report.green,
            "decidable": report.decidable,
            "wrong": [asdict(one) for one in report.wrong],
            "exceptions": list(report.exceptions),
            "unsigned": list(report.unsigned),
            "checked": dict(report.checked),
            "family_stability": DEFINITION,
        }
    )
    return 0 if report.decidable else 1
