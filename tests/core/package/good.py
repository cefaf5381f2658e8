"""A small package without a fault, from the folder `good`, and ways to break one thing in it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "good"


@cache
def _files() -> Mapping[str, bytes]:
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}


def good() -> dict[str, bytes]:
    """The files of the package by their keys."""
    return dict(_files())


def plain() -> dict[str, bytes]:
    """The same package in Japanese only."""
    japanese = {path: data for path, data in good().items() if ".en." not in path and not path.startswith("texts/")}
    return japanese | {"procedure.yaml": japanese["procedure.yaml"].replace(b"[ja, en]", b"[ja]")}


def broken(files: Mapping[str, bytes], file: str, old: str, new: str) -> dict[str, bytes]:
    """A package with one text of one file replaced; `old` must stand there exactly once."""
    text = files[file].decode()
    assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
    return {**files, file: text.replace(old, new).encode()}


def line_of(files: Mapping[str, bytes], file: str, mark: str) -> int:
    """The line, from 1, in which a mark stands."""
    return next(number for number, line in enumerate(files[file].decode().split("\n"), 1) if mark in line)
