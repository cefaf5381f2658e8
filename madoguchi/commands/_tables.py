"""表の置き場 - a procedure with a municipality's tables, as their folders have them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from madoguchi.core.package.edition import Edition
from madoguchi.core.points import Rules

from ._packages import NoSuchPlace, add_place, examine_folder


class NoTables(Exception):
    """There are no tables that can be used; the message says why."""


@dataclass(frozen=True)
class Place:
    """The edition, its parsed files, and where the municipality's tables lie."""

    edition: Edition
    files: Mapping[str, Any]
    rules: Rules
    path: Path

    @property
    def own(self) -> Mapping[str, Any]:
        """The municipality's file of points, parsed."""
        found: Mapping[str, Any] = self.files["town/points.yaml"]
        return found


def add_tables(parser: argparse.ArgumentParser) -> None:
    """The options that say whose tables."""
    parser.add_argument("--package", required=True, type=Path, metavar="FOLDER", help="procedure, as procedures/NAME")
    add_place(parser)


def tables_of(args: argparse.Namespace) -> Place:
    """What the options name. Raises NoSuchPlace, NoTables."""
    home = args.home or args.package.resolve().parent.parent
    examined = examine_folder(args.package, args.municipality, args.home)
    edition = examined.report.edition
    if edition is None:
        raise NoTables("\n".join(map(str, examined.faults[:5])))
    path = home / "municipalities" / args.municipality / args.package.resolve().name / "points.yaml"
    if edition.points is None:
        raise NoTables(f"{path}: no such file")
    return Place(edition, examined.report.files, edition.points, path)


__all__ = ["NoSuchPlace", "NoTables", "Place", "add_tables", "tables_of"]
