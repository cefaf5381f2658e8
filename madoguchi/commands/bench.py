"""計測 - how fast the house's own pages answer, with made-up rows in a scratch database that is gone afterwards.

`madoguchi bench inbox --cases 60000` prints a table; with --json, the figures. Needs no settings. Ends with 1 when a
bench could not be run.
"""

import argparse
import json
import subprocess
import sys

from madoguchi.lab.bench import benches
from madoguchi.lab.evidence import Disproved

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    names = parser.add_subparsers(dest="bench", required=True)
    for name, bench in benches().items():
        summary = (bench.__doc__ or "").partition("\n")[0]
        one = names.add_parser(name, help=summary, description=bench.__doc__)
        one.add_argument("--json", action="store_true", help="the figures instead of a table")
        bench.add(one)


def run(args: argparse.Namespace) -> int:
    bench = benches()[args.bench]
    try:
        figures = bench.run(args)
    except (Disproved, subprocess.CalledProcessError) as fault:
        print(f"madoguchi bench {args.bench}: {fault}", file=sys.stderr)
        return 1
    print(json.dumps(figures, ensure_ascii=False, indent=2) if args.json else bench.table(figures))
    return 0
