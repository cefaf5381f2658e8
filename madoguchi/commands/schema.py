"""形式 - the JSON Schema (2020-12) of a kind of file, or of the answers to a procedure's form.

`madoguchi schema` lists the kinds; `madoguchi schema form` prints one; `madoguchi schema answers --procedure FOLDER
--municipality NAME` prints the one made from a form, with the municipality's options in it. Ends with 1 when the
procedure has faults.
"""

import argparse
import json
import sys
from pathlib import Path

from madoguchi.core.form import answer_schema
from madoguchi.core.package.schemas import KINDS, schema
from madoguchi.core.round import schema as round_schema

from ._packages import NoSuchPlace, examine_folder

BARE = True
ANSWERS = "answers"
ROUND = "round"
ALL = [*KINDS, ROUND, ANSWERS]


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("kind", nargs="?", choices=ALL, metavar="KIND", help=", ".join(ALL))
    parser.add_argument("--procedure", type=Path, help="for answers: folder of the procedure")
    parser.add_argument("--municipality", metavar="NAME", help="for answers: a folder of municipalities/")
    parser.add_argument("--home", type=Path, help="folder with municipalities/ (default: the one of the procedure)")


def run(args: argparse.Namespace) -> int:
    """Print one schema, or the list of kinds."""
    if args.kind == ANSWERS:
        return _answers(args)
    known = {kind: schema(kind) for kind in KINDS} | {ROUND: round_schema()}
    told = known[args.kind] if args.kind else {"kinds": {kind: one["$id"] for kind, one in known.items()}}
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def _answers(args: argparse.Namespace) -> int:
    if not args.procedure or not args.municipality:
        print("madoguchi schema answers: needs --procedure FOLDER and --municipality NAME", file=sys.stderr)
        return 2
    try:
        examined = examine_folder(args.procedure, args.municipality, args.home)
    except NoSuchPlace as place:
        print(f"madoguchi schema: {place}", file=sys.stderr)
        return 2
    for fault in examined.faults:
        print(fault, file=sys.stderr)
    edition = examined.report.edition
    if edition is None:
        return 1
    identity = f"urn:madoguchi:answers:{edition.town.id}:{edition.procedure.id}:{edition.procedure.version}"
    print(json.dumps(answer_schema(edition.form, identity, edition.procedure.name), ensure_ascii=False, indent=2))
    return 0
