"""抽選の検証 - draws the published lots again: `madoguchi verify-lottery record.json`.

The file is what `madoguchi lottery draw` printed. Prints {"lots", "wrong"}: what is published before the deadline must
follow from seed and salt, the list must be the one committed to, and every lot the one that follows. Ends with 1 when
something does not hold.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madoguchi.core.verification.draw import wrong_with

from ._rounds import Unusable, plain, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("record", type=Path, metavar="RECORD", help="the published record, with the lots")
    parser.add_argument("--commitment", metavar="HEX", help="what was published before the deadline, from elsewhere")


def run(args: argparse.Namespace) -> int:
    """Draw again."""
    try:
        record = plain(args.record)
        found = wrong_with(record, args.commitment)
        told({"lots": len(record["lots"]), "wrong": found})
    except (Unusable, KeyError, TypeError, ValueError, AttributeError) as fault:
        print(f"madoguchi verify-lottery: {fault}", file=sys.stderr)
        return 1
    return 1 if found else 0
