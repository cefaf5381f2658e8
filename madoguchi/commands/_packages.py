"""フォルダ - the files of a procedure and of a municipality, from their folders into the keys of a package.

A municipality without a folder has files made for it, where its figures are known (lab/sample/towns).
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from madoguchi.core.package.check import Report, examine
from madoguchi.core.package.faults import Fault
from madoguchi.lab.folders import of_town, places
from madoguchi.lab.sample import towns


class NoSuchPlace(Exception):
    """A folder that was named is not there; the message says which."""


@dataclass(frozen=True)
class Examined:
    """A report whose faults name files as they lie on the disk."""

    report: Report
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


def add_place(parser: argparse.ArgumentParser) -> None:
    """The option that says where the municipality's files are."""
    parser.add_argument("--municipality", required=True, metavar="NAME", help="a folder of municipalities/")
    parser.add_argument(
        "--home", type=Path, help="folder with municipalities/ (default: the one that the procedure's folder is in)"
    )


def examine_folder(folder: Path, town: str, home: Path | None, instead: Mapping[str, bytes] | None = None) -> Examined:
    """Check the procedure of a folder with a municipality's files; `instead` has files as they would be, by their keys.

    Raises NoSuchPlace.
    """
    home = home or folder.resolve().parent.parent
    made = towns.made(home, town)
    for place in (folder, *(() if made else (home / "municipalities" / town,))):
        if not place.is_dir():
            raise NoSuchPlace(f"{place}: no such folder")
    # The library logs failed calls, and trying conditions with blank answers is made of them.
    logging.getLogger("cel").setLevel(logging.CRITICAL)
    found = places(folder, home, town)
    stand_ins = _made(made, folder.name)
    report = examine({key: path.read_bytes() for key, path in found.items()} | stand_ins | dict(instead or {}))
    lying = {key: _shown(path) for key, path in {**of_town(folder, home, town), **found}.items()}
    # What was made has no lines of its own: the fault names the file it was made from.
    lying |= {key: _shown(made.source) for key in stand_ins if made}

    def named(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        return tuple(sorted(replace(it, file=lying.get(it.file, _shown(folder / it.file))) for it in faults))

    return Examined(report, named(report.faults), named(report.notes))


def _made(made: towns.Made | None, procedure: str) -> dict[str, bytes]:
    """The files of a municipality without a folder, by the keys of a package."""
    named = {"municipality.yaml": "municipality.yaml", f"{procedure}.yaml": "town.yaml"}
    return {named[name]: data for name, data in made.files.items() if name in named} if made else {}


def _shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    whole, here = path.resolve(), Path.cwd()
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else whole.as_posix()
