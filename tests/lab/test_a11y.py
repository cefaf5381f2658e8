"""だれにも使えるか - each check passes a good page and tells a broken one; no browser is needed for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.lab.a11y import checks, keys, sweep
from madoguchi.lab.a11y.colours import contrast, ground, read
from madoguchi.lab.a11y.told import Node
from madoguchi.web.accessibility import criteria

INK, PAPER, FAINT = "rgb(51, 51, 51)", "rgb(255, 255, 255)", "rgb(204, 204, 204)"
NOTHING = "rgba(0, 0, 0, 0)"
BIG = {"who": "button", "inline": False, "skip": False, "x": 0, "y": 0, "width": 96, "height": 56}
EDGE = {"who": "input", "border": "rgb(102, 102, 102)", "width": 1, "underlined": False}
GOOD: dict[str, Any] = {
    "title": "保護者1 - 学童クラブ",
    "language": "ja",
    "staff": False,
    "path": "/town/",
    "headings": [{"level": 1, "text": "保護者1"}, {"level": 2, "text": "仕事"}, {"level": 3, "text": "時間"}],
    "twice": [],
    "texts": [{"who": "p", "ink": INK, "layers": [NOTHING, PAPER], "size": 16, "bold": False}],
    "edges": [{**EDGE, "fill": [PAPER], "outside": [PAPER]}],
    "targets": [BIG, {**BIG, "y": 100}],
    "width": 320,
    "reaches": 320,
    "wide": [],
    "scrolls": [{"who": "div", "table": True, "reached": True}],
    "cut": [],
    "moving": [],
    "media": [],
    "refresh": 0,
    "draggable": [],
    "pictures": [{"who": "img", "alt": ""}],
    "listened": ["keydown", "submit"],
    "fields": [{"names": ["name"], "must": True, "help": "", "mistake": ""}],
    "summary": None,
    "labels": [{"who": "button", "seen": "送る", "said": "申請を送る"}],
    "menu": ["市", "状況"],
    "help": "困ったときは 窓口",
    "city": True,
    "skip": True,
}
LED = {"focused": True, "links": [{"href": "#name", "text": "氏名", "to": "input#name", "takes": True}]}
STOP: dict[str, Any] = {
    "at": 1,
    "who": "a",
    "tabindex": 0,
    "y": 0,
    "height": 20,
    "column": False,
    "shown": 9,
    "hidden": 0,
    "ring": {"width": 4, "colour": "rgb(0, 0, 0)", "layers": [PAPER], "inside": None},
}
ALONE: dict[str, Callable[[Any], list[str]]] = {
    name: check for eyes in sweep.EYES for name, check in eyes.checks.items()
}


@pytest.mark.parametrize("check", ALONE.values(), ids=ALONE)
def test_a_good_page_passes(check: Callable[[Any], list[str]]) -> None:
    assert check(GOOD) == []


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("headings", {"headings": [{"level": 1, "text": "a"}, {"level": 3, "text": "b"}]}),
    ("headings", {"headings": [{"level": 1, "text": "a"}, {"level": 1, "text": "b"}]}),
    ("headings", {"headings": [{"level": 1, "text": ""}]}),
    ("title", {"title": " - "}),
    ("title", {"summary": LED}),
    ("title", {"title": "エラー: 保護者1"}),
    ("language", {"language": ""}),
    ("ids", {"twice": ["name"]}),
    ("pictures", {"pictures": [{"who": "img", "alt": None}]}),
    ("media", {"media": ["video"]}),
    ("moving", {"refresh": 1}),
    ("gestures", {"listened": ["touchmove"]}),
    ("gestures", {"listened": ["devicemotion"]}),
    ("gestures", {"draggable": ["li"]}),
    ("label in name", {"labels": [{"who": "button", "seen": "申請する", "said": "送信"}]}),
    ("skip link", {"skip": False}),
    ("mistakes", {"summary": {**LED, "focused": False}}),
    ("mistakes", {"summary": {"focused": True, "links": []}}),
    ("mistakes", {"summary": {"focused": True, "links": [{**LED["links"][0], "takes": False}]}}),
    ("text contrast", {"texts": [{**GOOD["texts"][0], "ink": "rgb(119, 119, 119)"}]}),
    ("text contrast", {"texts": [{**GOOD["texts"][0], "ink": "rgba(0, 0, 0, 0.3)"}]}),
    ("edge contrast", {"edges": [{**EDGE, "border": FAINT, "fill": [PAPER], "outside": [PAPER]}]}),
    ("forced colours", {"edges": [{**EDGE, "width": 0, "fill": [PAPER], "outside": [PAPER]}]}),
    ("target size", {"targets": [{**BIG, "width": 20}, {**BIG, "x": 21, "width": 20}]}),
    ("house target size", {"targets": [{**BIG, "height": 40}]}),
    ("reflow", {"reaches": 360}),
    ("reflow", {"cut": ["p"]}),
    ("reflow", {"scrolls": [{"who": "div", "table": False, "reached": True}]}),
    ("spacing", {"cut": ["p"]}),
    ("text twice as large", {"cut": ["p"]}),
    ("upright", {"reaches": 400}),
    ("lying", {"reaches": 400}),
    ("less motion", {"moving": ["a"]}),
]


@pytest.mark.parametrize(("name", "changed"), BROKEN)
def test_a_broken_page_is_told(name: str, changed: dict[str, Any]) -> None:
    assert ALONE[name]({**GOOD, **changed})


def test_every_check_has_a_page_that_breaks_it() -> None:
    assert {name for name, _ in BROKEN} == set(ALONE)


def test_small_targets_far_from_others_and_links_in_sentences_are_allowed() -> None:
    tiny = {**BIG, "width": 16, "height": 16}
    assert checks.target_size({**GOOD, "targets": [tiny, {**tiny, "y": 60}]}) == []
    assert checks.target_size({**GOOD, "targets": [{**tiny, "inline": True}, {**tiny, "x": 17, "inline": True}]}) == []


def test_two_subjects_under_one_title_and_a_menu_in_another_order_are_told() -> None:
    other = {**GOOD, "headings": [{"level": 1, "text": "別"}]}
    assert checks.titles([GOOD, GOOD, {**GOOD, "summary": LED}]) == []
    assert checks.titles([GOOD, other])
    assert checks.steady([GOOD, GOOD]) == []
    assert checks.steady([GOOD, {**GOOD, "menu": ["状況", "市"]}])
    assert checks.steady([{**GOOD, "help": ""}])


def node(role: str = "textbox", name: str = "氏名", words: str = "", **states: Any) -> Node:
    return Node(role, name, words, {"focusable": True, **states}, {"name": "name"})


def test_what_has_no_name_or_role_is_told() -> None:
    assert checks.name_and_role(GOOD, [node()]) == []
    assert checks.name_and_role(GOOD, [node(name=" ")])
    assert checks.name_and_role(GOOD, [Node("generic", "", "", {"focusable": True}, {})])


def test_required_wrong_and_explained_must_be_told_with_the_control_or_its_group() -> None:
    def asked(**words: Any) -> dict[str, Any]:
        return {**GOOD, "fields": [{"names": ["name"], "must": False, "help": "", "mistake": "", **words}]}

    group = Node("group", "氏名 ※必須", "直してください", {}, {})
    inside = Node("radio", "はい", "", {}, {"name": "name"}, (group,))
    for told, good, bad in (
        (asked(must=True), node(required=True), node()),
        (asked(must=True), inside, Node("radio", "はい", "", {}, {"name": "name"})),
        (asked(mistake="※ 直してください"), node(words="直してください", invalid="true"), node(invalid="true")),
        (asked(mistake="直してください"), inside, node(words="直してください")),
        (asked(help="姓と名"), node(words="姓と名"), node()),
    ):
        assert checks.states(told, [good]) == []
        assert checks.states(told, [bad])


def test_a_page_has_one_main_part_a_head_and_a_foot() -> None:
    parts = [Node(role, "", "", {}, {}) for role in ("banner", "main", "contentinfo")]
    menu = Node("navigation", "全体", "", {}, {})
    assert checks.landmarks(GOOD, [*parts, menu]) == []
    assert checks.landmarks(GOOD, [*parts, menu, menu])
    for part in parts:
        assert checks.landmarks(GOOD, [one for one in parts if one is not part])
    assert checks.landmarks({**GOOD, "staff": True}, parts[:2]) == []


STOPS = [STOP, {**STOP, "at": 5, "y": 40}]


@pytest.mark.parametrize(
    ("check", "changed"),
    [
        (checks.ring, {"ring": None}),
        (checks.ring, {"ring": {**STOP["ring"], "width": 1}}),
        (checks.ring, {"ring": {**STOP["ring"], "colour": FAINT}}),
        (checks.uncovered, {"hidden": 3}),
        (checks.uncovered, {"shown": 0}),
        (checks.order, {"at": 0}),
        (checks.order, {"tabindex": 3}),
        (checks.order, {"y": -40}),
    ],
)
def test_a_focus_that_is_not_seen_or_jumps_is_told(check: Callable[[Any], list[str]], changed: dict[str, Any]) -> None:
    assert check(STOPS) == []
    assert check([STOPS[0], {**STOPS[1], **changed}])


def test_what_the_tab_key_never_meets_is_told() -> None:
    assert checks.reached([[1], [4, 5]], STOPS) == []
    assert checks.reached([[1], [5], [9]], STOPS) == ["never reached: element 9"]


def test_a_control_in_no_colours_of_its_own_is_read_as_it_is_seen() -> None:
    assert read("#0017c1") == read("rgb(0, 23, 193)") == read("rgba(0, 23, 193, 1)")
    assert read("color(srgb 1 1 1)") == read("#ffffff")
    assert ground(["rgba(0, 0, 0, 0.5)", PAPER]) == (127.5, 127.5, 127.5, 1)
    assert ground([NOTHING]) == (255, 255, 255, 1)
    assert round(contrast(read("#000000"), read("#ffffff")), 2) == 21
    with pytest.raises(ValueError, match="no colour"):
        read("tomato")


def test_every_criterion_is_tried_by_checks_that_there_are() -> None:
    walk = keys.Walk()
    known = {*ALONE, *sweep.OF_THE_TREE, *sweep.TOGETHER, *keys.CHECKS}
    named = {name for one in criteria() for name in one.tried}
    assert named <= known
    walk.note("ring", "a page", ["faint"])
    assert walk.wrong == {"ring": ["a page: faint"]}
    assert sweep.by_criterion(walk)["2.4.7"] == {"checks": ["ring"], "states": 1, "faults": 1}
    assert sweep.by_criterion(walk)["1.4.11"]["states"] == 0
