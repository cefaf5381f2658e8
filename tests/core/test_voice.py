"""利用者の声 - three taps and a free word, in which nothing of anybody's is left to find."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core import voice
from madoguchi.core.reference import reference, secret_for
from madoguchi.core.voice import QUESTIONS, Voice, covered, discreet, spread, tapped

BLANK = Voice("gakudo", "1.0.0", date(2026, 11, 16), "web", "ja")


@pytest.mark.parametrize(
    "number",
    [
        "042-338-6789",
        "０４２（３３８）６７８９",
        "090 1234 5678",
        "０９０ー１２３４ー５６７８",
        "+81 90-1234-5678",
        "3386789",
        "〇九〇一二三四五六七八",
        "1234 5678 9012",
        "206-0011",
        "mihon@example.jp",
        "ｍｉｈｏｎ＠example.jp",
        reference(2026, 123),
        f"{reference(2026, 123)}-1",
        "2026000123",
        secret_for("key", "idempotency"),
        "https://example.jp/tama/r/abc",
        "nWFpbiB0aGUgc2VhIGFnYWlu",
    ],
)
def test_what_leads_to_somebody_is_covered(number: str) -> None:
    said = covered(f"電話は{number}です。名前の欄が小さいです。")
    digits = [part for part in re.split(r"[\s()()ー+-]+", number) if part]
    assert not [part for part in digits if len(part) > 1 and part in said]
    assert said.startswith("電話は(")
    assert said.endswith("です。名前の欄が小さいです。")


@pytest.mark.parametrize(
    "words",
    [
        "3回やり直しました。",
        "11月16日の17:30に送りました。",
        "2026年11月16日",
        "10/28から11/26まで",
        "1画面に7項目は多い",
    ],
)
def test_days_times_and_counts_stay(words: str) -> None:
    assert covered(words) == words


MOBILES = st.integers(0, 10**8 - 1).map("090{:08d}".format)


@given(st.text(max_size=60), st.text(max_size=60), MOBILES)
def test_a_telephone_number_is_covered_whatever_stands_around_it(before: str, after: str, number: str) -> None:
    assert number not in covered(f"{before} {number} {after}")


def test_words_are_cut_and_stripped() -> None:
    assert len(discreet(Voice("p", "1", BLANK.day, "web", "ja", words=" あ" * 999), {}).words) <= voice.LONGEST
    assert discreet(BLANK, {}).silent
    assert not discreet(BLANK, {"ease": 1}).silent


@pytest.mark.parametrize("told", ["", "0", "4", "-1", "３", "x", "3 "])
def test_what_is_no_tap_of_ours_is_none(told: str) -> None:
    assert tapped({"ease": told, "time": "2", "words": "3"}) == {"time": 2}


def test_taps_are_added_up_best_first() -> None:
    told = [discreet(BLANK, {"ease": tap}) for tap in (3, 3, 2, 1)] + [discreet(BLANK, {"again": 1})]
    counts = {question.id: count for question, count in spread(told)}
    assert counts == {"ease": (2, 1, 1), "time": (0, 0, 0), "again": (0, 0, 1)}
    assert [len(question.answers) for question in QUESTIONS] == [3, 3, 3]
