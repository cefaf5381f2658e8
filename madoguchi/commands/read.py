"""読む - what stands on papers, as JSON: value, text as read, place, how sure; by the kinds of paper in documents/.

Prints a list with {"file", "kind", "page", "pages", "quality", "remarks", "fields"} for each file; `fields` has
{"value", "text", "where", "sure", "note"} by code, blank items left out. A file that cannot be opened has its reason in
`quality`; the exit code is then 1. Files are opened in a box, and nothing is kept of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from madoguchi.core.package.read import read as read_file
from madoguchi.core.package.schemas import misshapen
from madoguchi.plugs.reading import paper

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="Excel, PDF or photo")
    parser.add_argument("--home", type=Path, default=Path(), help="folder with documents/ (default: here)")
    parser.add_argument("--kind", action="append", metavar="ID", help="only papers of this kind (may be repeated)")


def run(args: argparse.Namespace) -> int:
    """Read the files one after the other."""
    kinds = kinds_in(args.home, args.kind)
    if not kinds:
        print(f"madoguchi read: no kind of paper in {args.home / 'documents'}", file=sys.stderr)
        return 2
    told = [{"file": str(file), **look(file, kinds)} for file in args.files]
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 1 if any(one["quality"] for one in told) else 0


def kinds_in(home: Path, only: list[str] | None = None) -> list[dict[str, Any]]:
    """The kinds of paper of a folder, those with a fault left out (each is named on stderr)."""
    kinds = []
    for path in sorted((home / "documents").glob("*.yaml")):
        source, faults = read_file(f"documents/{path.name}", path.read_bytes())
        found = (*faults, *(misshapen(source)[0] if source else ()))
        for fault in found:
            print(fault, file=sys.stderr)
        if source and not found and (not only or path.stem in only):
            kinds.append(source.data)
    return kinds


def look(file: Path, kinds: list[dict[str, Any]]) -> dict[str, Any]:
    """What stands on one file; `quality` has the reason when it cannot be opened."""
    try:
        return paper.look(file.name, file.read_bytes(), kinds)
    except OSError:
        return paper.unread("missing")
