"""書類を送る人 - sends one photo after the other to a draft, straight at the desk, and says each key once it is kept.

A process of its own: `python -m madoguchi.lab.storm uploader MUNICIPALITY PROCEDURE`. With `--check` it reads keys
instead, and prints {"known": rows there are, "broken": those that do not open whole, "missing": keys it was given that
are not known, "orphans": files without a row, "swept": those that the night took, "left": those it did not}.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from madoguchi import settings
from madoguchi.desk import apply, attach
from madoguchi.store import attachments, wall
from madoguchi.web.clock import now

from .uploads import photo


def send(slug: str, procedure: str) -> None:
    """One draft after the other, each with as many photos as a family sends."""
    data = photo(1_600, 1_200)
    while True:
        with wall.inside(slug, write=True):
            draft = apply.start(procedure, now())
        for number in range(10):
            print(attach.add(slug, draft, f"{number}.jpg", data, now()).key, flush=True)


def _check(slug: str, told: list[str]) -> dict[str, Any]:
    names = [name.partition("/")[2] for name, _ in attach.storage().names(slug)]
    with wall.inside(slug):
        known = attachments.among([*told, *names])
    broken = [key for key in known if not _whole(slug, key)]
    orphans = [key for key in names if key not in known]
    for file in Path(settings.STORAGE).rglob("*"):
        if file.is_file() and file.name not in known:
            os.utime(file, (0, 0))  # as on the night after
    rows, swept = attach.sweep(slug, now())
    left = [name for name, _ in attach.storage().names(slug) if name.partition("/")[2] not in known]
    missing = [key for key in told if key not in known]
    return {
        "known": len(known),
        "broken": len(broken),
        "missing": len(missing),
        "orphans": len(orphans),
        "swept": swept,
        "left": len(left) + rows,
    }


def _whole(slug: str, key: str) -> bool:
    try:
        return attach.read(slug, key).endswith(b"\xff\xd9")
    except attach.Lost:
        return False


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("municipality")
    parser.add_argument("procedure")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if args.check:
        print(json.dumps(_check(args.municipality, sys.stdin.read().split())))
        return
    send(args.municipality, args.procedure)
