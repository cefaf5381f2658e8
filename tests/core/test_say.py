"""言葉 - a sentence is a text as any other, and can be told anew from its pattern."""

import pytest

from madoguchi.core.say import say


def test_a_sentence_is_a_text_that_remembers_what_it_was_made_of():
    told = say("{label}は{most}個までにしてください。", label="書類", most=5)
    assert told == "書類は5個までにしてください。"
    assert told.pattern.format(**{**told.slots, "label": "papers"}) == "papersは5個までにしてください。"


def test_a_slot_that_is_missing_is_a_broken_promise():
    with pytest.raises(KeyError):
        say("{label}を入力してください。")
