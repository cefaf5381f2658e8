"""見本の自治体 - the files of a municipality that has none of its own yet, scaled to its published figures.

Beside a list `municipalities/NAME.csv` may lie `NAME.yaml`: for each municipality of the list its figures, and what is
known of its rules. What is not known is lent by a municipality that has a folder, and says 見本.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from madoguchi.core.package.read import read
from madoguchi.core.town import SAMPLE

SPREAD: Final = 3  # clubs differ: the smallest, middle and largest of each three


@dataclass(frozen=True)
class Made:
    """Files made for a municipality, by their name in its folder, and the file they were made from."""

    files: Mapping[str, bytes]
    source: Path


def made(home: Path, slug: str) -> Made | None:
    """What stands in for the folder of a municipality. None when it has one, or nothing is known of it."""
    if (home / "municipalities" / slug / "municipality.yaml").exists():
        return None
    for source in sorted((home / "municipalities").glob("*.yaml")):
        known = _load(source)
        row = _rows(source.with_suffix(".csv")).get(slug)
        if row and slug in known["towns"]:
            return Made({name: _dump(data) for name, data in _files(home, known, slug, row).items()}, source)
    return None


def all_made(home: Path) -> dict[str, Made]:
    """Every municipality without a folder that files can be made for, by its slug."""
    sources = sorted((home / "municipalities").glob("*.yaml"))
    found = {slug: made(home, slug) for source in sources for slug in _load(source)["towns"]}
    return {slug: one for slug, one in found.items() if one}


def _files(home: Path, known: dict[str, Any], slug: str, row: Mapping[str, str]) -> dict[str, Any]:
    figures = known["towns"][slug]
    # A municipality without a club has nothing to apply for.
    offered = dict(known["procedures"]) if figures["clubs"] else {}
    office = {
        "schema": 1,
        "id": slug,
        "code": row["lg_code"],
        "name": row["name"],
        "prefecture": row["pref"],
        "office": {**known["office"], "status": SAMPLE},
        "procedures": sorted(offered),
        "closed": known.get("closed", []),
    }
    lent = {name: _load(home / "municipalities" / lender / f"{name}.yaml") for name, lender in offered.items()}
    made = {name: _own(known, figures, data) | _decision(row["name"]) for name, data in lent.items()}
    return {"municipality.yaml": office} | {f"{name}.yaml": data for name, data in made.items()}


def _own(known: Mapping[str, Any], figures: Mapping[str, Any], lent: Mapping[str, Any]) -> dict[str, Any]:
    read = figures.get("known", {})
    values = {key: _as_sample(value) for key, value in lent.get("values", {}).items()}
    lists = {key: _as_sample(rows) for key, rows in lent.get("choices", {}).items()}
    lists |= {key: make(known, figures) for key, make in (("school", _schools), ("club", _clubs)) if key in lists}
    return {
        "schema": 1,
        "procedure": lent["procedure"],
        "sources": known["sources"] | read.get("sources", {}),
        "values": values | {key: value for key, value in read.get("values", {}).items() if key in values},
        "windows": [_as_sample(window) for window in lent.get("windows", ())],
        "letters": SAMPLE,
        "choices": lists,
        # What stands beside a postcode of one town is of no use in another.
        "tables": {key: {"status": SAMPLE, "rows": {}} for key in lent.get("tables", {})},
    }


def _decision(name: str) -> dict[str, Any]:
    """No ordinance of theirs was read."""
    grounds = {"ordinance": f"{name}行政手続条例第8条", "grounds": f"{name}学童クラブ条例({SAMPLE})"}
    return {"decision": {**grounds, "status": SAMPLE}}


def _as_sample(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("source", "note")} | {"status": SAMPLE}


def _schools(known: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    pupils = sum(figures.get("pupils", ())) or figures["registered"] * 1000 // known["registered_per_thousand"]
    number = max(1, round(pupils / known["pupils_per_school"]))
    made = [{"id": f"s{place}", "label": f"{SAMPLE}第{place}小学校"} for place in range(1, number + 1)]
    return {"status": SAMPLE, "options": [*made, {"id": "other", "label": "その他の学校"}]}


def _clubs(known: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    sizes = shares(figures["registered"], figures["clubs"])
    options = [
        {"id": f"c{place}", "label": f"{SAMPLE}第{place}学童クラブ", "capacity": size, "status": SAMPLE}
        for place, size in enumerate(sizes, start=1)
    ]
    return {"status": SAMPLE, "options": options}


def shares(total: int, parts: int) -> tuple[int, ...]:
    """A total in parts that differ by up to a third from each other; they sum up to it."""
    weights = [SPREAD + place % SPREAD for place in range(parts)]
    edges = [total * sum(weights[:place]) // sum(weights) for place in range(parts + 1)]
    return tuple(after - before for before, after in pairwise(edges))


@cache
def _load(path: Path) -> dict[str, Any]:
    """As a package is read: a date is the text that it is. Raises ValueError."""
    source, faults = read(path.name, path.read_bytes())
    if source is None or faults:
        raise ValueError("; ".join(map(str, faults)))
    return dict(source.data)


@cache
def _rows(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return {row["romaji"].lower(): row for row in csv.DictReader(rows)}


def _dump(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()  # which is YAML
