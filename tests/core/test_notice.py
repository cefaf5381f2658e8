"""通知 - letters are filled with data, and data stays data."""

import pytest

from madoguchi.core.notice import read_letter


def test_values_fill_the_slots():
    letter = read_letter("approved", "ja", "{child}さんへ\n\n理由: {reason}\n")
    assert letter.fill({"child": "花子", "reason": "15点"}) == ("花子さんへ", "理由: 15点\n")
    assert letter.slots() == {"child", "reason"}


def test_a_name_that_looks_like_a_slot_is_printed_as_it_is():
    letter = read_letter("approved", "ja", "{child}\n\n{reason}\n")
    assert letter.fill({"child": "{reason}", "reason": "{child}"}) == ("{reason}", "{child}\n")


def test_a_slot_without_a_value_stops_the_letter():
    with pytest.raises(KeyError, match="reason"):
        read_letter("approved", "ja", "題\n\n{reason}").fill({})
