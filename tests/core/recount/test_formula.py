"""A column's formula means the same in SQL as in CEL; what SQL has no word for is refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from madoguchi.core.condition import compile_condition
from madoguchi.core.recount import NotInSql, sql_of

TOWN = {"least": 240, "low": "15:00", "high": "17:00", "wide": True}
WEEK = {"mon": {"start": "09:00", "end": "17:30"}, "tue": {"start": "22:00", "end": "06:00"}, "wed": {"start": None}}
ITEM: dict[str, Any] = {
    "days": 20,
    "none": None,
    "on": True,
    "text": "a",
    "blank": "",
    "reasons": ["work"],
    "week": WEEK,
}
HOUSE: dict[str, Any] = {"single": "away", "no": [], "people": [{"age": 3, "home": True}, {"age": 40, "home": False}]}
NAMES = {
    **dict.fromkeys(["today", "start", "window_kind", "index", "single", "no"]),
    "people": frozenset({"age", "home"}),
}
NAMES |= {"town": frozenset(TOWN), "this": frozenset(ITEM)}
SCOPE = {
    **HOUSE,
    "town": TOWN,
    "this": ITEM,
    "index": 1,
    "today": "2026-11-16",
    "start": "2027-04-01",
    "window_kind": "x",
}

FORMULAS = [
    *("this.days", "this.none", "this.on", "single", "index + 1", "window_kind", "town.least", "town.wide"),
    *("this.days * 3 / 7", "-this.days % 6", "this.days - 2 - 3", "(this.days - 2) * 2", "1 + 2 * 3"),
    *("this.days >= 20 && !(this.days > 20)", "this.days < 3 || this.on", "this.on == true", "this.none == null"),
    *("this.none != null", 'this.text == "a"', 'this.text != "a"', 'this.blank == ""', "this.days == 20"),
    *('single in ["single", "away"]', 'single in ["none"]', '"work" in this.reasons', '"care" in this.reasons'),
    *('"work" in no', "size(people)", "size(no)", "people.size()", "size(this.reasons) == 1"),
    *("people.exists(p, p.age > 30)", "people.all(p, p.age > 30)", "size(people.filter(p, p.home == true))"),
    *('people.exists(p, p.age > 30 && "work" in this.reasons)', "no.exists(p, p == 1)", "no.all(p, p == 1)"),
    *("this.none == null ? 1 : 2", "this.on ? this.days : null", "this.on ? (this.days > 3 ? 1 : 2) : 3"),
    *('school_grade("2020-04-01", start)', 'school_grade("2020-04-02", start)', "school_grade(today, start)"),
    *('add_months("2027-01-31", 1)', 'add_months("2026-11-30", -9)', 'add_months("2024-02-29", 12)'),
    *(
        'add_months("2027-12-31", 2)',
        'add_days("2027-02-28", 1)',
        "days_between(today, start)",
        "first_of_month(today)",
    ),
    *('minutes("24:00")', 'length("22:00", "06:00")', 'length("09:00", "17:30")', 'length("09:00", "09:00")'),
    *('overlaps("22:00", "06:00", "05:00", "06:00")', 'overlaps("09:00", "15:00", "15:00", "17:00")'),
    *('overlaps("16:59", "18:00", "15:00", "17:00")', 'overlaps("17:00", "16:00", "15:00", "17:00")'),
    *("week_days(this.week)", "week_minutes(this.week)", "week_matches(this.week, town.low, town.high, town.least)"),
    *('week_matches(this.week, "05:00", "06:00", 480)', 'week_matches(this.week, "00:00", "24:00", 0)'),
]


def in_sql(source: str) -> Any:
    houses = "(SELECT ? AS doc, '2027-04-01' AS start, '2026-11-16' AS today, 'x' AS window_kind)"
    items = "(SELECT 1 AS key, ? AS value)"
    with closing(sqlite3.connect(":memory:")) as base:
        query = f"SELECT {sql_of(source, TOWN)} FROM {houses} AS h, {items} AS i"
        return base.execute(query, (json.dumps(HOUSE), json.dumps(ITEM))).fetchone()[0]


@pytest.mark.parametrize("source", FORMULAS)
def test_a_formula_means_the_same_in_both(source: str) -> None:
    assert in_sql(source) == compile_condition(source, NAMES).value(SCOPE)


@pytest.mark.parametrize(
    "source",
    ['this.text.startsWith("a")', "mentions(single, single)", "this.days +", "town.more", "town", 'f("a")', "1 ~ 2"],
)
def test_what_has_no_word_in_sql_is_refused(source: str) -> None:
    with pytest.raises(NotInSql):
        sql_of(source, TOWN)


def test_a_text_stays_a_text() -> None:
    assert in_sql("""this.text == "a' OR '1" """) == 0
    assert in_sql('"it\'s"') == "it's"
