"""手続のフォルダ - the files of a procedure and of a municipality, by the names they have in a package."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from madoguchi.core.handover import ROBOT, SYSTEM, TRANSCRIPT
from madoguchi.core.package.check import examine
from madoguchi.core.package.edition import Edition
from madoguchi.core.package.read import read


class Faulty(Exception):
    """The files of a procedure and a municipality make no edition; the message has the faults."""


def edition_in(home: Path, procedure: str, town: str) -> Edition:
    """The edition that lies in the folders of `home`; its cases are not tried (`madoguchi check`). Raises Faulty."""
    logging.getLogger("cel").setLevel(logging.CRITICAL)  # trying conditions with blank answers fails, and is logged
    found = places(home / "procedures" / procedure, home, town)
    report = examine({key: path.read_bytes() for key, path in found.items() if not key.startswith("tests/")})
    if report.edition is None:
        told = "; ".join(map(str, report.faults[:5]))
        raise Faulty(f"no edition of {procedure} of {town} in {home.resolve()}: {told}")
    return report.edition


def places(folder: Path, home: Path, town: str) -> dict[str, Path]:
    """Where each file of a package lies: the procedure's folder, what is shared, the municipality's files."""
    found = _inside(folder, "")
    found |= _inside(folder.parent / "standard", "standard/")
    found |= _inside(home / "documents", "documents/")
    found |= {key: path for key, path in of_town(folder, home, town).items() if path.is_file()}
    return found | (of_system(home, folder.name, _system(found["town.yaml"])) if "town.yaml" in found else {})


def of_town(folder: Path, home: Path, town: str) -> dict[str, Path]:
    """The municipality's own files; they need not be there."""
    home = home / "municipalities" / town
    return {
        "municipality.yaml": home / "municipality.yaml",
        "town.yaml": home / f"{folder.name}.yaml",
        "town/points.yaml": home / folder.name / "points.yaml",
    }


def of_system(home: Path, procedure: str, system: str) -> dict[str, Path]:
    """The files of a back office (基幹システム) for a procedure, as far as they are there."""
    folder = home / "systems" / system
    named = {SYSTEM: "system.yaml", TRANSCRIPT: f"{procedure}.yaml", ROBOT: "robot.yaml"}
    return {key: folder / name for key, name in named.items() if system and (folder / name).is_file()}


def _system(town: Path) -> str:
    """The back office that a municipality's file names; "" when it names none that could be a folder."""
    source, _ = read("town.yaml", town.read_bytes())
    told = source.data.get("handover") if source and isinstance(source.data, dict) else None
    system = told.get("system") if isinstance(told, dict) else None
    return system if isinstance(system, str) and re.fullmatch(r"[a-z][a-z0-9_]*", system) else ""


def _inside(folder: Path, prefix: str) -> dict[str, Path]:
    """All files but hidden ones and pages for people (CHANGELOG.md)."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md")
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {prefix + name: path for name, path in named.items() if not any(p.startswith(".") for p in name.split("/"))}
