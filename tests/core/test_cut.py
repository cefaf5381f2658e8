"""住所の区切り - an address in one line comes apart where people cut it, and never loses a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.cut import Town, cut

PLACES = (
    Town("三重県", "四日市市", "諏訪町", "5100085"),
    Town("三重県", "四日市市", "諏訪栄町", "5100086"),
    Town("奈良県", "大和郡山市", "北郡山町", "6391013"),
    Town("京都府", "京都市右京区", "見本町", "6160001"),
    Town("京都府", "京都市右京区", "見本町", "6160002"),
)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("三重県四日市市諏訪町1-5", ("三重県", "四日市市", "諏訪町1-5", "5100085")),
        ("三重県四日市市諏訪栄町1-5", ("三重県", "四日市市", "諏訪栄町1-5", "5100086")),
        ("奈良県大和郡山市北郡山町248-4", ("奈良県", "大和郡山市", "北郡山町248-4", "6391013")),
        # A town of two postcodes is given none.
        ("京都府京都市右京区見本町1", ("京都府", "京都市右京区", "見本町1", "")),
        ("三重県四日市市どこか1", ("三重県", "四日市市", "どこか1", "")),
    ],
)
def test_a_directory_knows_where_the_city_ends(line: str, parts: tuple[str, ...]) -> None:
    found = cut(line, PLACES)
    assert (found.prefecture, found.city, found.rest, found.postcode) == parts


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("神奈川県横浜市中区本町1", "横浜市中区"),
        ("北海道余市郡余市町朝日町1", "余市郡余市町"),
        ("東京都町田市森野2", "町田市"),
        ("和歌山県和歌山市七番丁23", "和歌山市"),
        ("千葉県市川市八幡1", "市川市"),
    ],
)
def test_without_a_directory_the_signs_are_followed(line: str, city: str) -> None:
    assert cut(line).city == city


@pytest.mark.parametrize("line", ["", "見本の住所", "東京都", "1-2-3"])
def test_what_cannot_be_cut_stays_whole(line: str) -> None:
    assert cut(line).line == line


@given(st.text(max_size=60))
def test_no_letter_is_lost(line: str) -> None:
    told = cut(line, PLACES).line
    assert "".join(told.split()) == "".join(line.split())
