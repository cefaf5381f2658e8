"""集計 - what a page of a form costs its families: counted without a name or an answer, worst first, few never told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from madoguchi.core import form, tally
from madoguchi.core.form import Cleaned, Mistake
from madoguchi.core.say import say
from madoguchi.core.tally import HANDED, LEFT, MISTAKE, PASSED, REFUSED, RESTING, Tally, costs, share

BASE = {"town": {}, "today": "2026-11-16", "start": "2027-04-01"}
FILE: dict[str, Any] = {
    "pages": [
        {
            "id": "home",
            "title": "ご家庭",
            "fields": [{"id": "many", "kind": "number", "label": "人数", "required": True}],
        },
        {
            "id": "child",
            "title": "お子さん",
            "repeat": {"group": "children", "count": "many", "max": 3},
            "fields": [
                {"id": "name", "kind": "text", "label": "名前", "required": True, "max": 60},
                {"id": "birth", "kind": "date", "label": "生年月日"},
            ],
        },
    ],
    "rules": [
        {
            "id": "future",
            "at": "birth",
            "when": "this.birth != null && this.birth > today",
            "say": "未来の日付です。",
        }
    ],
}
FORM = form.read_form(FILE, {}, form.names_of(FILE["pages"], ()))
SECOND = form.walk(FORM, {"many": 2}, BASE)[2]
MISSING = {"children.1.birth.y": ["2090"], "children.1.birth.m": ["1"], "children.1.birth.d": ["2"]}


def posted(raw: dict[str, list[str]]) -> Cleaned:
    return form.clean_stop(FORM, SECOND, {"many": 2}, raw, BASE)


def test_a_page_without_mistakes_is_passed_in_the_seconds_of_its_browser() -> None:
    told = tally.of_save(FORM, SECOND, posted({"children.1.name": ["見本 花子"]}), 42)
    assert told == (Tally(PASSED, "child", count=1, timed=1, seconds=42),)


def test_mistakes_are_counted_by_field_and_sentence_whoever_they_are_about() -> None:
    told = tally.of_save(FORM, SECOND, posted(MISSING), None)
    assert told == (
        Tally(REFUSED, "child"),
        Tally(MISTAKE, "child", "children.birth", "#future"),
        Tally(MISTAKE, "child", "children.name", "missing"),
    )


PATTERN = "{label}は{most}文字までにしてください。"


@pytest.mark.parametrize(
    ("said", "kept"),
    [("見本 花子さんは60文字までにしてください。", ""), (say(PATTERN, label="名前", most=60), PATTERN)],
)
def test_a_sentence_that_may_hold_what_was_typed_is_not_kept(said: str, kept: str) -> None:
    refused = Cleaned({}, (Mistake("children.1.name", "名前", said),), {"children.1.name": "見本 花子"})
    assert tally.of_save(FORM, SECOND, refused, 1)[1] == Tally(MISTAKE, "child", "children.name", kept)


def test_no_count_holds_what_was_typed() -> None:
    typed = {"children.1.name": ["目印" * 40], **MISSING, "children.1.birth.y": ["目印"]}
    for sent in (typed, {**typed, "children.1.birth.y": ["19８5目印"]}):
        assert "目印" not in repr(tally.of_save(FORM, SECOND, posted(sent), 1))


def test_a_page_that_only_asks_more_gives_its_seconds_and_no_count() -> None:
    more = replace(posted({"children.1.name": ["見本"]}), fresh=("children.1.birth",))
    assert tally.of_save(FORM, SECOND, more, 9) == (Tally(PASSED, "child", count=0, timed=0, seconds=9),)


def test_a_draft_stands_on_the_page_of_its_first_mistake() -> None:
    for answers, page in (
        ({}, "home"),
        ({"many": 1}, "child"),
        ({"many": 1, "children": [{"name": "見本"}]}, tally.CHECK),
    ):
        mistakes = form.mistakes_of(FORM, answers, BASE)
        assert tally.page_of(FORM, answers, BASE, mistakes) == page


def saves(page: str, passed: int, refused: int = 0, seconds: int = 10) -> list[Tally]:
    return [
        Tally(PASSED, page, count=passed, timed=passed, seconds=passed * seconds),
        Tally(REFUSED, page, count=refused, timed=refused, seconds=refused * seconds),
    ]


HANDED_IN = Tally(HANDED, count=20, timed=20, seconds=20 * 300)


def test_the_page_that_costs_most_comes_first() -> None:
    told = [HANDED_IN, *saves("quick", 20), *saves("wrong", 20, 30), *saves("slow", 20, seconds=20)]
    assert [cost.page for cost in costs(told)] == ["wrong", "slow", "quick"]
    assert [cost.page for cost in costs([*told, Tally(LEFT, "quick", count=9)])] == ["quick", "wrong", "slow"]


def test_a_cost_is_filling_in_and_doing_again_and_leaving() -> None:
    told = [HANDED_IN, *saves("wrong", 20, 6), Tally(LEFT, "wrong", count=2), Tally(RESTING, "wrong", count=4)]
    (cost,) = costs(told)
    assert (cost.filling, cost.again, cost.leaving) == (200, 60, 6 * 300)
    assert cost.whole == 2060


@pytest.mark.parametrize("few", range(1, tally.FEW))
def test_what_a_few_did_is_neither_a_share_nor_a_cost(few: int) -> None:
    told = [HANDED_IN, *saves("home", 20, few), Tally(LEFT, "home", count=few)]
    (cost,) = costs(told)
    assert (cost.again, cost.leaving) == (0, 0)
    assert share(few, 1000) is None
    assert share(0, few) is None
    (lonely,) = costs(saves("home", few))
    assert (lonely.few, lonely.each) == (True, 0)


def test_shares_of_many_are_told() -> None:
    assert share(5, 20) == 25
    assert share(0, 20) == 0
