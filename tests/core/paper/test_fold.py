"""くらべる: what is written in several ways is the same, and what is another name stays another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.paper.fold import mentions, same, same_place

SAME = [
    ("見本 優子", "見本　優子"),
    ("見本 優子", "見本優子"),
    ("髙橋 見本", "高橋見本"),
    ("見本 﨑子", "見本崎子"),
    ("𠮷田 見本", "吉田 見本"),
    ("渡邊 見本", "渡辺 見本"),
    ("見本 佐々美", "見本 佐佐美"),
    ("株式会社見本", "(株)見本"),
    ("株式会社見本", "㈱見本"),
    ("株式会社　見本", "見本株式会社"),
    ("有限会社見本", "（有）見本"),
    ("医療法人社団見本会", "見本会"),
    ("見本ストア", "見本ス卜ア"),
    ("見本カード", "見本力一ド"),
    ("見本ニュース", "見本二ュース"),
    ("ミホン ユウコ", "ﾐﾎﾝ ﾕｳｺ"),
    ("ミホン ショウコ", "ミホン シヨウコ"),
    ("見本ヶ丘クラブ", "見本が丘クラブ"),
    ("ＭＩＨＯＮ　Ｃｏ．，Ｌｔｄ．", "Mihon Co., Ltd."),
    ("見本・デザイン", "見本デザイン"),
    ("見本―1", "見本-1"),
]
OTHERS = [
    ("見本 優子", "見本 優美"),
    ("見本 健一", "見本 健"),
    ("見本 健一", "見本 健二"),
    ("見本 一郎", "見本 郎"),
    ("株式会社見本", "株式会社見本商事"),
    ("株式会社見本", "株式会社"),
    ("見本第一", "見本第二"),
    ("見本", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_in_another_hand_is_the_same(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(one, None) or not one


def test_nothing_is_the_same_as_nothing() -> None:
    assert same(None, "")
    assert not same(None, "見本")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("永山1-5-202", "東京都見本市永山一丁目5番地の202", True),
        ("見本市永山1丁目5番202号", "永山１－５－２０２", True),
        ("見本町十二丁目3", "見本町12-3", True),
        ("見本町二十一丁目3", "見本町21-3", True),
        ("見本ヶ丘1-2", "見本が丘1-2", True),
        ("見本町1-2", "見本町1-3", False),
        ("見本町1-2", "見本町11-2", False),
        ("見本町1-2", "新見本町1-2", False),
        ("1-2", "見本町1-2", True),
        ("", "見本町1-2", False),
        ("", "", True),
        ("見本町2-10-18 見本荘402", "見本町2丁目10番18号見本荘402", True),
        ("見本町2-10-18 見本荘402", "見本県見本市見本町２丁目１０番１８号　見本荘402号室", True),
        ("見本町2-10-18 見本荘402", "見本町2丁目10番18号見本荘403", False),
    ],
)
def test_an_address_is_the_same_however_its_numbers_are_written(one: str, other: str, alike: bool) -> None:
    assert same_place(one, other) is alike
    assert same_place(other, one) is alike


def test_a_name_is_found_behind_a_title() -> None:
    assert mentions("代表取締役　見本 太郎", "見本太郎")
    assert not mentions("代表取締役　見本 太郎", "見本 次郎")
    assert not mentions("見本", "")
    assert not mentions("一", "一")
    assert not mentions(None, "見本")


@given(st.text())
def test_spaces_never_matter(text: str) -> None:
    assert same(text, f" {text}　")
