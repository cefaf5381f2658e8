"""読み込み - the municipalities and their procedures, from folders into the house.

Registers every municipality in the lists municipalities/*.csv, checks each procedure a municipality has a file for, and
publishes it; a faulty one is named and left out (exit code 1). `--demo` makes sample accounts besides.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from pathlib import Path

from madoguchi.commands._packages import examine_folder
from madoguchi.core.case import Municipality
from madoguchi.core.package.faults import Fault
from madoguchi.desk import office, publish
from madoguchi.store import wall
from madoguchi.web.clock import now

# The demo's staff; the password is printed, so everybody knows it.
DEMO_PASSWORD = "mihon-no-madoguchi"  # noqa: S105
DEMO_CLERKS = (
    ("uketsuke", "見本 受付", ("clerk",)),
    ("kessai", "見本 決裁", ("decider",)),
)


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--home", type=Path, default=Path(), help="folder with procedures/ and municipalities/")
    parser.add_argument("--demo", action="store_true", help="also create the sample accounts (見本)")


def run(args: argparse.Namespace) -> int:
    """Load; JSON of what is in force goes to stdout, faults to stderr."""
    directories = sorted((args.home / "municipalities").glob("*.csv"))
    rows = [row for path in directories for row in municipalities(path)]
    office.register(rows)
    accounts: list[dict[str, object]] = []
    published: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for folder in sorted((args.home / "municipalities").glob("*/municipality.yaml")):
        town = folder.parent.name
        procedures = sorted(path.stem for path in folder.parent.glob("*.yaml") if path.name != "municipality.yaml")
        with wall.inside(town, write=True):
            for procedure in procedures:
                found = examine_folder(args.home / "procedures" / procedure, town, args.home)
                faults += found.faults
                if not found.faults:
                    published.setdefault(town, {})[procedure] = publish.publish(found.report.files, now())
            for username, name, roles in DEMO_CLERKS if args.demo else ():
                office.employ(username, name, roles, DEMO_PASSWORD)
                accounts.append(
                    {"municipality": town, "name": username, "password": DEMO_PASSWORD, "roles": list(roles)}
                )
    for fault in faults:
        print(fault, file=sys.stderr)
    told = {"municipalities": len(rows), "published": published, "accounts": accounts, "faults": len(faults)}
    print(json.dumps(told, ensure_ascii=False))
    return 1 if faults else 0


def municipalities(path: Path) -> tuple[Municipality, ...]:
    """The municipalities of a CSV (columns lg_code, name, name_kana, name_en, romaji, type)."""
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return tuple(
            Municipality(
                code=row["lg_code"],
                slug=row["romaji"].lower(),
                name=row["name"],
                kana=row["name_kana"],
                name_en=row["name_en"],
                kind=row["type"],
            )
            for row in csv.DictReader(rows)
        )
