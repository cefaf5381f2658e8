"""試算 - who gains and who loses if a round were another: `madoguchi whatif round.json --capacity CLUB=+2`.

Prints {"gain", "lose", "placed": [before, after], "exceptions", "limits"}. Nothing is kept. Ends with 1 when one of the
documents has faults.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from madoguchi.core.allocation import Refused, what_if, with_capacity, with_rules, with_sibling_bonus

from ._rounds import Unusable, document, told

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("round", type=Path, metavar="ROUND", help="the round's document")
    parser.add_argument(
        "--capacity",
        action="append",
        default=[],
        metavar="POOL=N",
        help="so many places more (or less); may be repeated",
    )
    parser.add_argument("--rules", type=Path, metavar="ROUND", help="priority and values as in another document")
    parser.add_argument("--sibling-bonus", metavar="VALUE=N", help="so much more for children with a brother or sister")


def run(args: argparse.Namespace) -> int:
    """Compare a round with a variant of it."""
    try:
        given = document(args.round)
        told(what_if(given, _variant(given, args)))
    except (Unusable, Refused) as fault:
        print(f"madoguchi whatif: {fault}", file=sys.stderr)
        return 1
    except (KeyError, ValueError) as fault:
        print(f"madoguchi whatif: {fault}", file=sys.stderr)
        return 2
    return 0


def _variant(given: dict[str, object], args: argparse.Namespace) -> dict[str, object]:
    variant = with_rules(given, document(args.rules)) if args.rules else given
    changes = dict(_pair(text) for text in args.capacity)
    variant = with_capacity(variant, {pool: int(number) for pool, number in changes.items()})
    if args.sibling_bonus:
        value, bonus = _pair(args.sibling_bonus)
        variant = with_sibling_bonus(variant, value, bonus)
    return variant


def _pair(text: str) -> tuple[str, str]:
    name, equals, number = text.rpartition("=")
    if not equals or not name:
        raise ValueError(f"{text!r}: NAME=NUMBER")
    return name, number
