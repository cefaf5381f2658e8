"""画面 - a page is as its script says, or the first thing that differs is told in a sentence, both sides beside it."""

from dataclasses import replace
from typing import Any

import pytest

from madoguchi.core.robot.screen import compare
from madoguchi.core.robot.script import Page, Row
from tests.core.robot.scripts import script, seen


def child() -> Page:
    return script().ways["new"].pages[0]


def rows(of: str, **traits: Any) -> tuple[Row, ...]:
    return tuple(replace(row, **traits) if row.label == of else row for row in child().rows)


def test_a_page_as_it_was_is_no_difference() -> None:
    assert compare(child(), "Shift_JIS", seen(child())) is None


@pytest.mark.parametrize(
    ("otherwise", "says"),
    [
        ({"title": "入力"}, "画面「新規登録（児童）」のはずが、「入力」が出ました。"),
        ({"charset": "UTF-8"}, "画面「新規登録（児童）」の文字コードがShift_JISからUTF-8に変わっています。"),
        ({"dialogs": ("期限です。",)}, "画面「新規登録（児童）」で、手順書にない窓が開きました。"),
        ({"buttons": ("実行",)}, "画面「新規登録（児童）」のボタンが変わっています。"),
        ({"buttons": ("次へ", "次へ")}, "画面「新規登録（児童）」のボタンが変わっています。"),
    ],
)
def test_what_is_not_of_rows_is_told(otherwise: dict[str, Any], says: str) -> None:
    difference = compare(child(), "Shift_JIS", seen(child(), **otherwise))
    assert difference
    assert difference.say == says
    assert len(difference.expected) == len(difference.found)


@pytest.mark.parametrize(
    ("label", "traits", "says"),
    [
        ("児童氏名カナ", {"label": "カナ氏名"}, "項目「児童氏名カナ」がなく、「カナ氏名」があります"),
        ("方書", {"required": True}, "項目「方書」の必須が変わっています"),
        ("受付年月日", {"hint": "(YYMMDD)"}, "項目「受付年月日」の書き方が変わっています"),
        ("住所", {"limit": 20}, "項目「住所」の長さが変わっています"),
        ("性別", {"options": (("2", "2:男"), ("1", "1:女"))}, "項目「性別」の選択肢が変わっています"),
        ("学校コード", {"kind": "choice"}, "項目「学校コード」の種類が変わっています"),
    ],
)
def test_a_row_that_is_otherwise_is_told(label: str, traits: dict[str, Any], says: str) -> None:
    difference = compare(child(), "Shift_JIS", seen(child(), rows=rows(label, **traits)))
    assert difference
    assert says in difference.say
    beside = [pair for pair in zip(difference.expected, difference.found, strict=True) if pair[0] != pair[1]]
    assert len(beside) == 1


def test_rows_that_are_gone_come_or_exchanged_are_told() -> None:
    all_ = child().rows
    told = [
        compare(child(), "Shift_JIS", seen(child(), rows=found))
        for found in (all_[:-1], (*all_, Row("同意区分", "choice")), (all_[1], all_[0], *all_[2:]))
    ]
    assert [one and one.say for one in told] == [
        "画面「新規登録（児童）」の項目「備考」がなくなっています。",
        "画面「新規登録（児童）」の項目「同意区分」がふえています。",
        "画面「新規登録（児童）」の項目の並びが変わっています。",
    ]
    assert told[0]
    assert told[0].found[-1] == "(なし)"


def test_a_label_that_stands_twice_has_no_value() -> None:
    it = seen(child(), rows=(Row("整理番号", "shown"),) * 2)
    assert it.value("整理番号") is None
    assert it.value("番号") is None


def test_of_a_page_that_says_something_only_its_sentence_is_told() -> None:
    says = "エラー ただいま混み合っています。やり直してください。 学童クラブ管理システム"
    assert seen(child(), title="エラー", says=says).sentence == "ただいま混み合っています。やり直してください。"
