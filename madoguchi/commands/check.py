"""検査 - everything that is wrong with a procedure and a municipality's file for it, with file and line.

Prints {"edition", "faults", "notes", "cases", "fields"} as JSON to stdout: the digest of the edition (null while there
are faults), each fault with file, line, code and what to do, notes of the same shape that stop nothing, how many cases
were run and fields checked. The same go to stderr as `file:line: code: what to do`. Ends with 1 when there is a fault.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from ._packages import NoSuchPlace, add_place, examine_folder

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("procedure", type=Path, help="folder of the procedure, as procedures/NAME")
    add_place(parser)
    parser.add_argument("--json", action="store_true", help="only the JSON, nothing on stderr")


def run(args: argparse.Namespace) -> int:
    """Check one procedure for one municipality."""
    try:
        examined = examine_folder(args.procedure, args.municipality, args.home)
    except NoSuchPlace as place:
        print(f"madoguchi check: {place}", file=sys.stderr)
        return 2
    report = examined.report
    told = {
        "edition": report.edition.digest if report.edition else None,
        "faults": [asdict(fault) for fault in examined.faults],
        "notes": [asdict(note) for note in examined.notes],
        "cases": report.cases,
        "fields": report.fields,
    }
    print(json.dumps(told, ensure_ascii=False, indent=2))
    for fault in () if args.json else (*examined.faults, *examined.notes):
        print(fault, file=sys.stderr)
    return 1 if examined.faults else 0
