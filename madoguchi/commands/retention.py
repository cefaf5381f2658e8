"""保存と廃棄 - keeps an application beyond its 保存年限, and shows the certificates of what was deleted.

`hold` keeps one (訴訟・審査請求 and the like), `lift` keeps it no longer, `list` tells what is kept and which
certificates there are, `certificate` prints one for the files of the office. Each leaves an event.
"""

import argparse
import json
import sys

from madoguchi.core.case import Actor
from madoguchi.core.reference import tidy_reference
from madoguchi.core.retention import HOLDS
from madoguchi.desk import retention
from madoguchi.desk.refusals import NotFound
from madoguchi.store import clerks, disposals, holds, municipalities, wall
from madoguchi.store.look import retention as look_retention
from madoguchi.web.clock import now


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--municipality", required=True, metavar="SLUG")
    words = parser.add_subparsers(dest="word", required=True)
    for word, say in (("hold", "keep an application"), ("lift", "keep it no longer")):
        one = words.add_parser(word, help=say)
        one.add_argument("reference", metavar="REFERENCE")
        one.add_argument("--by", required=True, metavar="USERNAME", help="the account that answers for it")
        if word == "hold":
            one.add_argument("--reason", required=True, choices=list(HOLDS))
    words.add_parser("list", help="what is kept, and the certificates")
    words.add_parser("certificate", help="the text of one").add_argument("number", type=int)


def run(args: argparse.Namespace) -> int:
    if municipalities.get(args.municipality) is None:
        return _wrong(f"no municipality {args.municipality!r}")
    if args.word == "list":
        return _list(args.municipality)
    if args.word == "certificate":
        return _certificate(args.municipality, args.number)
    return _keep(args)


def _keep(args: argparse.Namespace) -> int:
    reference = tidy_reference(args.reference)
    try:
        with wall.inside(args.municipality, write=True):
            if args.by not in {clerk.username for clerk in clerks.all_() if clerk.active}:
                return _wrong(f"no account {args.by!r}")
            if args.word == "hold":
                retention.hold(reference, args.reason, Actor(args.by, "admin"), now())
            else:
                retention.lift(reference, Actor(args.by, "admin"), now())
    except (NotFound, ValueError) as reason:
        print(f"madoguchi retention: {args.reference}: {str(reason) or 'there is none'}", file=sys.stderr)
        return 1
    print(json.dumps({"municipality": args.municipality, args.word: reference}))
    return 0


def _list(slug: str) -> int:
    with wall.inside(slug):
        kept = [
            {"reference": it.reference, "reason": it.reason, "since": str(it.since), "by": it.by} for it in holds.all_()
        ]
        made = [{"number": it.number, "at": str(it.at), "count": it.count} for it in disposals.certificates()]
    print(json.dumps({"holds": kept, "certificates": made}))
    return 0


def _certificate(slug: str, number: int) -> int:
    with wall.inside(slug):
        text = look_retention.text(number)
    if text is None:
        return _wrong(f"no certificate {number}")
    print(text)
    return 0


def _wrong(say: str) -> int:
    print(f"madoguchi retention: {say}", file=sys.stderr)
    return 2
