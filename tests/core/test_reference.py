"""受付番号 - what a wrong digit, swapped digits and a family's way of typing do to a number."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from madoguchi.core.reference import (
    CHECK_LETTERS,
    check_letter,
    code_for,
    hash_secret,
    reference,
    secret_for,
    tidy_reference,
    tidy_secret,
)

KEY = "k" * 40
years, serials = some.integers(1000, 9999), some.integers(1, 99_999_999)


def test_a_reference_has_its_year_six_digits_and_a_letter() -> None:
    told = reference(2026, 123)
    assert told == f"2026-000123-{check_letter('2026000123')}"
    assert reference(2026, 1_234_567).startswith("2026-1234567-")


@given(years, serials, some.data())
def test_every_single_wrong_digit_is_caught(year: int, serial: int, data: some.DataObject) -> None:
    told = reference(year, serial)
    place = data.draw(some.sampled_from([i for i, sign in enumerate(told) if sign.isdigit()]))
    wrong = data.draw(some.sampled_from(string.digits.replace(told[place], "")))
    assert tidy_reference(told[:place] + wrong + told[place + 1 :]) == ""


@given(years, serials)
def test_every_swap_of_two_digits_is_caught(year: int, serial: int) -> None:
    digits, letter = reference(year, serial).replace("-", "")[:-1], reference(year, serial)[-1]
    for first in range(len(digits)):
        for second in range(first + 1, len(digits)):
            swapped = list(digits)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            if (typed := "".join(swapped)) != digits:
                assert tidy_reference(typed + letter) == ""


@given(years, serials)
def test_every_wrong_letter_is_caught(year: int, serial: int) -> None:
    told = reference(year, serial)
    assert [letter for letter in CHECK_LETTERS if tidy_reference(told[:-1] + letter)] == [told[-1]]


def test_a_plain_digit_sum_would_let_a_swap_through() -> None:
    """The control: what the letter is for."""
    assert sum(map(int, "2026000123")) == sum(map(int, "2026000132"))
    assert check_letter("2026000123") != check_letter("2026000132")


@pytest.mark.parametrize(
    "typed",
    ["{}", " {} ", "{lower}", "{wide}", "{bare}", "受付番号 {}", "{longvowel}", "{minus}", "{o}", "{l}"],
)
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    told = reference(2026, 101)
    ways = {
        "lower": told.lower(),
        "wide": "".join(chr(ord(sign) + 0xFEE0) for sign in told),
        "bare": told.replace("-", ""),
        "longvowel": told.replace("-", "ー"),
        "minus": told.replace("-", "−"),
        "o": told.replace("0", "O"),
        "l": told[:-1].replace("1", "l") + told[-1],
    }
    assert tidy_reference(typed.format(told, **ways)) == told


@pytest.mark.parametrize("typed", ["", "2026", "なし", "2026-000123", "-" * 1000, "９" * 30, "2026-000123-0", "𠮷"])
def test_what_is_no_reference_is_nothing(typed: str) -> None:
    assert tidy_reference(typed) == ""


def test_the_same_submission_has_the_same_secret_and_another_has_another() -> None:
    secret = secret_for(KEY, "one")
    assert secret == secret_for(KEY, "one")
    assert secret != secret_for(KEY, "two")
    assert secret != secret_for("j" * 40, "one")
    assert [len(group) for group in secret.split("-")] == [4, 4, 4]
    assert not set("ILOU") & set(secret)


@given(some.text(min_size=1, max_size=40))
def test_a_secret_is_read_however_it_is_typed(idempotency: str) -> None:
    secret = secret_for(KEY, idempotency)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in secret)
    lookalike = secret.replace("0", "o").replace("1", "l").lower()
    for typed in (secret.lower(), secret.replace("-", " "), secret.replace("-", ""), wide, lookalike):
        assert tidy_secret(typed) == secret


def test_what_is_stored_is_not_the_secret_and_needs_the_servers_key() -> None:
    secret = secret_for(KEY, "one")
    assert secret not in hash_secret(KEY, secret)
    assert hash_secret(KEY, secret) != hash_secret("j" * 40, secret)


def test_codes_have_six_digits_and_each_mail_has_its_own() -> None:
    codes = [code_for(KEY, "2026-000123-C", serial) for serial in range(20)]
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 18
    assert code_for(KEY, "2026-000124-D", 1) != codes[1]
