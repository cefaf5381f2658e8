"""Letters on their way into an old encoding: each comes through as it is, or is told with what is typed by its side."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.transcript.letters import fitted, letters, size, strange
from madoguchi.core.transcript.office import StandIn, System
from madoguchi.core.transcript.standins import KANA, STAND_INS

OFFICE = System("mihon", "見本", "cp932")


def typed(text: str, width: str = "any", system: System = OFFICE) -> str:
    return fitted(text, width, system)[0]


# What was measured of each letter in cp932: whether it is lacking, or comes back as another.
PITFALLS = [
    ("〜", "～", "文字コードで同じになる文字"),
    ("−", "－", "文字コードで同じになる文字"),
    ("‖", "∥", "文字コードで同じになる文字"),
    ("—", "―", "文字コードにない記号や仮名"),
    ("¥", "￥", "文字コードにない記号や仮名"),
    ("𠮷", "吉", "文字コードにない字体"),
    ("辻\U000e0100", "辻", "異体字の指定を外した"),
    ("葛\U000e0100", "葛", "異体字の指定を外した"),
    ("🈁", "ココ", "文字コードにある文字に開いた"),
    ("\ue000", "〓", "外字"),
    ("か\u3099", "が", "分かれた濁点などを合わせた"),
    ("ゔ", "ヴ", "文字コードにない記号や仮名"),
    ("㍿", "株式会社", "文字コードにある文字に開いた"),
    ("é", "e", "符号を外した"),
    ("\u00a0", " ", "文字コードにある文字に開いた"),
    ("\u200b", "", "見えない文字"),
    ("😀", "〓", "文字コードにない文字"),
    ("\U00020089", "〓", "文字コードにない文字"),
    ("剝", "剥", "文字コードにない字体"),
    ("\n", " ", "改行などの制御文字"),
]
KEPT = "～－―∥￥髙﨑德\ufa19邉①㈱㌔Ⅲヴ吉辻葛がﾊﾟ〓 　A-"


@pytest.mark.parametrize(("letter", "by", "why"), PITFALLS)
def test_a_letter_that_the_encoding_lacks_is_told_with_its_code_points(letter: str, by: str, why: str) -> None:
    text, replaced = fitted(f"見{letter}本", "any", OFFICE)
    assert text == f"見{by}本"
    codepoint = " ".join(f"U+{ord(sign):04X}" for sign in letter)
    assert [(one.letter, one.codepoint, one.by, one.why) for one in replaced] == [(letter, codepoint, by, why)]


@pytest.mark.parametrize("letter", KEPT)
def test_a_letter_that_the_encoding_has_stays_as_it_is(letter: str) -> None:
    assert fitted(f"見{letter}本", "any", OFFICE) == (f"見{letter}本", ())


def test_a_back_office_has_stand_ins_of_its_own() -> None:
    system = System("mihon", "見本", "cp932", {"髙": StandIn("高", "字体がない")})
    text, replaced = fitted("髙橋", "any", system)
    assert text == "高橋"
    assert [(one.letter, one.why) for one in replaced] == [("髙", "字体がない")]


def test_another_encoding_lacks_other_letters() -> None:
    assert typed("髙①", system=System("old", "見本", "euc_jp")) == "〓1"
    assert fitted("𠮷〜", "any", System("new", "見本", "utf-8")) == ("𠮷〜", ())


@pytest.mark.parametrize("table", [STAND_INS, KANA])
def test_no_stand_in_needs_another(table: dict[str, object]) -> None:
    for told in table.values():
        by = told[0] if isinstance(told, tuple) else str(told)
        assert fitted(f"見{by}本", "any", OFFICE) == (f"見{by}本", ())


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        ("kana", "ミホンタニ ヨシノ", "ﾐﾎﾝﾀﾆ ﾖｼﾉ"),
        ("kana", "ガパヴー", "ｶﾞﾊﾟｳﾞｰ"),
        ("kana", "ぱん　ｶﾞ", "ﾊﾟﾝ ｶﾞ"),
        ("kana", "ミホン・ヶ", "ﾐﾎﾝ ｹ"),
        ("wide", "見本町2-31-23 A棟", "見本町２－３１－２３　Ａ棟"),
        ("wide", "ｶﾞｰﾃﾞﾝ101", "ガーデン１０１"),
        ("ascii", "０９０－0000", "090-0000"),
        ("digits", "２０６００１１", "2060011"),
        ("any", "ｶﾞA1", "ｶﾞA1"),
        ("any", " 見本　", "見本"),
    ],
)
def test_widths_are_changed_as_the_field_asks(width: str, text: str, expected: str) -> None:
    assert typed(text, width) == expected
    assert strange(expected, width) == ""


@pytest.mark.parametrize(
    ("width", "text", "letter"),
    [
        ("kana", "ﾐﾎﾝ見", "見"),
        ("wide", "見本A", "A"),
        ("wide", "ｶ", "ｶ"),
        ("ascii", "ab見", "見"),
        ("digits", "1-2", "-"),
    ],
)
def test_a_letter_of_another_width_is_found(width: str, text: str, letter: str) -> None:
    assert strange(text, width) == letter


def test_a_mark_belongs_to_its_letter() -> None:
    assert letters("辻\U000e0100か\u3099👨\u200d👩a") == ["辻\U000e0100", "か\u3099", "👨\u200d👩", "a"]


def test_the_size_is_that_of_the_encoding() -> None:
    assert (size("見A", "cp932"), size("見A", "utf-8")) == (3, 4)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(TEXT)
def test_whatever_is_written_can_be_typed_and_comes_back_as_it_was_typed(text: str) -> None:
    made = typed(text)
    assert made.encode("cp932").decode("cp932") == made
    assert not [sign for sign in made if unicodedata.category(sign) in ("Cc", "Co")]


@given(TEXT)
def test_every_letter_is_typed_or_told(text: str) -> None:
    """Nothing is dropped silently: what was told, put back in its place, gives the text again."""
    made, replaced = fitted(f"見{text}本", "any", OFFICE)
    left = list(replaced)
    parts = []
    for letter in letters(f"見{text}本"):
        parts.append(left.pop(0).by if left and left[0].letter == letter else letter)
    assert not left
    assert "".join(parts) == made


@given(TEXT)
def test_a_name_in_kana_is_half_width_or_a_person_is_needed(text: str) -> None:
    made = typed(text, "kana")
    assert strange(made, "kana") or re.fullmatch("[ｦ-ﾟ -]*", made)
