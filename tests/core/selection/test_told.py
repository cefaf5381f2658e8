"""Each wish in one plain sentence, with the numbers of the result, in every language; and what would have helped."""

from __future__ import annotations

from typing import Any

import pytest

from madoguchi import locale
from madoguchi.core.allocation import allocate
from madoguchi.core.language import JA, LANGUAGES, texts_of
from madoguchi.core.say import Untold
from madoguchi.core.selection import change, pools, sentences, wishes

RULES = {
    "priority": [
        {"id": "total", "label": "点数", "better": "higher"},
        {"id": "tie1", "label": "学年が低い", "better": "lower"},
    ]
}
POOLS = [{"id": "north", "label": "北クラブ", "capacity": 1}, {"id": "south", "label": "南クラブ", "capacity": 1}]
# Of every code that a result may hold (docs/reference/round.md), one reason.
REASONS: dict[str, dict[str, Any]] = {
    "placed": {},
    "later": {},
    "below": {"component": "total", "mine": "24.0", "cutoff": 25, "rule": "点数"},
    "lot": {"component": "lot", "mine": 3, "cutoff": 2, "rule": "抽選"},
    "full": {},
    "quota": {"reserved": 1},
    "threshold": {"say": "基準10点", "component": "total", "mine": 9, "limit": 10},
    "zone": {"say": "地区の外"},
    "barred": {"say": "未納"},
    "sibling": {"with": "b", "at": "north"},
    "combination": {},
    "no_combination": {},
    "exception": {},
}


def round_of(*children: tuple[str, int, int, list[str]]) -> dict[str, Any]:
    rows = [
        {"id": name, "wishes": wished, "values": {"total": total, "tie1": tie}} for name, total, tie, wished in children
    ]
    return {"schema": 1, "id": "r", "rules": RULES, "pools": POOLS, "applicants": rows}


TOWN = round_of(
    ("a", 20, 1, ["north"]),
    ("b", 20, 2, ["north", "south"]),
    ("c", 15, 3, ["north", "south"]),
)


def told_of(case: str) -> list[str]:
    return [str(one) for one in sentences(wishes(TOWN, allocate(TOWN), case))]


def test_a_child_is_told_of_each_wish() -> None:
    assert told_of("a") == ["第1希望の北クラブに入れます。"]
    assert told_of("b") == [
        "第1希望の北クラブは、点数が入れた最後の人と同じでしたが、次の決まり「学年が低い」で届きませんでした。",
        "第2希望の南クラブに入れます。",
    ]
    assert told_of("c") == [
        "第1希望の北クラブは、点数が15点で、入れた最後の人の20点に届きませんでした。",
        "第2希望の南クラブは、点数が15点で、入れた最後の人の20点に届きませんでした。",
    ]


@pytest.mark.parametrize("code", REASONS)
@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if texts_of(lang) != JA])
def test_every_reason_is_a_sentence_in_every_language(code: str, lang: str) -> None:
    reason = {"code": code, "wish": 2, "pool": "north", "label": "北クラブ", **REASONS[code]}
    (said,) = sentences([reason])
    assert str(said).startswith("第2希望の北クラブ")
    told = locale.tell(said, lang)
    assert not isinstance(told, Untold)
    assert "北クラブ" in told
    assert "{" not in told
    (unnamed,) = sentences([reason], named=False)
    assert "北クラブ" not in unnamed


def test_numbers_are_said_as_people_write_them() -> None:
    (said,) = sentences([{"code": "below", "wish": 1, "pool": "north", "label": "北クラブ", **REASONS["below"]}])
    assert "24点" in said


def test_what_would_have_helped_is_tried_and_not_guessed() -> None:
    result = allocate(TOWN)
    first, second = wishes(TOWN, result, "c")
    assert (change(TOWN, first, "c").points, change(TOWN, first, "c").seat) == (21, False)
    assert (change(TOWN, second, "c").points, change(TOWN, second, "c").seat) == (21, True)
    tie, _ = wishes(TOWN, result, "b")
    assert (change(TOWN, tie, "b").points, change(TOWN, tie, "b").seat) == (None, True)


def test_the_table_of_pools_says_who_waits_where() -> None:
    north, south = pools(TOWN, allocate(TOWN))
    assert (north.first, north.wished, north.placed, north.waiting, north.limit) == (3, 3, 1, ("b", "c"), 20)
    assert (south.first, south.wished, south.waiting, south.free) == (0, 2, ("c",), 0)
