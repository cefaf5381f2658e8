"""決定表 - a table as a decision table of DMN 1.3 (OMG, XML), for exchange with other tools, and back again.

Cells are written in S-FEEL, the simple part of DMN's own language: `>= 20`, `[6..8)`, `"work", "study"`, `not("work")`.
What DMN has no place for (id of a row, article, source, days) are annotations.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from madoguchi.core.table import Among, Blank, Column, Flag, Span, Test, parse
from madoguchi.core.table.grid import AFTER, BEFORE, Rows, written
from madoguchi.core.table.shape import GIVES

SPACE: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
TYPES: Final = {"number": "number", "option": "string", "yesno": "boolean", "date": "date"}
# take -> hit policy and aggregation
POLICIES: Final = {
    "one": ("UNIQUE", ""),
    "highest": ("COLLECT", "MAX"),
    "lowest": ("COLLECT", "MIN"),
    "all": ("COLLECT", "SUM"),
}
NOTES: Final = (*BEFORE, *AFTER)
LARGEST: Final = 2_000_000  # bytes
_SPAN: Final = re.compile(r"(?P<left>[\[(])(?P<low>.+?)\.\.(?P<high>.+?)(?P<right>[\])])")
_SIGN: Final = re.compile(r"(?P<sign>[<>]=?)\s*(?P<end>.+)")
_DAY: Final = re.compile(r'date\("([\d-]{10})"\)')


class NoTable(Exception):
    """The file is no decision table that can be used here; the text says why."""


def to_dmn(table: Mapping[str, Any], columns: Mapping[str, Column]) -> bytes:
    """The XML of a table as it stands in its file."""
    root = Element(
        "definitions", {"xmlns": SPACE, "id": "madoguchi", "name": table["label"], "namespace": "urn:madoguchi"}
    )
    decision = SubElement(root, "decision", {"id": table["id"], "name": table["label"]})
    policy, aggregation = POLICIES[_take(table)]
    about = {"hitPolicy": policy} | ({"aggregation": aggregation} if aggregation else {})
    made = SubElement(decision, "decisionTable", about)
    asked = dict.fromkeys(name for row in table["rows"] for name in row.get("when", {}))
    for name in asked:
        inner = SubElement(SubElement(made, "input", {"label": columns[name].label}), "inputExpression")
        inner.set("typeRef", TYPES[columns[name].kind])
        SubElement(inner, "text").text = name
    given = GIVES[table.get("gives", "points")]
    for key in given:
        SubElement(made, "output", {"name": key, "typeRef": "number" if key == "points" else "string"})
    for note in NOTES:
        SubElement(made, "annotation", {"name": note})
    for row in table["rows"]:
        _rule(made, row, asked, columns, given)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _rule(
    made: Element,
    row: Mapping[str, Any],
    asked: Mapping[str, None],
    columns: Mapping[str, Column],
    given: Sequence[str],
) -> None:
    rule = SubElement(made, "rule")
    for name in asked:
        column = columns[name]
        test = parse(row.get("when", {}).get(name), column.kind, column.options or None, column.unit)
        SubElement(SubElement(rule, "inputEntry"), "text").text = feel(test)
    for key in given:
        value = row.get(key, "")
        text = str(value) if key == "points" or isinstance(value, int) else json.dumps(value, ensure_ascii=False)
        SubElement(SubElement(rule, "outputEntry"), "text").text = text if value != "" else ""
    for note in NOTES:
        SubElement(SubElement(rule, "annotationEntry"), "text").text = str(row.get(note, ""))


def _take(table: Mapping[str, Any]) -> str:
    return str(table.get("take", "one" if table.get("gives", "points") in ("points", "phase") else "all"))


def feel(test: Test | None) -> str:
    """A cell in S-FEEL."""
    if test is None:
        return "-"
    if isinstance(test, Blank):
        return "null"
    if isinstance(test, Flag):
        return "true" if test.wanted else "false"
    if isinstance(test, Among):
        words = ", ".join(json.dumps(one, ensure_ascii=False) for one in test.ids)
        return f"not({words})" if test.others else words
    assert isinstance(test, Span)
    low, high = _end(test.low), _end(test.high)
    if test.low == test.high and not test.above and not test.below:
        return low
    if low and high:
        return f"{'(' if test.above else '['}{low}..{high}{')' if test.below else ']'}"
    return f"{'>' if test.above else '>='} {low}" if low else f"{'<' if test.below else '<='} {high}"


def _end(value: Any) -> str:
    return "" if value is None else str(value) if isinstance(value, int) else f'date("{value}")'


def of_feel(text: str, column: Column) -> Test | None:
    """The cell that this S-FEEL says. Raises NoTable for what is beyond it."""
    bare = text.strip()
    if bare in ("", "-"):
        return None
    if bare == "null":
        return Blank()
    if column.kind == "yesno" and bare in ("true", "false"):
        return Flag(bare == "true")
    if column.kind == "option":
        return _options(bare, column)
    if span := _SPAN.fullmatch(bare):
        low, high = _value(span["low"], column), _value(span["high"], column)
        return Span(low, high, span["left"] == "(", span["right"] == ")")
    if sign := _SIGN.fullmatch(bare):
        end, above = _value(sign["end"], column), sign["sign"].startswith(">")
        return Span(end, None, sign["sign"] == ">") if above else Span(None, end, below=sign["sign"] == "<")
    end = _value(bare, column)
    return Span(end, end)


def _options(text: str, column: Column) -> Test:
    others = re.fullmatch(r"not\((.*)\)", text)
    try:
        ids = json.loads(f"[{others[1] if others else text}]")
    except ValueError as error:
        raise NoTable(f"「{text}」を読めません。") from error
    if strange := [one for one in ids if column.options and one not in column.options]:
        raise NoTable(f"「{column.label}」に「{strange[0]}」という選択肢はありません。")
    return Among(tuple(ids), bool(others))


def _value(text: str, column: Column) -> Any:
    bare = text.strip()
    if column.kind == "date" and (day := _DAY.fullmatch(bare)):
        return day[1]
    if column.kind == "number" and re.fullmatch(r"-?\d{1,12}", bare):
        return int(bare)
    raise NoTable(f"「{bare}」を読めません。")


def of_dmn(data: bytes, columns: Mapping[str, Column]) -> tuple[dict[str, Any], Rows]:
    """The table's `take` and `gives` and its rows, from the first decision table of a file. Raises NoTable."""
    made = _decision(data)
    inputs = [_named(one, "inputExpression") for one in made.findall(f"{{{SPACE}}}input")]
    if strange := [name for name in inputs if name not in columns]:
        raise NoTable(f"欄「{strange[0]}」は points.yaml にありません。")
    outputs = [one.get("name", "") for one in made.findall(f"{{{SPACE}}}output")]
    notes = [one.get("name", "") for one in made.findall(f"{{{SPACE}}}annotation")]
    policy = (made.get("hitPolicy", "UNIQUE"), made.get("aggregation", ""))
    take = next((take for take, known in POLICIES.items() if known == policy), "")
    gives = next((gives for gives, keys in GIVES.items() if list(keys) == outputs), "")
    if not take or not gives:
        raise NoTable(f"この表の読み方({' '.join(policy)}、{'、'.join(outputs)})は使えません。")
    rules = made.findall(f"{{{SPACE}}}rule")
    rows = [_row(number, rule, inputs, outputs, notes, columns) for number, rule in enumerate(rules, start=1)]
    return {"take": take, "gives": gives}, rows


