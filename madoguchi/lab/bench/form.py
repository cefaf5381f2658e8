"""様式の速さ - how many whole documents are cleaned in a second of one core, valid and with ten errors; long lists.

Cleaned are made-up families with two children in the after-school club form, each another one: every value by its
kind, every condition and every rule across fields. `schema` is the JSON Schema step alone, on small documents and on
these. Of the lists, what one page costs with so many items: its inputs read, its questions found, its way on.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, Final

import jsonschema_rs

from madoguchi.core import form
from madoguchi.core.days import add_days
from madoguchi.core.form import Form, names_of, read_form
from madoguchi.core.package.check import examine
from madoguchi.core.package.edition import Edition
from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.family import answers, family
from madoguchi.lab.folders import places

LEAST: Final = {
    "valid": 2_000,
    "ten_errors": 2_000,
    "schema_small": 100_000,
    "schema_whole": 100_000,
}  # a second, on one core
LISTS: Final = {"children": (5, 50), "rows": (20, 200)}
STEEPEST: Final = 15  # ten times the items may cost a page at most so many times as much
TODAY: Final = date.fromisoformat("2026-11-16")
ERRORS: Final[dict[str, Any]] = {
    "children.0.name": "",
    "children.0.kana": "漢字",
    "children.0.birth": "2026-02-30",
    "children.1.school": "nowhere",
    "children.1.vacation": "",
    "postal": "12",
    "guardians.0.phone": "123",
    "guardians.0.name": "",
    "guardians.1.birth": None,
    "truth": None,
}
SMALL: Final[dict[str, Any]] = {
    "pages": [
        {
            "id": "person",
            "title": "見本",
            "fields": [
                {"id": "name", "kind": "text", "label": "名前", "required": True, "max": 60},
                {"id": "birth", "kind": "date", "label": "生年月日"},
                {"id": "days", "kind": "number", "label": "日数", "min": 0, "max": 31},
                {"id": "living", "kind": "yesno", "label": "市内ですか"},
            ],
        }
    ]
}
LONG: Final[dict[str, Any]] = {
    "pages": [
        {
            "id": "child",
            "title": "お子さん",
            "repeat": {"group": "children", "label": "お子さん", "min": 1},
            "fields": [
                {"id": "name", "kind": "text", "label": "名前", "required": True, "max": 60},
                {"id": "kana", "kind": "kana", "label": "フリガナ", "required": True, "max": 60},
                {"id": "birth", "kind": "date", "label": "生年月日", "required": True},
                {"id": "ill", "kind": "yesno", "label": "持病がありますか", "required": True},
                {"id": "illness", "kind": "text", "label": "病名", "required": True, "when": "this.ill == true"},
            ],
        },
        {
            "id": "days",
            "title": "通う日",
            "repeat": {"group": "children", "label": "お子さん", "min": 1},
            "fields": [
                {"id": "days", "kind": "number", "label": "日数", "required": True, "min": 0, "max": 31},
                {"id": "like", "kind": "yesno", "label": "一人目と同じですか", "when": "index > 0"},
            ],
        },
    ],
    "rules": [
        {"id": "born", "at": "birth", "when": "this.birth != null && this.birth > today", "say": "未来の日付です。"},
        {"id": "busy", "at": "days", "when": "this.days != null && this.days == 0 && index == 0", "say": "0日です。"},
    ],
}


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each is measured (default: 2)")
    parser.add_argument("--documents", type=int, default=100, help="how many different families (default: 100)")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """{"per_second": {what: whole documents}, "page_ms": {list: {items: milliseconds of one page}}}"""
    return measure(args.seconds, args.documents)


def measure(seconds: float, documents: int) -> dict[str, Any]:
    """As `run`."""
    edition = after_school_club()
    base = edition.scope(TODAY, {"start_date": "april"})
    valid = families(edition, documents)
    bad = [with_errors(one) for one in valid]
    _must_be(edition.form, base, valid, bad)
    small = [{"name": f"見本 {n}", "birth": "2020-06-14", "days": n % 32, "living": True} for n in range(documents)]
    whole = [form.document(edition.form, one, base) for one in valid]
    fits = jsonschema_rs.validator_for(counted(form.answer_schema(edition.form, "urn:x", "見本"))).is_valid
    fits_small = jsonschema_rs.validator_for(form.answer_schema(_form(SMALL), "urn:x", "見本")).is_valid
    return {
        "documents": documents,
        "per_second": {
            "valid": _per_second(lambda one: form.judge(edition.form, one, base), valid, seconds),
            "ten_errors": _per_second(lambda one: form.judge(edition.form, one, base), bad, seconds),
            "schema_small": _per_second(fits_small, small, seconds),
            "schema_whole": _per_second(fits, whole, seconds),
        },
        "page_ms": {name: {str(size): _page_ms(size, seconds) for size in sizes} for name, sizes in LISTS.items()},
    }


def counted(schema: Any) -> Any:
    """The same schema for whoever judges many documents: where nothing but the declared members may stand and all of
    them must, their number says so, which a validator finds out a third faster than name by name."""
    if isinstance(schema, list):
        return [counted(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    new = {key: counted(value) for key, value in schema.items()}
    closed = new.get("additionalProperties") is False
    if closed and isinstance(new.get("required"), list) and set(new["required"]) == set(new.get("properties", ())):
        new["minProperties"] = len(new.pop("required"))
    return new


def after_school_club() -> Edition:
    """The form as it lies in this folder, with the sample municipality's values."""
    files = places(HOME / "procedures" / "gakudo", HOME, "tama")
    edition = examine({name: path.read_bytes() for name, path in files.items()}).edition
    if edition is None:
        raise Disproved("procedures/gakudo has faults: madoguchi check")
    return edition


