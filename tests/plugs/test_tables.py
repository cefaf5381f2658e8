"""Tables as workbooks and as DMN: both are read as they were written, and nothing hostile is taken in."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.table import Column, parse
from madoguchi.core.table.grid import grid_of, rows_of
from madoguchi.plugs import dmn, workbook
from tests.core.table.test_grid import COLUMNS, TABLES


def test_a_table_goes_through_a_workbook_and_back() -> None:
    grid = [line for table in TABLES for line in grid_of(table, COLUMNS)]
    lines = workbook.read(workbook.written("基準指数", grid))
    wide = max(map(len, grid))
    assert [[str(cell) for cell in line] for line in lines] == [[*line, *[""] * (wide - len(line))] for line in grid]
    table = TABLES[0]
    assert rows_of(workbook.read(workbook.written("表", grid_of(table, COLUMNS))), COLUMNS) == (table["rows"], [])


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<definitions/>"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(workbook.NoSheet):
        workbook.read(data)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("take", ["one", "all"])
def test_a_table_goes_through_dmn_and_back(table: dict[str, Any], take: str) -> None:
    table = {**table, "take": take}
    about, rows = dmn.of_dmn(dmn.to_dmn(table, COLUMNS), COLUMNS)
    assert about == {"take": take, "gives": table.get("gives", "points")}
    assert rows == table["rows"]


@pytest.mark.parametrize("take", dmn.POLICIES)
def test_how_rows_count_is_the_hit_policy(take: str) -> None:
    data = dmn.to_dmn({**TABLES[0], "take": take}, COLUMNS)
    policy, aggregation = dmn.POLICIES[take]
    assert f'hitPolicy="{policy}"'.encode() in data
    assert (f'aggregation="{aggregation}"'.encode() in data) is bool(aggregation)
    assert dmn.of_dmn(data, COLUMNS)[0]["take"] == take


@pytest.mark.parametrize(
    ("cell", "kind", "said"),
    [
        ("20", "number", "20"),
        ("20以上", "number", ">= 20"),
        ("20未満", "number", "< 20"),
        ("6以上8未満", "number", "[6..8)"),
        ("6超8以下", "number", "(6..8]"),
        ("work, birth", "option", '"work", "birth"'),
        ("work 以外", "option", 'not("work")'),
        (True, "yesno", "true"),
        ("2027-04-01以後", "date", '>= date("2027-04-01")'),
        ("空欄", "number", "null"),
        ("-", "number", "-"),
    ],
)
def test_a_cell_is_said_in_s_feel_and_understood_again(cell: Any, kind: str, said: str) -> None:
    test = parse(cell, kind)
    assert dmn.feel(test) == said
    assert dmn.of_feel(said, Column("c", "欄", kind)) == test


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><definitions>&e;</definitions>'
GOOD = dmn.to_dmn(TABLES[0], COLUMNS)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "XML"),
        (b"<x", "XML"),
        (ENTITY, "XML"),
        (b"<definitions/>", "decisionTable"),
        (b"x" * (dmn.LARGEST + 1), "大きすぎ"),
        (GOOD.replace(b'hitPolicy="UNIQUE"', b'hitPolicy="FIRST"'), "FIRST"),
        (GOOD.replace(b"<text>work_days<", b"<text>shoe_size<"), "shoe_size"),
        (GOOD.replace(b'"work", "home"', b'"walk"'), "walk"),
        (GOOD.replace(b"&gt;= 20", b"duration(1)"), "duration"),
    ],
)
def test_what_is_no_table_of_ours_is_refused_and_says_why(data: bytes, told: str) -> None:
    with pytest.raises(dmn.NoTable, match=told):
        dmn.of_dmn(data, COLUMNS)
