"""Each YAML file of this folder is one small procedure: its files by name, the rest from what is here."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from madoguchi.core import form
from madoguchi.core.package.check import examine
from madoguchi.core.package.edition import Edition
from madoguchi.core.package.read import read

FOLDER = Path(__file__).parent
STANDARD = FOLDER.parents[1] / "procedures" / "standard"
TODAY = date(2026, 11, 16)
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
BASE: dict[str, dict[str, Any]] = {
    "procedure.yaml": {
        "schema": 1,
        "id": "example",
        "name": "見本の手続",
        "version": "1.0.0",
        "languages": ["ja"],
        "owner": "見本課",
        "summary": "様式の言葉の見本です。",
        "flow": "application",
        "title": "name",
    },
    "municipality.yaml": {
        "schema": 1,
        "id": "mihon",
        "code": "132241",
        "name": "見本市",
        "prefecture": "東京都",
        "office": {"name": "見本課", "phone": "042-000-0000", "hours": "平日", "status": "見本"},
        "procedures": ["example"],
    },
    "town.yaml": {
        "schema": 1,
        "procedure": "example",
        "decision": {"ordinance": "見本市行政手続条例第8条", "grounds": "見本市の条例第1条", "status": "見本"},
    },
}


@cache
def parts(name: str) -> dict[str, Any]:
    """The files an example has of its own, as data."""
    source, faults = read(f"{name}.yaml", (FOLDER / f"{name}.yaml").read_bytes())
    assert source is not None
    assert faults == ()
    found: dict[str, Any] = source.data
    return found


@cache
def example(name: str) -> Edition:
    """The edition of an example; its cases have been run. Fails when it has a fault."""
    report = examine(package(name))
    assert [str(fault) for fault in report.faults] == []
    assert report.cases > 0
    assert report.edition is not None
    return report.edition


def package(name: str) -> dict[str, bytes]:
    """The files of an example, as a folder would have them."""
    data = {key: {**BASE.get(key, {}), **parts(name).get(key, {})} for key in BASE.keys() | parts(name).keys()}
    files = {key: json.dumps(value, ensure_ascii=False).encode() for key, value in data.items()}
    files |= {f"standard/{path.relative_to(STANDARD).as_posix()}": path.read_bytes() for path in STANDARD.rglob("*.*")}
    return files


def base(name: str) -> dict[str, Any]:
    """The answers that the cases of an example start from."""
    found: dict[str, Any] = parts(name)[f"tests/{name}.yaml"]["base"]
    return found


def post(name: str, slug: str, answers: dict[str, Any], /, **inputs: str) -> form.Cleaned:
    """What comes of a page of an example when these inputs are posted."""
    edition = example(name)
    scope = edition.scope(TODAY, answers)
    stop = next(stop for stop in form.walk(edition.form, answers, scope) if stop.slug == slug)
    raw = {key.replace("__", "."): [value] for key, value in inputs.items()}
    return form.clean_stop(edition.form, stop, answers, raw, scope)


def slugs(name: str, answers: dict[str, Any]) -> list[str]:
    """The pages that these answers lead through."""
    edition = example(name)
    return [stop.slug for stop in form.walk(edition.form, answers, edition.scope(TODAY, answers))]


def shown(name: str, answers: dict[str, Any]) -> dict[str, str]:
    """The answers as people read them, by path."""
    edition = example(name)
    summary = form.summary(edition.form, answers, edition.scope(TODAY, answers))
    return {row.path: row.shown for part in summary for row in part.rows}
