"""言葉 - a sentence is a text as any other, and can be told anew from its pattern."""

import pytest

from madoguchi.core.say import Untold, listed, say, told


def test_a_sentence_is_a_text_that_remembers_what_it_was_made_of():
    told = say("{label}は{most}個までにしてください。", label="書類", most=5)
    assert told == "書類は5個までにしてください。"
    assert told.pattern.format(**{**told.slots, "label": "papers"}) == "papersは5個までにしてください。"


def test_a_slot_that_is_missing_is_a_broken_promise():
    with pytest.raises(KeyError):
        say("{label}を入力してください。")


TEXTS = {"{label}を入力してください。": "Please enter {label}.", "曜日|月": "Mon", "{first}、{then}": "{first}, {then}"}


def test_a_sentence_is_said_in_another_language_with_the_sentences_in_its_slots() -> None:
    assert say("{label}を入力してください。", label=say("曜日|月")).tell(TEXTS) == "Please enter Mon."


def test_a_word_before_the_bar_is_not_said_in_japanese() -> None:
    assert say("曜日|月") == "月"


def test_what_nobody_translated_stays_japanese_and_a_page_shows_it() -> None:
    told = say("{n}件<", n=3).tell(TEXTS)
    assert told == "3件<"
    assert isinstance(told, Untold)
    assert told.__html__() == '<span class="untold" lang="ja">3件&lt;</span>'


def test_a_list_is_joined_as_the_language_does() -> None:
    days = listed([say("曜日|月"), "x", "y"])
    assert days == "月、x、y"
    assert told(days, TEXTS) == "Mon, x, y"
    assert listed([]) == ""


def test_what_is_no_sentence_of_the_house_is_never_said_otherwise() -> None:
    assert told("曜日|月", TEXTS) == "曜日|月"
