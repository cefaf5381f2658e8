"""照合 - the back office's own list beside what was handed over to it: counts, and every field of every case.

FILE is the list as the back office writes it (the `export` of its system.yaml). Prints {"ours", "theirs",
"differences": [{"key", "number", "kind", "label", "ours", "theirs", "say"}]} and ends with 1 when there are any; with 2
when it cannot be read.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from madoguchi.core.transcript.files import Unreadable
from madoguchi.desk import handfiles
from madoguchi.desk.refusals import NotFound
from madoguchi.store import municipalities, wall


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the list of the back office")
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("--procedure", required=True, metavar="ID")


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        return _wrong(f"no municipality {args.municipality!r}")
    try:
        data = args.file.read_bytes()
        with wall.inside(args.municipality):
            found = handfiles.reconcile(args.procedure, data)
    except OSError as fault:
        return _wrong(f"{args.file}: {fault.strerror}")
    except Unreadable as fault:
        return _wrong(f"{args.file}: {fault}")
    except NotFound:
        return _wrong(f"{args.procedure} is not handed over to a back office")
    print(json.dumps(asdict(found), ensure_ascii=False))
    return 1 if found.differences else 0


def _wrong(say: str) -> int:
    print(f"madoguchi reconcile: {say}", file=sys.stderr)
    return 2
