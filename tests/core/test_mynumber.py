"""マイナンバー - twelve digits that may be one are seen however they are typed; telephones and references are not."""

import random

import pytest

from madoguchi.core import mynumber

NUMBER = "123456789018"  # the well-known example; nobody's


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f"番号は{NUMBER}です",
        "1234 5678 9018",
        "1234-5678-9018",
        "１２３４　５６７８　９０１８",
        "１２３４−５６７８−９０１８",
        "1234ー5678ー9018",
    ],
)
def test_a_number_is_seen_whatever_its_width_and_grouping(text: str) -> None:
    assert mynumber.is_in(text)


@pytest.mark.parametrize(
    "text",
    ["", "042-000-0000", "123456789012", f"{NUMBER}3", NUMBER[:-1], "2026-000123-C", "1丁目2番地", "12345678 と 9018"],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not mynumber.is_in(text)


def test_one_wrong_digit_is_almost_always_no_number() -> None:
    chance = random.Random(1)
    seen = 0
    for _ in range(500):
        eleven = "".join(chance.choice("0123456789") for _ in range(11))
        right = mynumber.check_digit(eleven)
        assert mynumber.is_in(f"{eleven}{right}")
        seen += mynumber.is_in(f"{eleven}{(right + 1) % 10}")
    assert seen == 0
