"""ふりがな - readings stand over the kanji of the house, and nowhere else."""

import pytest

from madoguchi.web.furigana import annotated, over

READINGS = {"申請": "しんせい", "申請書": "しんせいしょ", "書": "しょ", "市": "し"}


def test_the_longest_word_is_read() -> None:
    assert annotated("<p>申請書と申請</p>", READINGS) == (
        "<p><bdi><ruby>申請書<rt>しんせいしょ</rt></ruby>と<ruby>申請<rt>しんせい</rt></ruby></bdi></p>"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<title>申請</title>",
        '<input value="申請"><img alt="市">',
        "<select><option>申請</option></select>",
        "<textarea>申請\n市</textarea>",
        "<script>'申請'</script>",
        '<dd translate="no">市川 <b>市子</b></dd>',
        "<ruby>申請<rt>しん</rt></ruby>",
        "<!-- 申請 -->",
        '<a lang="zh-Hans">申請</a>',
    ],
)
def test_what_cannot_be_read_so_or_is_the_familys_stays_as_it_is(page: str) -> None:
    assert annotated(page, READINGS) == page


def test_what_follows_is_read_again() -> None:
    page = '<p>市<span translate="no">市<br></span>市</p><title>市</title><p>市</p>'
    assert annotated(page, READINGS).count("<rt>し</rt>") == 3


def test_a_reading_is_text() -> None:
    assert annotated("市", {"市": "<b>"}) == "<bdi><ruby>市<rt>&lt;b&gt;</rt></ruby></bdi>"


def test_a_counter_is_read_so_only_behind_a_digit() -> None:
    readings = {"人": "ひと", "#人": "にん", "1人": "ひとり", "#月": "がつ"}
    told = annotated("この人、3人、1人、4月、月", readings)
    assert [piece.partition("<rt>")[2].partition("<")[0] for piece in told.split("<ruby>")[1:]] == [
        "ひと",
        "にん",
        "ひとり",
        "がつ",
    ]


def test_what_a_word_and_its_reading_end_with_stands_beside() -> None:
    assert over("読み込む", "よみこむ") == "<ruby>読み込<rt>よみこ</rt></ruby>む"
    assert over("月", "げつ") == "<ruby>月<rt>げつ</rt></ruby>"
