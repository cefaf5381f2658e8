"""Scores of made-up answers by small tables, always by both computations, which must agree."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from madoguchi.core.form import Form
from madoguchi.core.form.shape import names_of
from madoguchi.core.package.read import read
from madoguchi.core.package.schemas import misshapen
from madoguchi.core.points import Rules, Score, read_rules, score
from madoguchi.core.points.twice import Difference, differences
from madoguchi.store.recount import recount

FOLDER = Path(__file__).parent / "tables"
RECEIVED = date(2026, 11, 16)
START = "2027-04-01"
WINDOW = {"id": "april", "opens": "2026-10-28", "closes": "2026-11-26", "start": START, "kind": "april"}
WORKS = {"mon": {"start": "09:00", "end": "17:00"}, "tue": {"start": "09:00", "end": "17:00"}}
CHILD: dict[str, Any] = {"grade": 1, "support": False, "reliant": True}
GUARDIAN: dict[str, Any] = {
    "reasons": ["work"],
    "work_days": 20,
    "week": WORKS,
    "hours": 8,
    "on_leave": False,
    "return": None,
    "due": None,
    "birth": "1988-05-05",
    "first": True,
    "none": "",
    "points": 0,
}
DOCUMENT: dict[str, Any] = {
    "window": "april",
    "single": "none",
    "arrears": False,
    "income": 0,
    "free": False,
    "nth": 1,
    "days": 30,
    "children": [CHILD],
    "guardians": [GUARDIAN],
    "members": [],
}


@cache
def tables(name: str) -> dict[str, Any]:
    """A file of the folder, of a valid shape."""
    source, faults = read("town/points.yaml", (FOLDER / f"{name}.yaml").read_bytes())
    assert source is not None
    assert not faults
    assert misshapen(source) == ((), True)
    found: dict[str, Any] = source.data
    return found


def columns() -> dict[str, Any]:
    """What these answers may be asked."""
    source, faults = read("points.yaml", (FOLDER / "columns.yaml").read_bytes())
    assert source is not None
    assert not faults
    assert misshapen(source) == ((), True)
    found: dict[str, Any] = source.data
    return found


def files(own: dict[str, Any]) -> dict[str, Any]:
    """As an edition has them."""
    town = {"windows": [WINDOW], "values": {"band_start": {"value": "15:00"}, "band_end": {"value": "17:00"}}}
    about = {"subjects": "children", "window": "window"}
    pages = {"form.yaml": {"pages": []}, "procedure.yaml": about, "town.yaml": town}
    return {"points.yaml": columns(), "town/points.yaml": own, **pages}


def rules(own: dict[str, Any]) -> Rules:
    """As the first computation reads them."""
    groups = {"children": CHILD, "guardians": GUARDIAN, "members": {"birth": ""}}
    pages = [{"fields": [{"id": name} for name in DOCUMENT.keys() - groups.keys()]}]
    pages += [{"fields": [{"id": name} for name in item], "repeat": {"group": group}} for group, item in groups.items()]
    names = names_of(pages, ["band_start", "band_end"])
    return read_rules(columns(), own, names, Form(()), "children", {})


def document(**changes: Any) -> dict[str, Any]:
    """The answers of a family."""
    return {**DOCUMENT, **changes}


def guardian(**changes: Any) -> dict[str, Any]:
    return {**GUARDIAN, **changes}


def child(**changes: Any) -> dict[str, Any]:
    return {**CHILD, **changes}


def first(own: dict[str, Any], answers: dict[str, Any], received: date = RECEIVED) -> tuple[Score, ...]:
    """By the first computation."""
    town = {"band_start": "15:00", "band_end": "17:00"}
    base = {"town": town, "today": received.isoformat(), "start": START, "window_kind": "april"}
    return score(rules(own), answers, base, received)


def compared(
    own: dict[str, Any], *families: dict[str, Any], other: dict[str, Any] | None = None
) -> tuple[Difference, ...]:
    """How the two computations differ; the second by `other` tables, if they are given."""
    scores = {(str(place), one.branch): one for place, answers in enumerate(families) for one in first(own, answers)}
    handed = ((str(place), answers, RECEIVED.isoformat()) for place, answers in enumerate(families))
    return differences(scores, recount(files(other or own), handed))


def scored(own: dict[str, Any], answers: dict[str, Any]) -> Score:
    """The first child's score, on which both agree."""
    assert compared(own, answers) == ()
    return first(own, answers)[0]


def rows_of(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows with an id and a source each."""
    return [{"id": f"r{place}", "source": "own", **row} for place, row in enumerate(rows)]


def table(*rows: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A file with one table of these rows."""
    return whole({"id": "base", "label": "基準指数", "rows": rows_of(*rows), **about})


def whole(*found: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A file with these tables."""
    head = {"schema": 1, "procedure": "x", "status": "見本", "sources": {"own": "見本"}}
    return {**head, "tables": list(found), **about}
