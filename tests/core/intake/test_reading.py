"""読み取り - fragments are joined, words become choices, items are counted; what is odd is told and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from madoguchi.core.days import JST
from madoguchi.core.form import judge
from madoguchi.core.intake import Halt, Line, Match, Reading, found_of, read, still
from tests.core.intake.rows import form

MATCH = Match(
    *(
        "見本",
        "logo",
        "gakudo",
        ("番号", "日時", "状態", "姓", "名", "セイ", "元号", "年", "月", "日", "〒1", "〒2", "電話"),
    ),
    *("番号", "日時", "状態"),
    statuses={"送信済": "received", "取下げ": "withdrawn"},
    lines=(
        Line("children.0.name", ("姓", "名")),
        Line("children.0.kana", ("セイ",)),
        Line("children.0.birth", ("元号", "年", "月", "日")),
        Line("children.0.care", ("当てはまる",), {"アレルギー": "allergy"}),
        Line("children.1.name", ("2人目",)),
        Line("postal", ("〒1", "〒2")),
        Line("phone", ("電話1", "電話2", "電話3")),
        Line("agree", ("同意",)),
    ),
    links=("添付",),
)
ROW = {
    "番号": "A-1",
    "日時": "2026/11/16 9:05",
    "状態": "送信済",
    "姓": "多摩",
    "名": "花子",
    "セイ": "たま はなこ",
    "元号": "平成",
    "年": "30",
    "月": "４",
    "日": "2",
    "〒1": "206",
    "〒2": "0011",
    "電話1": "042",
    "電話2": "000",
    "電話3": "1111",
    "同意": "同意する",
    "当てはまる": "アレルギー",
}


def reading(match: Match = MATCH, **row: str) -> Reading:
    return read(form(), match, {**ROW, **row}, "d" * 64)


def test_fragments_are_joined_as_their_field_wants_them() -> None:
    it = reading()
    assert not it.mistakes
    assert it.answers == {
        "children": [{"name": "多摩 花子", "kana": "タマ ハナコ", "birth": "2018-04-02", "care": ["allergy"]}],
        "child_count": "1",
        "postal": "2060011",
        "phone": "0420001111",
        "agree": True,
    }
    assert (it.came.channel, it.came.number, it.came.arrived) == (
        "logo",
        "A-1",
        datetime(2026, 11, 16, 9, 5, tzinfo=JST),
    )


@pytest.mark.parametrize(
    "typed", ["2018/4/2", "2018-04-02", "2018年4月2日", "平成30年4月2日", "H30.4.2", "20180402", "2018/04/02 00:00:00"]
)
def test_a_day_in_one_cell_is_read_however_it_is_written(typed: str) -> None:
    one_cell = replace(MATCH, lines=(Line("children.0.birth", ("生年月日",)),))
    assert reading(one_cell, 生年月日=typed).answers["children"] == [{"birth": "2018-04-02"}]


@pytest.mark.parametrize("typed", ["平成31年13月1日", "きのう", "2018/2/30"])
def test_a_day_that_there_is_not_is_a_finding_and_no_refusal(typed: str) -> None:
    one_cell = replace(MATCH, lines=(Line("children.0.name", ("名",)), Line("children.0.birth", ("生年月日",))))
    it = reading(one_cell, 生年月日=typed)
    ((mistake, said),) = it.mistakes
    assert (mistake.path, said) == ("children.0.birth", typed)
    (first, *_) = found_of(it, judge(form(), it.answers, {}).mistakes)
    assert (first.code, first.fields, first.evidence[0].said) == ("not_taken", ("children.0.birth",), typed)


def test_no_item_is_lost_by_a_count_that_says_less() -> None:
    counted = replace(MATCH, lines=(*MATCH.lines, Line("child_count", ("人数",))))
    it = reading(counted, **{"2人目": "多摩 次郎", "人数": "1人"})
    assert it.answers["child_count"] == "2"
    assert [one["name"] for one in it.answers["children"]] == ["多摩 花子", "多摩 次郎"]
    assert "2件の内容" in it.mistakes[0][0].say


def test_words_that_stand_for_no_choice_are_told() -> None:
    it = reading(当てはまる="食物アレルギー、ぜんそく")
    assert it.answers["children"][0]["care"] == ["allergy"], "what is known of them is kept"
    assert "ぜんそく" in it.mistakes[0][0].say
    assert reading(当てはまる="どれもない\n食物アレルギー").answers["children"][0]["care"] == ["allergy", "none"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"番号": ""}, "number"),
        ({"日時": "きのう"}, "arrived"),
        ({"状態": "取下げ"}, "ended"),
        ({"状態": "保留"}, "status"),
    ],
)
def test_what_must_not_be_filed_by_itself_waits_for_a_person(row: dict[str, str], reason: str) -> None:
    with pytest.raises(Halt, match=reason):
        reading(**row)


def test_what_is_lacking_is_a_finding_until_it_is_answered() -> None:
    it = reading(
        replace(MATCH, links=("添付",)), **{"〒1": "", "〒2": "", "姓": "\ue000川", "添付": "https://example.jp/1 x"}
    )
    found = found_of(it, judge(form(), it.answers, {}).mistakes)
    assert [one.code for one in found] == ["left_out", "strange_letter", "linked_file"]
    mended: dict[str, Any] = {**it.answers, "postal": "2060011"}
    assert [one.code for one in still(found, mended)] == ["strange_letter", "linked_file"]
    children = [{"name": "多摩 花子"}]
    assert [one.code for one in still(found, {**mended, "children": children})] == ["linked_file"]


def test_without_a_number_the_row_itself_is_one() -> None:
    assert reading(replace(MATCH, number="")).came.number == "d" * 32
    keys = {reading(番号=number).came.key("gakudo") for number in ("1", "2", "1")}
    assert len(keys) == 2
    assert all(len(key) <= 64 for key in keys)
