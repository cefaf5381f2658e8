"""連絡先 - which address counts, and how it is reached."""

import pytest

from madoguchi.core.contact import chosen, is_mobile, read, shown, way_of

BOTH = {"mail": "email", "sms": "mobile"}


@pytest.mark.parametrize(
    ("answers", "contact"),
    [
        ({"email": "oya@example.jp", "mobile": "09000000000"}, "oya@example.jp"),
        ({"email": "", "mobile": "09000000000"}, "09000000000"),
        ({"mobile": "0423387777"}, ""),
        ({"email": "", "mobile": ""}, ""),
        ({"email": None}, ""),
        ({}, ""),
    ],
)
def test_the_mail_comes_first_and_only_a_mobile_is_another_way(answers: dict[str, str], contact: str) -> None:
    assert chosen(BOTH, answers) == contact


def test_a_form_with_one_way_has_no_other() -> None:
    assert chosen({"mail": "email"}, {"mobile": "09000000000"}) == ""
    assert chosen({"sms": "mobile"}, {"mobile": "09000000000", "email": "oya@example.jp"}) == "09000000000"
    assert chosen({}, {"email": "oya@example.jp"}) == ""


@pytest.mark.parametrize("number", ["06012345678", "07012345678", "08012345678", "09012345678"])
def test_a_mobile_has_its_own_numbers(number: str) -> None:
    assert is_mobile(number)
    assert way_of(number) == "sms"


@pytest.mark.parametrize("number", ["", "0423387777", "05012345678", "0901234567", "090-1234-5678", "０9012345678"])
def test_others_get_no_short_message(number: str) -> None:
    assert not is_mobile(number)


def test_who_gave_no_address_is_not_reached() -> None:
    assert way_of("") == ""
    assert way_of("oya@example.jp") == "mail"


@pytest.mark.parametrize(
    ("contact", "way", "name"),
    [
        ("U" + "0f" * 16, "line", "LINE"),
        ("mp-0000000000000001", "portal", "マイナポータル"),
        ("oya@example.jp", "mail", "oya@example.jp"),
        ("", "", ""),
    ],
)
def test_an_account_that_was_linked_is_shown_by_its_service_alone(contact: str, way: str, name: str) -> None:
    assert (way_of(contact), shown(contact)) == (way, name)


@pytest.mark.parametrize("typed", ["U" + "0f" * 16, "mp-0000000000000001"])
def test_nobody_types_an_account(typed: str) -> None:
    assert read(typed)[1]