def _decision(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise NoTable("ファイルが大きすぎます。")
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NoTable("DMN(XML)として読めません。") from error
    made = root.find(f".//{{{SPACE}}}decisionTable")
    if made is None:
        raise NoTable("DMN 1.3 の決定表(decisionTable)がありません。")
    return made


def _row(
    number: int,
    rule: Element,
    inputs: Sequence[str],
    outputs: Sequence[str],
    notes: Sequence[str],
    columns: Mapping[str, Column],
) -> dict[str, Any]:
    cells = zip(inputs, _texts(rule, "inputEntry"), strict=True)
    tests = {name: test for name, text in cells if (test := of_feel(text, columns[name])) is not None}
    told = dict(zip(notes, _texts(rule, "annotationEntry"), strict=False))
    row: dict[str, Any] = {"id": told.get("id") or f"r{number}"}
    row |= {key: told[key] for key in ("label",) if told.get(key)}
    row |= {"when": {name: written(test) for name, test in tests.items()}} if tests else {}
    row |= {key: _output(key, text) for key, text in zip(outputs, _texts(rule, "outputEntry"), strict=True) if text}
    return row | {key: told[key] for key in AFTER if told.get(key)}


def _output(key: str, text: str) -> Any:
    if key == "points":
        return int(text) if re.fullmatch(r"-?\d+", text) else text
    try:
        return json.loads(text)
    except ValueError as error:
        raise NoTable(f"「{text}」を読めません。") from error


def _named(one: Element, inner: str) -> str:
    return (one.findtext(f"{{{SPACE}}}{inner}/{{{SPACE}}}text") or "").strip()


def _texts(rule: Element, name: str) -> list[str]:
    return [(one.findtext(f"{{{SPACE}}}text") or "").strip() for one in rule.findall(f"{{{SPACE}}}{name}")]
