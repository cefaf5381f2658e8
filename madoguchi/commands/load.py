"""読み込み - the municipalities and their procedures, from folders into the house.

Registers every municipality in the lists municipalities/*.csv, checks each procedure a municipality has a file for, and
publishes it; a faulty one is named and left out (exit code 1). One without a folder gets 見本 (lab/sample/towns).
`--demo` makes sample accounts besides, for those with a folder, and hands their cases over to the made-up back office.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from madoguchi.commands import catalogue
from madoguchi.commands._packages import examine_folder
from madoguchi.core.account import CLUB, needs_factor
from madoguchi.core.case import Municipality
from madoguchi.core.package.faults import Fault
from madoguchi.desk import office, publish
from madoguchi.lab import handover
from madoguchi.lab.sample import towns
from madoguchi.store import wall
from madoguchi.store.look import accounts as look
from madoguchi.store.look import docket as dockets
from madoguchi.web import demo
from madoguchi.web.clock import now

# The demo's staff; the password is printed, so everybody knows it.
DEMO_PASSWORD = demo.PASSWORD
PACE = 20  # cases that the demo's robot types in a minute


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--home", type=Path, default=Path(), help="folder with procedures/ and municipalities/")
    parser.add_argument("--demo", action="store_true", help="also create the sample accounts (見本)")
    parser.add_argument("--own", action="store_true", help="publish only for municipalities with a folder of their own")


def run(args: argparse.Namespace) -> int:
    """Load; JSON of what is in force goes to stdout, faults to stderr."""
    directories = sorted((args.home / "municipalities").glob("*.csv"))
    rows = [row for path in directories for row in municipalities(path)]
    office.register(rows)
    accounts: list[dict[str, object]] = []
    published: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for town, procedures in _offered(args.home, args.own).items():
        with wall.inside(town, write=True):
            for procedure in procedures:
                found = examine_folder(args.home / "procedures" / procedure, town, args.home)
                faults += found.faults
                if not found.faults:
                    files = _handed_over(args, town, found.report.files)
                    published.setdefault(town, {})[procedure] = publish.publish(files, now())
            if args.demo and _folder(args.home, town).is_dir():
                accounts += employ(town)
                catalogue_of(args.home, town)
    for fault in faults:
        print(fault, file=sys.stderr)
    told = {"municipalities": len(rows), "published": published, "accounts": accounts, "faults": len(faults)}
    print(json.dumps(told, ensure_ascii=False))
    return 1 if faults else 0


def _handed_over(args: argparse.Namespace, town: str, files: Mapping[str, Any]) -> Mapping[str, Any]:
    """The files of a procedure; in the demo a robot types its cases into the made-up back office, if that has one for
    it, no faster than somebody can watch."""
    told = args.demo and _folder(args.home, town).is_dir()
    known = handover.known(files["procedure.yaml"]["id"])
    return handover.with_handover(files, per_minute=PACE) if told and known else files


def _offered(home: Path, own: bool) -> dict[str, list[str]]:
    """The procedures of each municipality: those it has files for, and those made for one that has no folder."""
    folders = sorted(file.parent for file in (home / "municipalities").glob("*/municipality.yaml"))
    found = {folder.name: [file.stem for file in folder.glob("*.yaml")] for folder in folders}
    if not own:
        found |= {town: [Path(name).stem for name in made.files] for town, made in towns.all_made(home).items()}
    return {town: sorted(set(names) - {"municipality"}) for town, names in sorted(found.items())}


def _folder(home: Path, town: str) -> Path:
    return home / "municipalities" / town


def employ(town: str) -> list[dict[str, object]]:
    """The sample accounts of a municipality, inside of its wall; with what they sign in."""
    told: list[dict[str, object]] = []
    named, clubs = [section.id for section in look.sections()], [one.id for one in look.clubs()]
    for username, name, roles in demo.CLERKS:
        secret = demo.SECRET if needs_factor(roles) else ""  # its codes stand on /demo/codes/
        of = clubs[:1] if CLUB in roles else named
        office.employ(username, name, roles, DEMO_PASSWORD, sections=of, totp=secret)
        told.append({"municipality": town, "name": username, "password": DEMO_PASSWORD, "roles": list(roles)})
    posts = {post.id for post in dockets.posts()}
    for username, name, post in demo.ROUTE if posts.issuperset(post for _, _, post in demo.ROUTE) else ():
        roles, secret = ("decider",), demo.SECRET
        office.employ(username, name, roles, DEMO_PASSWORD, sections=named, posts=(post,), totp=secret)
        told.append({"municipality": town, "name": username, "password": DEMO_PASSWORD, "roles": ["decider"]})
    return told


def catalogue_of(home: Path, town: str) -> None:
    """The state's rows, and the 見本 of a list that a municipality's folder has; inside of its wall."""
    path = _folder(home, town) / "catalogue.csv"
    if path.is_file():
        catalogue.bring("", None, accept=True, confirm=False)
        catalogue.bring(path.name, catalogue.lines_of(path), accept=True, confirm=True)


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
