"""伏せる - what is hidden leaves no trace: not its words, not whether there were any, not what follows from it."""

from typing import Any

import pytest

from madoguchi.core import form
from madoguchi.core.finding import Finding, find, read_checks
from madoguchi.core.form import names_of, read_form, summary
from madoguchi.core.mask import NOTHING, PRIVATE, PROTECTED, blanked, covered, mask_of, quieted

PAGES: list[dict[str, Any]] = [
    {
        "id": "home",
        "title": "家",
        "fields": [
            {"id": "count", "kind": "choice", "label": "人数", "options": [{"id": "2", "label": "2人"}]},
            {"id": "address", "kind": "text", "label": "住所"},
            {"id": "papers", "kind": "files", "label": "書類"},
            {"id": "room", "kind": "text", "label": "部屋", "when": 'address != ""'},
            {"id": "call", "kind": "computed", "label": "呼び名", "value": 'address + "さん"'},
        ],
    },
    {
        "id": "child",
        "title": "子",
        "repeat": {"group": "children", "count": "count", "max": 2},
        "fields": [{"id": "name", "kind": "text", "label": "名前"}, {"id": "school", "kind": "text", "label": "学校"}],
    },
    {
        "id": "health",
        "title": "健康",
        "private": "health",
        "repeat": {"group": "children", "count": "count", "max": 2},
        "fields": [{"id": "allergy", "kind": "text", "label": "アレルギー"}],
    },
]
NAMES = names_of(PAGES, ())
FORM = read_form({"pages": PAGES}, {}, NAMES)
CHECKS = read_checks(
    {
        "checks": [
            {
                "id": "far",
                "stage": "形式審査",
                "level": "block",
                "when": 'address != ""',
                "say": "遠い。",
                "source": "要綱",
            },
            {
                "id": "food",
                "stage": "形式審査",
                "level": "ask",
                "each": "children",
                "when": 'this.allergy != ""',
                "fields": ["allergy"],
                "say": "{this.allergy}を食べられません。",
                "source": "要綱",
            },
            {
                "id": "two",
                "stage": "形式審査",
                "level": "info",
                "when": 'count == "2"',
                "say": "2人です。",
                "source": "要綱",
            },
        ]
    },
    NAMES,
    {},
)
ANSWERS = {
    "count": "2",
    "address": "目印町1-2-3",
    "room": "202",
    "papers": ["x" * 22],
    "call": "目印町1-2-3さん",
    "children": [
        {"name": "花子", "school": "目印小", "allergy": "目印の卵"},
        {"name": "太郎", "school": "", "allergy": ""},
    ],
}
PROTECT = ("address", "children.school")


def seen(hidden: bool, permits: tuple[str, ...] = (), **changed: Any) -> dict[str, str]:
    """What somebody reads, by its path."""
    mask = mask_of(FORM, PROTECT, hidden=hidden, permits=permits)
    parts = covered(summary(FORM, blanked(FORM, {**ANSWERS, **changed}, mask), {}), mask)
    return {row.path: row.shown for part in parts for row in part.rows}


def test_who_may_see_everything_does() -> None:
    told = seen(hidden=False, permits=("health",))
    assert (told["address"], told["room"], told["children.0.school"]) == ("目印町1-2-3", "202", "目印小")
    assert told["children.0.allergy"] == "目印の卵"


def test_what_is_hidden_has_one_word_answered_or_not() -> None:
    told = seen(hidden=True, permits=("health",))
    assert {told[path] for path in ("address", "children.0.school", "children.1.school")} == {PROTECTED}
    assert told["papers"] == PROTECTED  # nobody knows what a file shows
    assert told["children.0.name"] == "花子"
    assert told["children.0.allergy"] == "目印の卵"


def test_nobody_learns_whether_there_was_an_answer() -> None:
    assert seen(hidden=True) == seen(hidden=True, address="", room="", call="さん")
    assert seen(hidden=False) != seen(hidden=False, address="", room="", call="さん")


def test_what_follows_from_it_is_hidden_too() -> None:
    told = seen(hidden=True)
    assert told["call"] == PROTECTED
    assert "room" not in told


def test_private_pages_need_their_permit_whoever_looks() -> None:
    assert seen(hidden=False)["children.0.allergy"] == PRIVATE
    assert seen(hidden=False, permits=("money",))["children.1.allergy"] == PRIVATE
    assert seen(hidden=False)["address"] == "目印町1-2-3"


def told(hidden: bool, permits: tuple[str, ...] = ()) -> list[tuple[str, str, tuple[str, ...], str]]:
    findings = find(CHECKS, form.fill(FORM, ANSWERS), {})
    mask = mask_of(FORM, PROTECT, hidden=hidden, permits=permits)
    return [(one.level, one.say, one.fields, one.source) for one in quieted(findings, CHECKS, mask)]


def test_a_finding_that_rests_on_something_hidden_keeps_only_its_weight() -> None:
    assert told(True) == [
        ("block", PROTECTED, (), ""),
        ("ask", PRIVATE, (), ""),
        ("info", "2人です。", (), "要綱"),
    ]
    assert [say for _, say, _, _ in told(False, ("health",))] == ["遠い。", "目印の卵を食べられません。", "2人です。"]


def test_a_finding_of_a_reader_is_hidden_by_its_places() -> None:
    mask = mask_of(FORM, PROTECT, hidden=True, permits=())
    (quiet,) = quieted([Finding("read", "ask", "形式審査", ("children.1.school",), "目印小とあります。")], CHECKS, mask)
    assert quiet.say == PROTECTED


@pytest.mark.parametrize("path", ["address", "children.0.school", "children.12.school"])
def test_without_a_reason_nothing_is_hidden(path: str) -> None:
    assert NOTHING.over(path) == ""
    assert mask_of(FORM, PROTECT, hidden=True, permits=()).over(path) == PROTECTED
