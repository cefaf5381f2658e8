"""戻し - a backup into an empty database, SQLite or PostgreSQL whichever it came from, and its files into the storage.

First every byte is compared with the sealed manifest, and the keys with those of then. On PostgreSQL it connects as
MADOGUCHI_DATABASE_OWNER. Then it follows the chains of records as the role that serves. Prints {"restored", "rows",
"files", "missing", "faults", "seconds"}. Ends with 1 when the backup was refused, or a record or a file is missing.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from madoguchi import settings
from madoguchi.commands._keeping import keys
from madoguchi.core.backup import MANIFEST, Unfit
from madoguchi.core.plug import PlugError
from madoguchi.desk import attach, keep
from madoguchi.store import events, schema, wall
from madoguchi.store.errors import DatabaseError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("backup", type=Path, metavar="BACKUP", help="the folder madoguchi-… that was made")
    parser.add_argument("--check", action="store_true", help="only compare every byte; touches no database")
    parser.add_argument("--role", metavar="NAME", help="make this role without power, and let it in, as migrate does")
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="leave out N 受付番号, given after the backup")
    parser.add_argument(
        "--other-key", action="store_true", help="the key of then is lost: no 確認用の番号 of then will open anything"
    )


def run(args: argparse.Namespace) -> int:
    began = time.monotonic()
    if not (args.backup / MANIFEST).is_file():
        inside = sorted(path.parent.name for path in args.backup.glob(f"*/{MANIFEST}"))
        print(f"madoguchi restore: {args.backup} is no backup. In it: {', '.join(inside) or 'none'}", file=sys.stderr)
        return 2
    try:
        _say("comparing every byte")
        manifest = keep.examine(args.backup, keys(settings), other_key=args.other_key)
        if args.check:
            print(json.dumps({"whole": True, "made": manifest["made"], "missing": manifest["missing"]}))
            return int(bool(manifest["missing"]))
        told = keep.restore(args.backup, manifest, attach.storage(), args.role or "", _say, args.skip)
    except Unfit as reason:
        print(f"madoguchi restore: refused: {reason}", file=sys.stderr)
        return 1
    except schema.CannotMigrate as fault:
        print(f"madoguchi restore: {fault}", file=sys.stderr)
        return 2
    except (DatabaseError, PlugError) as fault:
        print(f"madoguchi restore: the database or the storage: {fault}", file=sys.stderr)
        return 1
    _say("following the records")
    faults = _faults(told.heads)
    for told_fault in faults:
        print(f"madoguchi restore: {told_fault}", file=sys.stderr)
    done = {"restored": str(args.backup), "rows": told.rows, "files": told.files, "missing": told.missing}
    more = {"faults": faults, "seconds": round(time.monotonic() - began, 1)}
    print(json.dumps(done | more, ensure_ascii=False))
    return int(bool(faults or told.missing))


def _faults(heads: dict[str, list[Any]]) -> list[str]:
    """What is wrong with the chains as the role that serves sees them, against the heads of the manifest."""
    found = []
    for town, (seq, digest) in sorted(heads.items()):
        with wall.inside(town):
            faults = events.verify({seq: frozenset({digest})} if seq else {})
        found += [f"{town} {fault.seq} {fault.code}: {fault.say}" for fault in faults]
    return found


def _say(words: str) -> None:
    print(f"madoguchi restore: {words}", file=sys.stderr, flush=True)
