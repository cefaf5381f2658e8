"""採点 - the points of applications by a municipality's tables: rows, the values they saw, conditions; twice.

Each file holds the answers of one application as JSON, as `madoguchi schema answers` describes them; "-" reads one from
stdin. Prints the points of each child and why, or with --json {file: [{branch, total, parts, gaps, order, …}]}. Every
result is reckoned by both computations. Ends with 1 when a file cannot be used or the two differ, with 2 when the
tables cannot be used.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from madoguchi.core.points import Line, Score, as_json
from madoguchi.core.table import plain
from madoguchi.desk.twice import Twice, scored_twice

from ._tables import NoSuchPlace, NoTables, Place, add_tables, tables_of

BARE = True


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("answers", nargs="+", metavar="FILE", help="answers of one application as JSON; - for stdin")
    add_tables(parser)
    parser.add_argument(
        "--received", type=date.fromisoformat, metavar="DAY", help="the day they came (default: a window's first)"
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of sentences")


def run(args: argparse.Namespace) -> int:
    """Score every file."""
    try:
        place = tables_of(args)
    except (NoSuchPlace, NoTables) as fault:
        print(f"madoguchi score: {fault}", file=sys.stderr)
        return 2
    windows = place.edition.town.windows
    received = args.received or (windows[0].opens if windows else None)
    if received is None:
        print("madoguchi score: --received is needed, for there are no windows", file=sys.stderr)
        return 2
    handed, faults = _handed(args.answers, place, received)
    twice = scored_twice(place.edition, place.files, handed)
    _print(args, twice)
    for told in (*faults, *twice.differences):
        print(f"madoguchi score: {told}", file=sys.stderr)
    return 1 if faults or twice.differences else 0


def _handed(names: list[str], place: Place, received: date) -> tuple[list[tuple[str, dict[str, Any], date]], list[str]]:
    found, faults = [], []
    for name in names:
        try:
            answers = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
            found.append((name, place.edition.document(answers, received), received))
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as fault:
            faults.append(f"{name}: {type(fault).__name__}: {fault}")
    return found, faults


def _print(args: argparse.Namespace, twice: Twice) -> None:
    files: dict[str, list[Score]] = {}
    for (name, _), score in twice.scores.items():
        files.setdefault(name, []).append(score)
    if args.json:
        told = {name: [as_json(one) for one in scores] for name, scores in files.items()}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for name, scores in files.items():
        print(name)
        print("\n".join(line for score in scores for line in lines(score)))


def lines(score: Score) -> Iterator[str]:
    """A score as people read it."""
    total = "点が決まりません" if score.total is None else f"{plain(score.total)}{score.unit}"
    under = "" if score.enough in (None, True) else "(承認の基準に届きません)"
    yield f"  {score.branch}人目  {total}{under}  基準日 {score.day.isoformat()}"
    for part in score.parts:
        if part.gives == "points":
            yield f"    {part.label}: {'―' if part.points is None else plain(part.points)}"
        for line in part.lines:
            yield f"      {'・' if line.counts else '(数えない) '}{line.say}  {line.row}"
            yield from _saw(line)
    for gap in score.gaps:
        yield f"    ! {gap.say}"


def _saw(line: Line) -> Iterator[str]:
    told = "、".join(f"{one.label} {one.value}" for one in line.saw)
    told += "".join(f" {key} {value}" for key, value in line.gives.items() if key != "say")
    if told:
        yield f"          {told.strip()}"
