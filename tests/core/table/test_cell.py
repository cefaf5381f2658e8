"""What an official writes in a cell, and which values are in it."""

from typing import Any

import pytest

from madoguchi.core.table import CellFault, parse

OPTIONS = {"work": "働いている", "study": "通学・職業訓練", "birth": "出産"}


@pytest.mark.parametrize(
    ("cell", "kind", "inside", "outside"),
    [
        (20, "number", [20], [19, 21, None, "20"]),
        ("20以上", "number", [20, 99], [19, None, ""]),
        ("20超", "number", [21], [20]),
        ("8未満", "number", [7, -1], [8]),
        ("12以下", "number", [12], [13]),
        ("6以上8未満", "number", [6, 7], [5, 8]),
        ("48,600以上60,000未満", "number", [48_600, 59_999], [48_599, 60_000]),
        ("２０日以上", "number", [20], [19]),
        (0, "number", [0], [1, None, ""]),
        ("2027-04-01以後", "date", ["2027-04-01"], ["2027-03-31", None, ""]),
        ("2027-04-01以後2027-06-30以前", "date", ["2027-06-30"], ["2027-07-01"]),
        ("work", "option", ["work", ["study", "work"]], ["study", [], "", None]),
        ("work, birth", "option", ["birth"], ["study"]),
        ("働いている、通学・職業訓練", "option", ["work", "study"], ["birth"]),
        ("work 以外", "option", ["study", ["study"]], ["work", ["study", "work"], [], ""]),
        (True, "yesno", [True], [False, None, 1]),
        ("いいえ", "yesno", [False], [True, None, 0]),
        ("空欄", "number", [None], [0]),
        ("空欄", "option", ["", []], ["work"]),
    ],
)
def test_a_value_is_in_a_cell_or_not(cell: Any, kind: str, inside: list[Any], outside: list[Any]) -> None:
    test = parse(cell, kind, OPTIONS, "日")
    assert test is not None
    assert [value for value in inside if not test.holds(value)] == []
    assert [value for value in outside if test.holds(value)] == []


@pytest.mark.parametrize("cell", ["", "-", None, " ー "])
def test_a_cell_that_asks_nothing(cell: str | None) -> None:
    assert parse(cell, "number") is None


@pytest.mark.parametrize(
    ("cell", "kind", "told"),
    [
        ("8以上6未満", "number", "入る値がありません"),
        ("たくさん", "number", "20、20以上"),
        ("7.5以上", "number", "20、20以上"),
        ("walk", "option", "働いている、通学・職業訓練、出産 のどれか"),
        ("maybe", "yesno", "はい か いいえ"),
        ("2027-02-30以後", "date", "YYYY-MM-DD"),
        (True, "number", "number の欄には書けません"),
    ],
)
def test_a_cell_that_cannot_be_read_says_what_may_stand_there(cell: Any, kind: str, told: str) -> None:
    with pytest.raises(CellFault, match=told):
        parse(cell, kind, OPTIONS)


@pytest.mark.parametrize("cell", ["20", "20以上", "6以上8未満", "20超", "空欄"])
def test_a_cell_is_told_as_it_was_written(cell: str) -> None:
    test = parse(cell, "number")
    assert test is not None
    assert test.text({}) == cell
    assert parse(test.text({}), "number") == test


def test_options_are_told_by_their_words_and_read_again() -> None:
    test = parse("work, birth 以外", "option", OPTIONS)
    assert test is not None
    assert test.text(OPTIONS) == "働いている、出産 以外"
    assert parse(test.text(OPTIONS), "option", OPTIONS) == test
