"""通知書 - a notice as it stands on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from madoguchi.core.case import Notice
from madoguchi.core.letter import Addressee, Sealing, document, heads, only_translated, place, replaced, sheet
from madoguchi.core.notice import read_letter

MADE = datetime(2026, 11, 16, 3, tzinfo=UTC)
TEXT = """入所保留通知書

通知番号 {number}
{date}

{child}さんの保護者様

{municipality}長

次の理由により保留とします。

希望のクラブ: {club}
理由: {reason}

この決定に不服があるときは、審査請求をすることができます。

問い合わせ: {office}
"""
TEMPLATE = read_letter("waiting", "ja", TEXT)
VALUES = {
    "number": "第8号",
    "date": "2026年11月16日",
    "child": "見本 花子",
    "municipality": "多摩市",
    "club": "第一",
    "reason": "15点",
    "office": "児童課",
}
AROUND = Sealing("多摩市", "", "AAAA-BBBB-CCCC", "https://city.example/", sample=False)


def laid(template: Any = TEMPLATE, **changed: str) -> dict[str, Any]:
    title, body = template.fill(VALUES | changed)
    notice = Notice(7, "c", "waiting", "ja", "第8号", title, body, MADE)
    return sheet(notice, template, Addressee("見本 優子", "206-0000", "多摩市見本1"), AROUND)


def test_the_head_goes_to_its_places_and_the_rest_keeps_its_order() -> None:
    told = laid()
    assert told["marks"] == "通知番号 第8号\n2026年11月16日"
    assert told["to"]["note"] == "見本 花子さんの保護者様"
    assert told["sender"] == "多摩市長"
    assert [block["kind"] for block in told["blocks"]] == ["text", "facts", "law", "text"]
    assert told["blocks"][1]["rows"] == [["希望のクラブ", "第一"], ["理由", "15点"]]


def test_a_letter_without_a_head_has_its_number_and_day_all_the_same() -> None:
    told = laid(
        read_letter("correction", "ja", "直してください\n\n直す所があります。\n\n期限: {date}\n連絡: {office}\n")
    )
    assert told["marks"] == "通知番号 第8号\n2026年11月16日(月)"
    assert len(told["blocks"]) == 2


def test_what_looks_like_a_row_inside_of_a_reason_is_no_row() -> None:
    rows = laid(reason="15点\n第2希望: 定員\nhttps://city.example")["blocks"][1]["rows"]
    assert [label for label, _ in rows] == ["希望のクラブ", "理由"]
    assert rows[1][1] == "15点\n第2希望: 定員\nhttps://city.example"


def test_a_paragraph_that_speaks_of_a_person_in_a_sentence_is_not_the_head() -> None:
    assert heads(read_letter("x", "ja", "題\n\n{child}さんは、入れます。\n")) == 0


def test_a_place_is_called_as_people_call_it() -> None:
    told = document([laid()])
    assert place("letters.0.to.name", told) == "宛名"
    assert place("letters.0.blocks.1.rows.1.1", told) == "理由"
    assert place("letters.0.blocks.0.text", told) == "本文"
    assert place("title", told) == "表題"


@pytest.mark.parametrize(
    ("paths", "only"),
    [
        (("letters.0.translation.texts.1",), True),
        (("letters.0.translation.title", "letters.0.to.name"), False),
        ((), False),
    ],
)
def test_only_a_translation_may_be_left_out(paths: tuple[str, ...], only: bool) -> None:
    assert only_translated(paths) is only


def test_a_later_decision_replaces_an_earlier_one_and_nothing_else_does() -> None:
    first = Notice(1, "c", "waiting", "ja", "1", "t", "b", MADE)
    outcomes = frozenset({"waiting", "approved"})
    assert replaced(first, (first, replace(first, id=2, kind="approved")), outcomes)
    assert not replaced(first, (first, replace(first, id=2, kind="withdrawn")), outcomes)
    asked = replace(first, kind="correction")
    assert not replaced(asked, (asked, replace(first, id=2, kind="approved")), outcomes)
