"""写しの訓練 - a backup while families hand in, and the house that is made of it elsewhere.

Kept: whoever had a receipt before the backup began is in the other house, whole; its records are unbroken, its numbers
go on behind the last, and the attached files are there to the byte. Arms: see `harmed`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from madoguchi.core.backup import MANIFEST
from madoguchi.lab.evidence import HOME
from madoguchi.lab.storm.ground import Ground

Told = dict[str, Any]
FIRST = 4  # receipts from the processes that go on handing in


@dataclass
class Receipts:
    """What the families were told so far, in the order in which they were."""

    told: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


def drill(ground: Ground, elsewhere: Ground, before: int, families: int = 2) -> Told:
    """A backup of `ground`, with `before` applications in it and more coming, restored into an empty `elsewhere`."""
    ground, elsewhere = _with_a_key(ground), _with_a_key(elsewhere, ground)
    filled = ground.ask("madoguchi.lab.storm", "restored", *ground.counter, "--fill", str(before))["references"]
    folder = ground.var.parent / "backups"
    with _handing_in(ground, families) as receipts:
        _until(lambda: len(receipts.told) >= FIRST)
        early, began = [*filled, *receipts.told], time.monotonic()
        backup = ground.ask("madoguchi", "backup", str(folder))
        seconds, during = time.monotonic() - began, len(filled) + len(receipts.told) - len(early)
    place = Path(backup["backup"])
    began = time.monotonic()
    elsewhere_told = elsewhere.ask("madoguchi", "restore", str(place))
    restored = time.monotonic() - began
    found = look(elsewhere, early)
    return {
        "receipts_before": len(early),
        "handed_in_during": during,
        "lost": len(early) - len(found["present"]),
        "files": elsewhere_told["files"],
        "unopened": found["unopened"],
        "chain_faults": len(elsewhere_told["faults"]) + found["faults"],
        "next_is_new": found["next"] not in found["known"],
        "same_to_the_byte": same_rows(place, elsewhere),
        "refused": {name: refused(elsewhere, place, harm) for name, harm in HARMS.items()},
        "rows": backup["rows"],
        "mb": round(backup["bytes"] / 1_000_000, 1),
        "backup_seconds": round(seconds, 1),
        "backup_work_seconds": backup["seconds"],
        "restore_seconds": round(restored, 1),
        "restore_work_seconds": elsewhere_told["seconds"],
    }


def look(ground: Ground, references: list[str]) -> Told:
    """What the other house has of these: asked of a process with its settings."""
    return ground.ask("madoguchi.lab.storm", "restored", *ground.counter, given="\n".join(references))


def same_rows(place: Path, elsewhere: Ground) -> bool:
    """Whether a backup of the other house, taken before anybody works in it, has the same rows; `look` handed one in,
    so tables it wrote to are left out."""
    again = Path(elsewhere.ask("madoguchi", "backup", str(elsewhere.var.parent / "again"))["backup"])
    one, two = (json.loads((it / MANIFEST).read_text(encoding="utf-8"))["tables"] for it in (place, again))
    untouched = ("store_notice", "store_edition", "store_clerk", "store_attachment", "store_publication")
    return all(one[name]["sha256"] == two[name]["sha256"] for name in untouched)


def refused(elsewhere: Ground, place: Path, harm: Callable[[Path], None]) -> bool:
    """Control arm: a copy of the backup with a harm done to it must not pass."""
    copy = place.parent / f"harmed-{harm.__name__}"
    shutil.copytree(place, copy)
    harm(copy)
    done = subprocess.run(
        [sys.executable, "-m", "madoguchi", "restore", "--check", str(copy)],
        cwd=HOME,
        env=elsewhere.env,
        capture_output=True,
        check=False,
    )
    shutil.rmtree(copy)
    return done.returncode == 1


def one_byte(place: Path) -> None:
    """One bit of the applications."""
    file = place / "store_application.jsonl.gz"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def one_row(place: Path) -> None:
    """The last application, with the manifest made to fit by somebody without the key."""
    file = place / "store_application.jsonl.gz"
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)[:-1]
    file.write_bytes(gzip.compress(b"".join(lines)))
    manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    entry = manifest["tables"]["store_application"]
    entry |= {"rows": len(lines), "bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    (place / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def one_file(place: Path) -> None:
    """An attached file."""
    next(file for file in (place / "files").rglob("*") if file.is_file()).unlink()


HARMS = {"one_byte": one_byte, "one_row": one_row, "one_file": one_file}


def _with_a_key(ground: Ground, like: Ground | None = None) -> Ground:
    """The same with a master key of the storage, which lies elsewhere than a backup does."""
    file = (like or ground).var.parent / "storage_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(base64.b64encode(secrets.token_bytes(32)))
    return ground.but(MADOGUCHI_STORAGE_KEY_FILE=str(file))


@contextmanager
def _handing_in(ground: Ground, families: int) -> Iterator[Receipts]:
    """So many processes that hand in without end, until the block is over."""
    receipts = Receipts()
    with ExitStack() as stack:
        for _ in range(families):
            one = ground.start("madoguchi.lab.storm", "submitter", *ground.counter)
            listener = threading.Thread(target=_listen, args=(one, receipts))
            listener.start()
            stack.callback(listener.join)
            stack.callback(one.wait)
            stack.callback(one.kill)
        yield receipts


def _listen(program: subprocess.Popen[bytes], receipts: Receipts) -> None:
    assert program.stdout
    with program.stdout as lines:
        for line in lines:
            receipts.told.append(line.decode().strip())


def _until(true: Callable[[], bool], patience: float = 600.0) -> None:
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until:
            raise RuntimeError("the families hand in too slowly")
        time.sleep(0.05)
