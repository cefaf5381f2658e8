"""優先の目安 - learns from this municipality's decided cases in which order to look at those of one day.

`train` learns anew and places the open cases; `card` prints what was learned last, how it did on applications that it
had not seen, and whether anything is ordered by it; `case` prints each place that a case was given, with the version.
JSON, by procedure or by the case. Ends with 1 when it could not learn, with 2 when it is turned off or there is no such
municipality.
"""

import argparse
import json
import sys
from typing import Any, cast

from madoguchi import settings
from madoguchi.commands._office import safe_to_run
from madoguchi.core.package.edition import Edition
from madoguchi.core.plug import PlugError
from madoguchi.core.triage import MAY_NOT, as_json
from madoguchi.desk import triage
from madoguchi.plugs import open_plug
from madoguchi.plugs.triage import Learner
from madoguchi.store import look, municipalities, wall
from madoguchi.store import triage as rows
from madoguchi.web.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("word", choices=("train", "card", "case"), help="learn anew, what was learned, or one case")
    parser.add_argument("number", nargs="?", default="", metavar="CASE", help="the number of the case")
    parser.add_argument("--municipality", required=True, metavar="SLUG")


def run(args: argparse.Namespace) -> int:
    """One of the three words."""
    if municipalities.get(args.municipality) is None:
        return _wrong(f"no municipality {args.municipality!r}")
    if args.word == "case":
        return _case(args.municipality, args.number)
    return _train(args.municipality) if args.word == "train" else _card(args.municipality)


def _train(slug: str) -> int:
    if not settings.TRIAGE:
        return _wrong("turned off; docs/howto/triage.md")
    if not safe_to_run("triage"):
        return 2
    try:
        learner = cast(Learner, open_plug(triage.PLUG, {"triage": settings.TRIAGE}))
        for edition in _editions(slug):
            with wall.inside(slug):
                study = triage.study(edition)
            learned = study.learn(learner, now())
            with wall.inside(slug, write=True):
                triage.take_up(learned, edition, now())
    except ValueError as fault:
        return _wrong(str(fault))
    except PlugError as fault:
        print(f"madoguchi triage: {fault}", file=sys.stderr)
        return 1
    return _card(slug)


def _card(slug: str) -> int:
    told: dict[str, Any] = {}
    for edition in _editions(slug):
        with wall.inside(slug):
            learned, why = triage.standing(edition.procedure.id)
        card = as_json(learned) | {"version": learned.version} if learned else {}
        told[edition.procedure.id] = {"abstains": why, **card, "may_not": MAY_NOT}
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


def _case(slug: str, number: str) -> int:
    with wall.inside(slug):
        placed = [
            {"at": str(at), "version": version, "chance": chance} for at, version, chance in rows.placings(number)
        ]
    print(json.dumps({number: placed}, indent=2))
    return 0


def _editions(slug: str) -> list[Edition]:
    with wall.inside(slug):
        return [edition for edition in look.published() if edition.triage.any]


def _wrong(say: str) -> int:
    print(f"madoguchi triage: {say}", file=sys.stderr)
    return 2