def families(edition: Edition, number: int) -> list[dict[str, Any]]:
    """Made-up families with two children, no two of them alike."""
    one, chance = answers(edition, family(children=2), TODAY), random.Random(number)
    return [_another(one, chance, serial) for serial in range(number)]


def _another(one: dict[str, Any], chance: random.Random, serial: int) -> dict[str, Any]:
    other = deepcopy(one)
    for place, child in enumerate(other["children"]):
        child["name"] = f"見本 花子{serial}-{place}"
        child["birth"] = add_days(child["birth"], chance.randrange(90))
        child["days"]["mon"]["end"] = f"{chance.randrange(15, 19)}:{chance.randrange(10, 60)}"
    for guardian in other["guardians"]:
        guardian["work_days"] = chance.randrange(5, 28)
        guardian["employer"] = f"株式会社見本{chance.randrange(1000)}"
    return other


def with_errors(one: dict[str, Any]) -> dict[str, Any]:
    """The same family with ten fields spoilt."""
    spoilt = deepcopy(one)
    for path, value in ERRORS.items():
        *way, last = path.split(".")
        home: Any = spoilt
        for step in way:
            home = home[int(step)] if isinstance(home, list) else home[step]
        home[last] = value
    return spoilt


def _must_be(layout: Form, base: dict[str, object], valid: Iterable[Any], bad: Iterable[Any]) -> None:
    if any(form.mistakes_of(layout, one, base) for one in valid):
        raise Disproved("a valid family has mistakes")
    if any(len(form.mistakes_of(layout, one, base)) < len(ERRORS) for one in bad):
        raise Disproved("a spoilt family has fewer mistakes than were made")


def _per_second(ask: Callable[[Any], object], documents: Sequence[Any], seconds: float) -> int:
    """Of the processor's seconds, so that others on the machine do not count."""
    done, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        for one in documents:
            ask(one)
        done += len(documents)
    return int(done / spent)


def _form(data: dict[str, Any]) -> Form:
    return read_form(data, {}, names_of(data["pages"], ()))


def _page_ms(items: int, seconds: float) -> float:
    """Milliseconds for one posted page of the last item of so many, with the walk to it and on from it."""
    layout, base = _form(LONG), {"town": {}, "today": TODAY.isoformat(), "start": TODAY.isoformat(), "window_kind": ""}
    child = {
        "name": "見本",
        "kana": "ミホン",
        "birth": "2020-06-14",
        "ill": False,
        "illness": "",
        "days": 3,
        "like": True,
    }
    given = {"children": [dict(child) for _ in range(items)]}
    slug, at = f"child-{items}", f"children.{items - 1}"
    names = {"name": "見本 花子", "kana": "みほん", "birth.y": "2020", "birth.m": "6", "birth.d": "14", "ill": "no"}
    raw = {f"{at}.{name}": [text] for name, text in names.items()}

    def page(_: object) -> None:
        stop = next(stop for stop in form.walk(layout, given, base) if stop.slug == slug)
        cleaned = form.clean_stop(layout, stop, given, raw, base)
        form.after(form.walk(layout, cleaned.answers, base), slug)
        form.prefilled(layout, stop, cleaned.answers, base)

    return round(1000 / _per_second(page, [None], seconds), 2)


def too_slow(figures: dict[str, Any]) -> list[str]:
    """What is slower than is promised, as sentences."""
    told = [
        f"{name}: {figures['per_second'][name]} a second, {least} promised"
        for name, least in LEAST.items()
        if figures["per_second"][name] < least
    ]
    for name, (few, many) in LISTS.items():
        first, last = figures["page_ms"][name][str(few)], figures["page_ms"][name][str(many)]
        told += [f"{name}: {many} cost {last} ms a page, {few} {first} ms"] if last > STEEPEST * first else []
    return told


def table(figures: dict[str, Any]) -> str:
    """The figures as people read them."""
    lines = [f"{figures['documents']} families with two children, documents a second of one core", ""]
    lines += [f"  {name:<16}{number:>10,}" for name, number in figures["per_second"].items()]
    lines += ["", "one page of a list, milliseconds"]
    for name, sizes in figures["page_ms"].items():
        lines += [f"  {f'{size} {name}':<16}{ms:>10}" for size, ms in sizes.items()]
    return "\n".join(lines)
