"""監査 - shows that no record was changed, taken out or moved, and writes down the heads of the chains elsewhere.

`verify` follows the chain of every municipality, or of one; with anchors it also finds an end that was cut off and a
chain that was made anew. Prints {"municipalities": {slug: {"seq", "digest", "anchors", "faults"}}, "faults"} and ends
with 1 when there are faults, each named with its seq. `anchor` adds the heads of now to the file heads.jsonl of the
folder MADOGUCHI_ANCHOR, which belongs on a disk that whoever runs the database cannot write to, and prints them.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from madoguchi import settings
from madoguchi.core.chain import Anchor, read_anchors
from madoguchi.store import events, municipalities, wall
from madoguchi.web.clock import now

FILE = "heads.jsonl"


def add(parser: argparse.ArgumentParser) -> None:
    words = parser.add_subparsers(dest="word", required=True)
    verify = words.add_parser("verify", help="follow the chains")
    verify.add_argument("--municipality", metavar="SLUG", help="only this one")
    verify.add_argument("--anchor", type=Path, metavar="FILE", help=f"default: {FILE} of MADOGUCHI_ANCHOR")
    words.add_parser("anchor", help="write the heads down")


def run(args: argparse.Namespace) -> int:
    return _anchor() if args.word == "anchor" else _verify(args.municipality, args.anchor)


def _verify(only: str | None, file: Path | None) -> int:
    towns = [town.slug for town in municipalities.all_() if only in (None, town.slug)]
    if only and not towns:
        return _wrong(f"no municipality {only!r}")
    place = file or (settings.ANCHOR / FILE if settings.ANCHOR else None)
    try:
        anchors = read_anchors(place.read_text(encoding="utf-8").splitlines()) if place else {}
    except OSError as fault:
        return _wrong(f"{place}: {fault.strerror}")
    except ValueError as fault:
        print(f"{place}:{fault}: not an anchor", file=sys.stderr)
        return 1
    # A municipality that is anchored but no longer in the directory has lost everything.
    towns += sorted(anchors.keys() - set(towns)) if only is None else []
    told = {town: _chain(town, anchors.get(town, {})) for town in towns}
    for town, chain in told.items():
        for it in chain["faults"]:
            print(f"{town} {it['seq']} {it['code']}: {it['say']}", file=sys.stderr)
    count = sum(len(chain["faults"]) for chain in told.values())
    print(json.dumps({"municipalities": told, "faults": count}, ensure_ascii=False))
    return 1 if count else 0


def _chain(town: str, anchors: dict[int, frozenset[str]]) -> dict[str, Any]:
    with wall.inside(town):
        seq, digest = events.head()
        faults = [{"seq": it.seq, "code": it.code, "say": it.say} for it in events.verify(anchors)]
    return {"seq": seq, "digest": digest, "anchors": len(anchors), "faults": faults}


def _anchor() -> int:
    if settings.ANCHOR is None:
        return _wrong("set MADOGUCHI_ANCHOR to a folder")
    heads = []
    for town in municipalities.all_():
        with wall.inside(town.slug):
            seq, digest = events.head()
        if seq:
            heads.append(Anchor(town.slug, seq, digest, now()))
    lines = "".join(f"{head.line}\n" for head in heads)
    try:
        # Only ever added to, and on the disk before we say so.
        with (settings.ANCHOR / FILE).open("a", encoding="utf-8") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        return _wrong(f"{settings.ANCHOR / FILE}: {fault.strerror}")
    print(
        json.dumps({"anchored": {head.municipality: head.seq for head in heads}, "file": str(settings.ANCHOR / FILE)})
    )
    return 0


def _wrong(say: str) -> int:
    print(f"madoguchi audit: {say}", file=sys.stderr)
    return 2
