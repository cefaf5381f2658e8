"""例の検査 - the cases speak of fields that exist, and come out as their authors expect."""

from __future__ import annotations

from collections.abc import Iterator

from .. import cases
from ..beside import OWN
from ..edition import Edition
from ..faults import Fault
from ..parts import Parts, Row

FOLDER = "tests/"


def faults(parts: Parts) -> Iterator[Fault]:
    """Answers and findings that no form and no check knows."""
    if not parts.has("form.yaml"):
        return
    known = {row.text("id") for row in parts.file("checks.yaml").rows("checks")}
    for suite in parts.folder(FOLDER, ".yaml"):
        yield from _answers(parts, suite.row("base"))
        yield from _papers(parts, suite.row("papers"))
        for case in suite.rows("cases"):
            yield from _answers(parts, case.row("given"))
            yield from _papers(parts, case.row("papers"))
            for place, code in case.row("expect").texts("findings"):
                if code not in known and parts.sure("checks.yaml"):
                    say = f"指摘「{code}」は checks.yaml にありません。"
                    yield case.fault("case-fails", f"例「{case.text('name')}」: {say}", "expect", "findings", place)


def _papers(parts: Parts, papers: Row) -> Iterator[Fault]:
    """Codes that the kind of a reading has not; of values laid over a paper of the base, that no kind has."""
    every = {code for items in parts.items.values() for code in items}
    for place in papers.data:
        for reading in (papers.row(place), *papers.rows(place)):
            kind = reading.text("kind")
            if kind and kind not in parts.items:
                yield reading.fault("unknown-paper", f"書類「{kind}」は papers にありません。", "kind")
            codes = parts.items.get(kind, every)
            told = {*reading.data, *(code for _, code in reading.texts("unsure"))}.difference(OWN)
            for code in sorted(told.difference(codes)):
                yield reading.fault("unknown-name", f"「{code}」は、この書類の項目ではありません。", code)


def outcomes(parts: Parts, edition: Edition) -> Iterator[Fault]:
    """The differences of all cases, each at its line."""
    for suite in _suites(parts):
        rows = suite.rows("cases")
        for found in cases.run(edition, suite.data):
            case = rows[found.index]
            at = (found.what,) if found.what in case.data else ("expect", found.what)
            yield case.fault("case-fails", f"例「{case.text('name')}」: {found.say}", *at)


def count(parts: Parts) -> int:
    """How many cases there are for this municipality."""
    return sum(len(suite.rows("cases")) for suite in _suites(parts))


def _suites(parts: Parts) -> list[Row]:
    """The suites that are true here: answers that choose a school or a club are those of one municipality."""
    here = parts.file("municipality.yaml").text("id")
    return [suite for suite in parts.folder(FOLDER, ".yaml") if suite.text("municipality") in ("", here)]


def _answers(parts: Parts, answers: Row) -> Iterator[Fault]:
    """Names of answers that the form does not ask; items of a group are looked into."""
    groups = {asked.group for asked in parts.asked if asked.group}
    for path, value in answers.data.items():
        name, *rest = path.split(".")
        if name in groups:
            yield from _items(parts, answers, name, path, rest, value)
        elif rest or parts.field(name) is None:
            yield answers.fault("field-on-no-page", f"「{path}」は、どの画面にもありません。", path)


def _items(parts: Parts, answers: Row, group: str, path: str, rest: list[str], value: object) -> Iterator[Fault]:
    named: list[tuple[str, tuple[str | int, ...]]] = []
    if len(rest) > 1:
        named = [(rest[1], (path,))]
    elif rest and isinstance(value, dict):
        named = [(key, (path, key)) for key in value]
    elif isinstance(value, list):
        named = [(key, (path, at, key)) for at, item in enumerate(value) if isinstance(item, dict) for key in item]
    for name, at in named:
        if any(asked.group == f"{group}.{name}" for asked in parts.asked):
            continue  # a list inside the item: the form's schema looks into it
        if parts.field(name, group) is None:
            yield answers.fault("field-on-no-page", f"「{group}」の「{name}」は、どの画面にもありません。", *at)
