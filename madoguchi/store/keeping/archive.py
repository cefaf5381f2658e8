"""写しの置き場 - a backup as a folder: made under another name, on the disk before it is called one, never half."""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from madoguchi.core.backup import MANIFEST, Unfit

from .columns import Table, outward

NAME: Final = "madoguchi-"
_MAKING: Final = ".making-"
_GOING: Final = ".going-"
_PART: Final = 1 << 20


class Busy(Exception):
    """Another backup is being made in this folder."""


@contextlib.contextmanager
def making(folder: Path, name: str) -> Iterator[Path]:
    """A new backup `name` in `folder`: the block fills the place it is given; then it is there, or nothing is.

    What an earlier one left when it was killed is taken away. Raises Busy.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(str(folder)) from None
        for left in [*folder.glob(f"{_MAKING}*"), *folder.glob(f"{_GOING}*")]:
            shutil.rmtree(left)
        place = folder / f"{_MAKING}{name}"
        place.mkdir(mode=0o700)
        try:
            yield place
            for inner in (place, *(path for path in place.rglob("*") if path.is_dir())):
                _sync(inner)
            place.rename(folder / f"{NAME}{name}")
            _sync(folder)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def kept(folder: Path) -> list[Path]:
    """The whole backups of a folder, the newest first."""
    return sorted((path.parent for path in folder.glob(f"{NAME}*/{MANIFEST}")), reverse=True)


def forget(folder: Path, keep: int) -> list[str]:
    """Take all but the newest `keep` away; the names of those that went."""
    gone = kept(folder)[keep:]
    for old in gone:
        # Under this name a half of it is never taken for a backup.
        shutil.rmtree(old.rename(folder / f"{_GOING}{old.name}"))
    return [old.name for old in gone]


def write_rows(place: Path, table: Table, rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """Write the rows of a table as lines of JSON; what the manifest says of them."""
    path, count, out = place / f"{table.name}.jsonl.gz", 0, outward(table)
    with _new(path) as file, gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=3, mtime=0) as lines:
        for row in rows:
            count += 1
            lines.write(json.dumps(out(row), ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return {"columns": [list(column) for column in table.columns], "rows": count, **about(path)}


def read_rows(place: Path, table: Table) -> Iterator[list[Any]]:
    """The lines of a table. Raises Unfit."""
    try:
        with gzip.open(place / f"{table.name}.jsonl.gz", "rb") as lines:
            for line in lines:
                yield json.loads(line)
    except (OSError, EOFError, ValueError):
        raise Unfit(f"The rows of {table.name} cannot be read.") from None


def write(path: Path, data: bytes) -> None:
    """A file that is on the disk when this returns, and that nobody else may read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _new(path) as file:
        file.write(data)


def about(path: Path) -> dict[str, Any]:
    """The size and digest of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            digest.update(part)
            size += len(part)
    return {"bytes": size, "sha256": digest.hexdigest()}


def differing(place: Path, named: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Of the files that a manifest names (by path), those that are missing or are not what it says."""
    return sorted(name for name, told in named.items() if not _same(place / name, told))


def _same(path: Path, told: Mapping[str, Any]) -> bool:
    try:
        return about(path) == {"bytes": told["bytes"], "sha256": told["sha256"]}
    except OSError:
        return False


@contextlib.contextmanager
def _new(path: Path) -> Iterator[Any]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
