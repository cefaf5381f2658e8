"""取り込み - files one CSV of a form service by a match that was made before; for a job in the night over a folder.

Prints {"intake", "rows", "filed", "known", "quarantined", "aside", "waiting", "headers"} as JSON. What cannot be filed
waits for a person, as in the browser. The same file again changes nothing. Ends with 1 where nothing was filed because
the file cannot be read or its header has changed (`headers` says how), with 2 for a wrong option.
"""

import argparse
import json
import sys
from pathlib import Path

from madoguchi.commands._office import safe_to_run
from madoguchi.core.case import Actor
from madoguchi.core.intake import ENCODINGS, Intake, Match, Unreadable, read_match
from madoguchi.desk.intake import bring, carry
from madoguchi.desk.refusals import NotFound
from madoguchi.store import intakes, municipalities, wall
from madoguchi.web.clock import now

SYSTEM = Actor("system", "system")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the CSV")
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    parser.add_argument("--procedure", required=True, metavar="NAME")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="how columns are read: docs/reference/intake.md")
    parser.add_argument("--channel", default="csv", metavar="NAME", help="without --mapping: logo, kyodo or csv")
    parser.add_argument("--form", default="", metavar="NAME", help="without --mapping: as it was read in the browser")
    parser.add_argument("--encoding", default="", choices=("", *ENCODINGS), help="where not all of it is of one")


def run(args: argparse.Namespace) -> int:
    """File it."""
    if municipalities.get(args.municipality) is None:
        return _wrong(f"no municipality {args.municipality!r}", 2)
    if not safe_to_run("intake"):
        return 2
    try:
        told = json.loads(args.mapping.read_text(encoding="utf-8")) if args.mapping else None
        match = read_match(told) if told else Match(args.form, args.channel, args.procedure, ())
        data = args.file.read_bytes()
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return _wrong(f"{type(fault).__name__}: {fault}", 2)
    try:
        with wall.inside(args.municipality, write=True):
            begun = _begin(args, match, data, given=told is not None)
    except (Unreadable, NotFound, bring.Unfit) as fault:
        says = fault.says if isinstance(fault, bring.Unfit) else (getattr(fault, "say", str(fault)),)
        print(json.dumps({"intake": 0, "rows": 0, "headers": list(says)}, ensure_ascii=False))
        return _wrong(" ".join(says), 1)
    ended = _carry(args.municipality, begun)
    print(json.dumps({"intake": ended.id, **ended.totals, "headers": []}, ensure_ascii=False))
    return 0


def _begin(args: argparse.Namespace, match: Match, data: bytes, *, given: bool) -> Intake:
    """All or nothing: a file that stops leaves no trace, so that it may lie there every night."""
    made = bring.bring(
        procedure=args.procedure,
        channel=match.channel,
        form=match.form,
        name=args.file.name,
        data=data,
        by=SYSTEM,
        now=now(),
        encoding=args.encoding or match.encoding,
    )
    if given:
        made = bring.with_match(made, match)
    elif intakes.match(args.procedure, match.channel, match.form) is None:
        raise bring.Unfit((f"様式「{match.form}」の列の対応がありません。",))
    return bring.start(made, SYSTEM, now(), errand=False)


def _carry(slug: str, intake: Intake) -> Intake:
    while True:
        with wall.inside(slug, write=True):
            if (moved := carry.part(intake, now())) is None or moved.state != "running":
                found = intakes.get(intake.id)
                assert found is not None  # we have just filed it
                return found


def _wrong(say: str, code: int) -> int:
    print(f"madoguchi intake: {say}", file=sys.stderr)
    return code
