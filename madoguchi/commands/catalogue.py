"""カタログ - a city's procedures from a list, from the state's survey, out to a workbook, and found by everyday words.

`madoguchi catalogue import FILE --municipality SLUG` tells what the list (.xlsx or .csv) would change, and with
--accept lets it. Without a FILE it is the state's survey that comes with the house. `export FILE` writes a workbook or
a CSV that can be brought in again; `find WORDS` searches. Prints JSON. Ends with 1 when a list is refused.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

from madoguchi.core.catalogue.written import grid
from madoguchi.desk import catalogue, sheet
from madoguchi.desk.revise import Unfit
from madoguchi.store import municipalities, wall
from madoguchi.store.look import catalogue as look
from madoguchi.web.clock import now

SHOWN = 5


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("deed", choices=("import", "export", "find"))
    parser.add_argument("what", nargs="?", default="", metavar="FILE", help="a list; for find: what people say")
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("--accept", action="store_true", help="import: let the list change the catalogue")
    parser.add_argument("--confirm", action="store_true", help="import: residents see its rows from now on")


def run(args: argparse.Namespace) -> int:
    """Do it; JSON goes to stdout, reasons to stderr."""
    if municipalities.get(args.municipality) is None:
        print(f"madoguchi catalogue: no municipality {args.municipality!r}", file=sys.stderr)
        return 2
    try:
        told = {"import": _bring, "export": _write, "find": _find}[args.deed](args)
    except (OSError, Unfit, UnicodeDecodeError) as fault:
        print(f"madoguchi catalogue: {args.what}: {fault}", file=sys.stderr)
        return 1
    print(json.dumps(told, ensure_ascii=False))
    return 1 if told.get("missing") else 0


def lines_of(path: Path) -> list[list[Any]]:
    """The lines of a list. Raises OSError, Unfit, UnicodeDecodeError."""
    data = path.read_bytes()
    return sheet.list_lines(path.name, data)


def bring(name: str, lines: list[list[Any]] | None, *, accept: bool, confirm: bool) -> dict[str, Any]:
    """Lay a list down (None: the state's survey) inside of the wall around us, and accept it where asked to."""
    by, at = catalogue.SYSTEM, now()
    number = catalogue.bring_survey(by, at) if lines is None else catalogue.bring(name, lines, by, at)
    told = catalogue.preview(number)
    counts = {kind: len(told.diff.of(kind)) for kind in ("new", "changed", "gone")}
    missing = [one[0] for one in told.mapped.missing] if told.mapped else []
    report: dict[str, Any] = {"rows": len(told.brought.entries), **counts, "same": told.diff.same, "missing": missing}
    report |= {"alike": len(told.alike), "faults": [f"{line}: {why}" for line, why in told.brought.faults]}
    if accept and told.fit:
        report["accepted"] = catalogue.accept(number, by, at, confirm=confirm)
    else:
        catalogue.drop(number, by, at)
    return report


def _bring(args: argparse.Namespace) -> dict[str, Any]:
    lines = lines_of(Path(args.what)) if args.what else None
    with wall.inside(args.municipality, write=True):
        return bring(Path(args.what).name, lines, accept=args.accept, confirm=args.confirm)


def _write(args: argparse.Namespace) -> dict[str, Any]:
    with wall.inside(args.municipality):
        lines = grid(look.all_())
    path = Path(args.what)
    if path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        path.write_text("\ufeff" + text.getvalue(), encoding="utf-8")
    else:
        path.write_bytes(sheet.file("手続カタログ", lines))
    return {"rows": len(lines) - 1, "file": str(path)}


def _find(args: argparse.Namespace) -> dict[str, Any]:
    with wall.inside(args.municipality):
        found = look.index(public=False).ask(args.what, SHOWN)
    return {"found": [{"key": one.entry.key, "name": one.entry.name, "score": one.score} for one in found]}
