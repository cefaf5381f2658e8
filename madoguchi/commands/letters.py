"""通知書の印刷 - letters of some days as one PDF for the printer, sorted by postcode, with a list to check them by.

Writes letters.pdf and letters.csv into a new folder that nobody else may read. Prints {"letters", "pages", "by_hand",
"unmade"}. Ends with 1 when a letter could not be set: the list says where the sign stands that no font has.
"""

import argparse
import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

from madoguchi.core.days import JST
from madoguchi.desk import arrival, paper, printing
from madoguchi.store import municipalities, wall
from madoguchi.web.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--since", type=date.fromisoformat, metavar="DATE", help="first day of letters")
    which.add_argument("--due", action="store_true", help="those due for the post; they are noted as posted")
    parser.add_argument("--until", type=date.fromisoformat, metavar="DATE", help="last day (default: the first)")
    parser.add_argument("--unopened", action="store_true", help="only those the family has not opened")
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER", help="a folder that is not there yet")


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        print(f"madoguchi letters: no municipality {args.municipality!r}", file=sys.stderr)
        return 2
    try:
        args.out.mkdir(mode=0o700)
        made = _printed(args)
    except (OSError, paper.NoPaper) as fault:
        print(f"madoguchi letters: {fault}", file=sys.stderr)
        return 1
    rows = made.rows if made else ()
    unmade = sum(not row[1] for row in rows)
    if made:
        (args.out / "letters.pdf").write_bytes(made.pdf)
        (args.out / "letters.csv").write_text(made.control(), encoding="utf-8-sig", newline="")
    if made and args.due:  # only now that they lie in the folder
        with wall.inside(args.municipality, write=True):
            arrival.posted(made.notices, now())
    by_hand = sum(row[-1] == printing.BY_HAND for row in rows)
    pages = sum(int(row[2] or 0) for row in rows)
    print(json.dumps({"letters": len(rows) - unmade, "pages": pages, "by_hand": by_hand, "unmade": unmade}))
    return int(bool(unmade))


def _printed(args: argparse.Namespace) -> printing.Printed | None:
    if args.due:
        return printing.for_the_post(args.municipality, now())
    since = datetime.combine(args.since, time(), JST)
    until = datetime.combine((args.until or args.since) + timedelta(days=1), time(), JST)
    return printing.printed(args.municipality, since, until, unopened=args.unopened)
