"""A table as a sheet: what is written is read again, and what cannot be used is told with its row and head."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi.core.table.grid import grid_of, rows_of
from tests.core.points.small import rows_of as made
from tests.core.points.small import rules, tables, whole

COLUMNS = rules(whole({"id": "x", "label": "表", "rows": []})).columns
ROWS = made(
    {"label": "就労", "when": {"reason": "work, home", "work_days": "20以上"}, "points": 20, "article": "別表1"},
    {"when": {"reason": "work 以外", "on_leave": False, "work_days": 5}, "points": "0.5", "note": "注"},
    {
        "when": {"due": "2027-04-01以後2027-06-30以前", "first_time": True},
        "points": -3,
        "from": "2027-04-01",
        "to": "2028-03-31",
    },
    {"when": {"hours": "空欄"}, "points": 0},
    {"points": 1},
)
GIVEN = {
    "condition": made({"when": {"on_leave": True}, "awaits": "復職", "due": "return_day"}),
    "period": made({"when": {"reason": "birth"}, "anchor": "due", "before": 2, "after": 2}),
    "phase": made({"when": {"grade": "3以下"}, "phase": 1}),
    "refusal": made({"when": {"arrears": True}, "say": "未納です"}),
    "quota": made({"when": {"support": True}, "quota": "disabled"}),
}
TABLES: list[dict[str, Any]] = [
    {"id": "t", "label": "表", "rows": ROWS},
    *({"id": "t", "label": "表", "gives": gives, "rows": rows} for gives, rows in GIVEN.items()),
    *(tables(name)["tables"][0] for name in ("akishima", "machida_fees")),
]


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_is_read_again(table: dict[str, Any]) -> None:
    assert rows_of(grid_of(table, COLUMNS), COLUMNS, table.get("gives", "points")) == (table["rows"], [])


def test_people_read_words_and_units() -> None:
    heads, first, *_ = grid_of(TABLES[0], COLUMNS)
    assert heads[:5] == ["行", "行の言葉", "理由", "月の日数", "休業中"]
    assert first[:4] == ["r0", "就労", "就労(居宅外)、就労(居宅内)", "20日以上"]


def test_a_spreadsheet_of_somebody_else_needs_no_ids_and_no_sources() -> None:
    grid = [["理由", "月の日数", "点"], ["就労(居宅外)", "20以上", 20.0], [], ["出産", "", 0.5], ["求職", 5.0, "6"]]
    assert rows_of(grid, COLUMNS, source="own") == (
        [
            {"id": "r1", "when": {"reason": "work", "work_days": "20以上"}, "points": 20, "source": "own"},
            {"id": "r3", "when": {"reason": "birth"}, "points": "0.5", "source": "own"},
            {"id": "r4", "when": {"reason": "seeking", "work_days": 5}, "points": 6, "source": "own"},
        ],
        [],
    )


def test_everything_that_cannot_be_used_is_told_at_once() -> None:
    grid = [["理由", "日数", "点", "点"], ["散歩", "x", "たくさん", ""], ["出産", "", "1.23456", ""]]
    _, faults = rows_of(grid, COLUMNS)
    assert [(one.row, one.head) for one in faults] == [(1, "日数"), (1, "点"), (2, "理由"), (2, "点"), (3, "点")]
    assert str(faults[2]).startswith("2行目「理由」: 「散歩」という選択肢はありません。")
