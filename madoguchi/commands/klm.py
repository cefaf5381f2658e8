"""所要分 - minutes at the form without a stopwatch on a person: made-up families go through the real pages.

Starts a counter of its own and Chromium before it, and prints base (low–high) by family, operator, page and field under
the model KLM-JT, beside the same on paper. Needs no settings. Ends with 1 when a family does not come to its receipt;
the input is named.
"""

import argparse
import json
import sys
from pathlib import Path

from madoguchi.lab import evidence
from madoguchi.lab.klm import page, picture, runs, table
from madoguchi.lab.klm.families import Unknown
from madoguchi.lab.klm.stage import NoBrowser
from madoguchi.lab.klm.walk import Lost

BARE = True
TOPIC = "klm"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--personas", type=Path, metavar="FILE", help="other families than those of the house")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="this family alone; may be repeated"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="every operator with its input, as JSON lines")
    parser.add_argument("--json", action="store_true", help="the figures instead of tables")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw a picture of the figures as well")
    parser.add_argument("--recorded", action="store_true", help="the figures of evidence.json; nothing is run")
    parser.add_argument("--markdown", action="store_true", help="print docs/reference/minutes.md of those, and end")


def run(args: argparse.Namespace) -> int:
    try:
        figures = _recorded() if args.recorded or args.markdown else _run(args)
    except (Unknown, Lost, NoBrowser, OSError) as fault:
        print(f"madoguchi klm: {fault}", file=sys.stderr)
        return 1
    if args.svg:
        args.svg.write_text(picture.svg(figures), encoding="utf-8")
    if args.markdown:
        print(page.text(figures), end="")
    else:
        print(json.dumps(figures, ensure_ascii=False, indent=2) if args.json else table.text(figures))
    return 0


def _run(args: argparse.Namespace) -> dict[str, object]:
    if not args.log:
        return runs.run(args.personas, args.only)
    with args.log.open("w", encoding="utf-8") as log:
        return runs.run(args.personas, args.only, note=lambda line: print(line, file=log))


def _recorded() -> dict[str, object]:
    entry = evidence.read().get(TOPIC)
    if entry is None:
        raise Lost("nothing is recorded yet: bin/prove klm")
    return dict(entry["figures"])
