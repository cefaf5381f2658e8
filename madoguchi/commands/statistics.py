"""統計 - how many children had a place at each club at the end of a day, by grade, and how many waited, as CSV.

Prints a line for each place and one for all: 受入先, 定員, 在籍 and 待機, each in all and by grade. Counted from
the records as they were then; no name is read for it.
"""

import argparse
import csv
import sys
from datetime import date

from madoguchi.store import municipalities, wall
from madoguchi.store.look.statistic import statistic


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("--procedure", required=True, metavar="ID")
    parser.add_argument(
        "--on", required=True, type=date.fromisoformat, metavar="DATE", help="as of the end of this day"
    )


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        print(f"madoguchi statistics: no municipality {args.municipality!r}", file=sys.stderr)
        return 2
    with wall.inside(args.municipality):
        found = statistic(args.procedure, args.on)
    if found is None:
        print(f"madoguchi statistics: {args.procedure!r} gives no places in {args.municipality}", file=sys.stderr)
        return 1
    csv.writer(sys.stdout, lineterminator="\n").writerows(found.table())
    return 0
