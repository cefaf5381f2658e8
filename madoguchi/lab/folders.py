"""手続のフォルダ - the files of a procedure and of a municipality, by the names they have in a package."""

from __future__ import annotations

import logging
from pathlib import Path

from madoguchi.core.package.check import examine
from madoguchi.core.package.edition import Edition


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
    return found | {key: path for key, path in of_town(folder, home, town).items() if path.is_file()}


def of_town(folder: Path, home: Path, town: str) -> dict[str, Path]:
    """The municipality's own files; they need not be there."""
    home = home / "municipalities" / town
    return {
        "municipality.yaml": home / "municipality.yaml",
        "town.yaml": home / f"{folder.name}.yaml",
        "town/points.yaml": home / folder.name / "points.yaml",
    }


def _inside(folder: Path, prefix: str) -> dict[str, Path]:
    """All files but hidden ones and pages for people (CHANGELOG.md)."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md")
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {prefix + name: path for name, path in named.items() if not any(p.startswith(".") for p in name.split("/"))}
