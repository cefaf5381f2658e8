"""項目の種類 - what people type, and what becomes of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.core.fields import KINDS, Field, Option

OPTIONS = (Option("a", "あ"), Option("b", "い"))


def ask(kind: str, *typed: str, **about: object):
    field = Field("x", kind, "見本", options=OPTIONS, **about)
    names = [f"x{part}" for part in KINDS[kind].parts]
    return KINDS[kind].parse(field, {name: [text] for name, text in zip(names, typed, strict=True)}, "x")


def test_names_are_kept_as_typed():
    for name in ("𠮷田 花子", "辻\U000e0100 太郎", "神\ufa19 一", "髙橋 﨑"):
        assert ask("text", name).value == name
        assert not ask("text", name).say


def test_kana_split_by_a_phone_are_joined_without_touching_other_letters():
    split = unicodedata.normalize("NFD", "ガギグ") + "\ufa19"
    assert ask("text", split).value == "ガギグ\ufa19"


def test_a_variation_selector_is_no_letter_of_its_own():
    assert not ask("text", "辻\U000e0100" * 10, max=10).say
    assert "長すぎます(11文字)" in ask("text", "辻" * 11, max=10).say


@pytest.mark.parametrize("typed", ["花子😀", "花子❤️", "👨‍👩‍👧"])
def test_emoji_are_refused_with_a_sentence(typed: str):
    assert "絵文字" in ask("text", typed).say


@pytest.mark.parametrize("typed", ["花\x00子", "花\x07子"])
def test_control_characters_are_refused(typed: str):
    assert "使えない文字" in ask("text", typed).say


@pytest.mark.parametrize(
    "typed", ["たま はなこ", "ﾀﾏ ﾊﾅｺ", "タマ　ハナコ", unicodedata.normalize("NFD", "タマ ハナコ")]
)
def test_any_kana_becomes_katakana(typed: str):
    assert ask("kana", typed).value == "タマ ハナコ"


def test_half_width_voiced_kana_are_joined():
    assert ask("kana", "ﾊﾟﾊﾞｰｼﾞｮｰﾀﾞﾝ").value == "パバージョーダン"


def test_kanji_in_kana_are_refused():
    assert "カタカナ" in ask("kana", "多摩 ハナコ").say


@pytest.mark.parametrize(("typed", "value"), [("20", 20), ("２０", 20), ("1,200", 1200), ("20日", 20), ("", None)])
def test_numbers_are_understood_in_any_width(typed: str, value: int | None):
    assert ask("number", typed, unit="日").value == value


def test_a_number_out_of_its_bounds_says_the_bound():
    assert "31日以下" in ask("number", "61", max=31, unit="日").say
    assert "1日以上" in ask("number", "0", min=1, unit="日").say


def test_a_day_that_does_not_exist_is_named():
    assert "2021年2月30日は、ない日です" in ask("date", "2021", "2", "30").say
    assert ask("date", "２０２０年", "６月", "１４日").value == "2020-06-14"


def test_a_half_filled_date_says_what_lacks():
    assert "月と日" in ask("date", "2020", "", "").say


def test_a_day_is_short_for_who_has_just_typed_it_and_keeps_its_era():
    kind, born = KINDS["date"], Field("x", "date", "見本")
    assert [kind.show(born, "2020-06-14"), kind.brief(born, "2020-06-14")] == ["2020年6月14日(日)", "2020年6月14日"]
    assert kind.brief(born, None) == ""
    assert "令和2年" in kind.brief(Field("x", "date", "見本", wareki=True), "2020-06-14")


@pytest.mark.parametrize("typed", [("20", "6", "14"), ("2020", "6月頃", "1"), ("2020", "9" * 5000, "1")])
def test_a_date_of_other_signs_is_refused(typed: tuple[str, str, str]):
    assert ask("date", *typed).say


@pytest.mark.parametrize("typed", ["17:30", "1730", "１７：３０", "17時30分"])
def test_times_are_understood_as_people_write_them(typed: str):
    assert ask("time", typed).value == "17:30"


@pytest.mark.parametrize("typed", ["25:00", "17:60", "夕方"])
def test_a_time_that_is_none_is_refused(typed: str):
    assert ask("time", typed).say


def test_a_choice_outside_the_list_is_refused():
    assert ask("choice", "a").value == "a"
    assert ask("choice", "c").say


@pytest.mark.parametrize("typed", ["042-338-0000", "０４２（３３８）００００", "042ー338ー0000", "0423380000"])
def test_hyphens_in_a_phone_number_do_not_matter(typed: str):
    assert ask("phone", typed).value == "0423380000"


def test_a_phone_number_too_short_is_refused():
    assert ask("phone", "338-0000").say


def test_a_postcode_is_seven_digits():
    assert ask("postcode", "〒206-0025").value == "2060025"
    assert ask("postcode", "206").say


def test_an_address_without_a_domain_is_refused():
    assert ask("email", "name＠example.jp").value == "name@example.jp"
    assert ask("email", "name.@docomo.example.jp").say == ""
    assert ask("email", "name@example").say


def test_what_is_missing_is_named_in_a_sentence_that_reads_well():
    assert KINDS["choice"].missing(Field("x", "choice", "学級")) == "学級を選んでください。"
    assert KINDS["yesno"].missing(Field("x", "yesno", "市内ですか")) == "「市内ですか」に答えてください。"


def test_consent_is_given_or_missing():
    assert ask("consent", "yes").value is True
    assert ask("consent", "no").value is None


@given(st.sampled_from(sorted(set(KINDS) - {"note"})), st.lists(st.text(), min_size=3, max_size=3))
def test_whatever_is_typed_gives_a_value_or_a_sentence(kind: str, typed: list[str]):
    parsed = ask(kind, *typed[: len(KINDS[kind].parts)])
    field = Field("x", kind, "見本", options=OPTIONS)
    if not parsed.say and parsed.value not in ("", None):
        assert not KINDS[kind].check(field, parsed.value)
        again = KINDS[kind].inputs(field, parsed.value, "x")
        assert KINDS[kind].parse(field, {name: [text] for name, text in again.items()}, "x").value == parsed.value
