"""列の対応 - a changed header stops, another order does not; what is proposed is likely, and what is kept is data."""

from __future__ import annotations

import json
from dataclasses import replace

from madoguchi.core.intake import Line, Match, as_json, changes, faults, propose, read_match
from tests.core.intake.rows import form

EMPTY = Match("見本", "logo", "gakudo", ())
HEADERS = (
    *(
        "受付番号",
        "送信日時",
        "お子さん1 姓",
        "お子さん1 名",
        "児童1のセイ",
        "児童1のメイ",
        "お子さん1 生年月日",
        "お子さん2 氏名",
    ),
    *("郵便番号1", "郵便番号2", "電話番号", "アンケート"),
)
MATCH = replace(EMPTY, headers=("番号", "姓", "名"), number="番号", lines=(Line("children.0.name", ("姓", "名")),))


def test_moved_columns_are_found_by_name() -> None:
    moved = changes(MATCH, ("姓", "名", "番号"))
    assert moved.moved
    assert not moved.stops


def test_missing_and_new_columns_stop_and_are_named() -> None:
    changed = changes(MATCH, ("番号", "氏", "名"))
    assert (changed.missing, changed.new, changed.stops) == (("姓",), ("氏",), True)


def test_likely_columns_are_proposed_and_the_others_left_open() -> None:
    found = propose(form(), HEADERS, EMPTY)
    assert (found.number, found.arrived) == ("受付番号", "送信日時")
    assert {one.to: one.columns for one in found.lines} == {
        "children.0.name": ("お子さん1 姓", "お子さん1 名"),
        "children.0.kana": ("児童1のセイ", "児童1のメイ"),
        "children.0.birth": ("お子さん1 生年月日",),
        "children.1.name": ("お子さん2 氏名",),
        "postal": ("郵便番号1", "郵便番号2"),
        "phone": ("電話番号",),
    }
    assert faults(form(), found) == ()


def test_a_match_goes_to_its_file_and_back() -> None:
    told = replace(MATCH, lines=(Line("child_count", ("姓",), {"一人": "1"}),), given={"agree": "はい"}, links=("名",))
    assert read_match(json.loads(json.dumps(as_json(told)))) == told


def test_everything_wrong_with_a_match_is_told_at_once() -> None:
    wrong = replace(
        MATCH,
        channel="fax",
        lines=(Line("children.0.name", ("姓", "無")), Line("children.2.name", ("名",)), Line("nobody", ("名",))),
        given={"children.0.name": "x"},
    )
    assert faults(form(), wrong) == (
        "申請経路「fax」はありません。",
        "項目「children.2.name」はありません。",
        "項目「nobody」はありません。",
        "項目「children.0.name」に対応が2つあります。",
        "列「無」は見出しにありません。",
    )
