"""写し - a backup of all rows and attached files into a folder, while the counter stays open.

It appears under its name only when it is whole and on the disk. The keys are not in it: keep them elsewhere. Prints
{"backup", "rows", "files", "missing", "bytes", "heads", "seconds", "removed"}. Ends with 1 when an attached file is
missing (the backup is kept), or when none could be made; with 2 when the folder cannot be used.
"""

import argparse
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from madoguchi import settings
from madoguchi.commands._keeping import VERSION, keys
from madoguchi.desk import attach, keep
from madoguchi.store.errors import DatabaseError
from madoguchi.store.keeping import archive, snapshot


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where backups are kept, on another disk")
    parser.add_argument("--keep", type=int, metavar="N", help="afterwards take all but the newest N away")


def run(args: argparse.Namespace) -> int:
    if args.keep is not None and args.keep < 1:
        return _wrong("--keep must be at least 1")
    began = time.monotonic()
    try:
        told = keep.back_up(args.folder, keys(settings), attach.storage(), VERSION, datetime.now(UTC), _say)
        removed = archive.forget(args.folder, args.keep) if args.keep else []
    except archive.Busy:
        return _wrong(f"another backup is being made in {args.folder}")
    except OSError as fault:
        return _wrong(f"{args.folder}: {fault.strerror or fault}")
    except (DatabaseError, snapshot.Damaged) as fault:
        print(f"madoguchi backup: the database cannot be read: {fault}", file=sys.stderr)
        return 1
    for key in told.missing:
        print(f"madoguchi backup: missing: {key}", file=sys.stderr)
    done = {"backup": str(told.place), "rows": told.rows, "files": told.files, "missing": told.missing}
    more = {"bytes": told.bytes, "heads": told.heads, "seconds": round(time.monotonic() - began, 1)}
    print(json.dumps(done | more | {"removed": removed}, ensure_ascii=False))
    return int(bool(told.missing))


def _say(words: str) -> None:
    print(f"madoguchi backup: {words}", file=sys.stderr, flush=True)


def _wrong(say: str) -> int:
    print(f"madoguchi backup: {say}", file=sys.stderr)
    return 2
