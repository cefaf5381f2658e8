"""審査 - lays answers, papers and registers of a folder side by side, and prints what a person must see of each case.

The folder: docs/reference/files.md. Prints for each application its cases with findings (code, rule, level, fields,
say, evidence, next, due, ask), agreed comparisons, `clear` and seconds; with --json as JSON. Papers are opened in a
box; nothing is kept. Ends with 1 when an application could not be used at all, with 2 when the folder cannot be.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from madoguchi.core.evidence import Evidence
from madoguchi.core.finding import Finding
from madoguchi.core.review import Reviewed
from madoguchi.core.words import NEXT, QUALITIES
from madoguchi.desk.folder import Application, NoFolder, head_of, reviewed
from madoguchi.lab.folders import Faulty, edition_in

BARE = True
LEVEL_NAMES: Final = {"block": "要件を満たさない", "ask": "確認が必要", "condition": "条件つき", "info": "参考"}
PATIENCE: Final = 2.0  # seconds, after which a line tells how far it is


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="see docs/reference/files.md")
    parser.add_argument("--home", type=Path, default=Path(), help="folder with procedures/ and so on (default: here)")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")


def run(args: argparse.Namespace) -> int:
    """Review all applications of the folder."""
    began = time.monotonic()
    try:
        head = head_of(args.folder)
        edition = edition_in(args.home, head.procedure, head.municipality)
    except (NoFolder, Faulty) as fault:
        print(f"madoguchi review: {fault}", file=sys.stderr)
        return 2
    told = Progress(began)
    found = reviewed(args.folder, edition, head.today, told.tell)
    told.end()
    if args.json:
        made = {
            "edition": edition.digest,
            "today": head.today.isoformat(),
            "applications": [shown(one) for one in found],
        }
        print(json.dumps(made | {"seconds": round(time.monotonic() - began, 3)}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(line for one in found for line in lines(one)))
    return 1 if any(one.answers is None for one in found) else 0


class Progress:
    """One line on stderr, written anew, when it takes long."""

    def __init__(self, began: float) -> None:
        self._next, self._wrote = began + PATIENCE, False

    def tell(self, done: int, of: int) -> None:
        """So many of so many have been read."""
        if time.monotonic() >= self._next:
            self._next, self._wrote = time.monotonic() + PATIENCE / 4, True
            print(f"\rread {done} of {of}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._wrote:
            print(file=sys.stderr)


def shown(one: Application) -> dict[str, Any]:
    """An application as JSON."""
    names = {read.key: read.name for read in one.read}
    return {
        "name": one.name,
        "faults": one.faults,
        "mistakes": list(one.mistakes),
        "papers": [{"file": read.name, **_of_paper(read.told), "ms": round(read.ms, 1)} for read in one.read],
        "cases": [_case(one, case, names) for case in one.cases],
        "seconds": round(one.seconds, 3),
    }


def _of_paper(told: Any) -> dict[str, Any]:
    return {"kind": told.get("kind", ""), "quality": told.get("quality", "")}


def _case(one: Application, case: Reviewed, names: dict[str, str]) -> dict[str, Any]:
    return {
        "branch": case.branch,
        "clear": one.clear(case),
        "findings": [_finding(finding, names) for finding in case.findings],
        "agreed": [_evidence(line, names) for line in case.agreed],
        "missing": [list(missing) for missing in case.missing],
    }


def _finding(finding: Finding, names: dict[str, str]) -> dict[str, Any]:
    kept = ("code", "rule", "level", "stage", "fields", "say", "next", "due", "awaits", "ask", "source")
    told = {key: getattr(finding, key) for key in kept}
    return told | {"evidence": [_evidence(line, names) for line in finding.evidence]}


def _evidence(line: Evidence, names: dict[str, str]) -> dict[str, str]:
    """What says something; a file by its name in the folder."""
    told = asdict(line) | {"file": names.get(line.file, line.file)}
    return {key: value for key, value in told.items() if value}


def lines(one: Application) -> Iterator[str]:
    """An application as people read it."""
    yield f"{one.name}  ({one.seconds:.2f} s)"
    yield from (f"  ! {fault}" for fault in (*one.faults, *one.mistakes))
    for read in one.read:
        yield from (f"  ! {read.name}: {QUALITIES[quality]}" for quality in read.reading.quality)
    for case in one.cases:
        agreed = f"一致 {len(case.agreed)}件"
        yield f"  {case.branch}  {'一目で確認' if one.clear(case) else '要確認'}  {agreed}"
        for finding in sorted(case.findings, key=lambda found: list(LEVEL_NAMES).index(found.level)):
            yield from _told(finding)


def _told(finding: Finding) -> Iterator[str]:
    to_do = f" → {NEXT[finding.next]}" if finding.next else ""
    due = f" ({finding.due}まで)" if finding.due else ""
    yield f"     [{LEVEL_NAMES[finding.level]}] {finding.say}{to_do}{due}  {finding.code}"
    for line in finding.evidence:
        sides = [f"入力 {line.typed}"] * bool(line.typed) + [f"{line.by} {line.said}".strip()] * bool(line.by)
        yield f"         {line.label}: {' / '.join(sides)}  {line.where}".rstrip()
