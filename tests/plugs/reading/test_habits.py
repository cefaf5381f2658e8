"""癖 - what stands beside a sign tells it from those that look like it."""

from __future__ import annotations

import pytest

pytest.importorskip("onnxruntime")

from madoguchi.plugs.reading.eyes.habits import mended, parted
from madoguchi.plugs.reading.eyes.signs import Sign
from madoguchi.plugs.reading.eyes.words import Word


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("三ホン", "ミホン"),
        ("ヒ口三", "ヒロミ"),
        ("23号三ホンタワ一449", "23号ミホンタワー449"),
        ("見本八イツ", "見本ハイツ"),
        ("第ーシステム", "第一システム"),
        ("テクノロジーー般", "テクノロジー一般"),
        ("株見本印刷", "㈱見本印刷"),
        ("(株見本印刷", "(株)見本印刷"),
    ],
)
def test_a_sign_is_mended_by_its_neighbours(seen: str, meant: str) -> None:
    word = Word((0, 0, 100, 20), tuple(Sign(sign, 0.9, 10.0 * at) for at, sign in enumerate(seen)))
    assert mended(word).text == meant


@pytest.mark.parametrize(
    "said",
    ["三ツ星", "八ヶ岳", "株式会社見本", "一般社団法人", "二丁目", "ミホンタワー", "03-000-1234", "三鷹", "(株)見本"],
)
def test_what_is_right_is_left_alone(said: str) -> None:
    word = Word((0, 0, 100, 20), tuple(Sign(sign, 0.9, 10.0 * at) for at, sign in enumerate(said)))
    assert mended(word).text == said


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("昭平令4年", ["昭", "平", "令", "4年"]),
        ("昭平今30年", ["昭", "平", "令", "30年"]),
        ("令4年", ["令", "4年"]),
        ("昭平令年月日", ["昭", "平", "令", "年月日"]),
        ("平日", ["平日"]),
        ("令和4年", ["令和4年"]),
        ("今4年", ["令", "4年"]),
    ],
)
def test_eras_to_choose_from_stand_apart(said: str, parts: list[str]) -> None:
    word = Word((0, 0, 200, 20), tuple(Sign(sign, 0.9, 10.0 + 20 * at) for at, sign in enumerate(said)))
    assert [one.text for one in parted(word)] == parts
