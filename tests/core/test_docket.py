"""What is looked at before anybody signs: each difference has a sentence, and only one kind can be answered for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from madoguchi.core.docket import capacities, found_in, points_differ, untrue
from madoguchi.core.points import Score
from madoguchi.core.points.result import Line, Part

SCORE = Score(
    1, Decimal(24), date(2026, 4, 1), (Part("t", "表", "points", Decimal(9), (Line("r", "", Decimal(5), ""),)),)
)


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("24点で届きませんでした。", ()),
        ("9点と5点です。", ()),
        ("23点でした。", ("23",)),
        ("24.0点でした。", ()),
        ("求職のため3か月とします。", ()),
    ],
)
def test_points_in_a_reason_are_the_cases_own(reason: str, wrong: tuple[str, ...]) -> None:
    assert untrue(reason, SCORE) == wrong


def test_without_points_a_reason_speaks_of_nobodys() -> None:
    assert untrue("23点でした。", None) == ()


def pool(name: str, seats: int, **more: Any) -> dict[str, Any]:
    return {"id": name, "label": f"{name}クラブ", "capacity": seats, **more}


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([pool("a", 3)], ()),
        ([pool("a", 4)], ("aクラブ: 選考回は3人、ファイルは4人",)),
        ([pool("a", 3, quotas=[1])], ("aクラブ: 枠の人数がファイルと違います",)),
        ([pool("a", 3), pool("b", 1)], ("bクラブ: 選考回にありません",)),
        ([], ("aクラブ: ファイルにありません",)),
    ],
)
def test_places_that_differ_are_named(others: list[dict[str, Any]], told: tuple[str, ...]) -> None:
    assert capacities([pool("a", 3)], others, "ファイル") == told


def test_a_child_with_other_points_is_named_with_both() -> None:
    mine = {"id": "c", "wishes": ["a"], "values": {"total": 9}}
    assert points_differ(mine, mine, "c", {}) == ""
    assert points_differ(mine, {**mine, "values": {"total": 8}}, "c", {"total": "点数"}) == "c: 点数 9→8"
    assert points_differ(mine, {**mine, "wishes": ["b"]}, "c", {}) == "c: wishes"


def test_only_a_difference_from_last_year_can_be_answered_for() -> None:
    progress = {"looked": {"G03": 2, "G04": 2, "G05": 7}, "wrong": {"G03": ["x"], "G04": ["y"]}}
    assert [(one.code, one.good) for one in found_in(progress, "")] == [("G03", False), ("G04", False), ("G05", True)]
    assert [one.good for one in found_in(progress, "増設した。")] == [False, True, True]
