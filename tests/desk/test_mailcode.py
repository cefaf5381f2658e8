"""メールでの本人確認 - six digits to an address prove who reads its mails, a few times, for a while, and once."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.desk import mailcode, tell
from madoguchi.desk.errands import PlugCall
from madoguchi.store import errands, tables

NOW = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
MAIL = "family@example.jp"


def sent() -> list[PlugCall]:
    """All that leaves now."""
    found = []
    while errand := errands.claim("test", 60, NOW + timedelta(hours=1)):
        if call := tell.prepare(errand, errand.payload):
            found.append(call)
        errands.finish(errand)
    return found


def asked(typed: str = MAIL) -> tuple[dict[str, str], str]:
    """What the session keeps, and the digits that came."""
    kept, say = mailcode.send(typed, "gakudo", NOW)
    assert not say
    (call,) = sent()
    found = re.search(r"^\d{6}$", call.values["body"], re.MULTILINE)
    assert found
    return kept, found[0]


def test_the_digits_that_came_prove_the_address(tama: None) -> None:
    kept, number = asked("　FAMILY@example.jp ")
    assert mailcode.proved(kept, number, NOW) == MAIL
    full_width = number.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert mailcode.proved(kept, f"{full_width[:3]} {full_width[3:]}", NOW) == MAIL


def test_neither_the_session_nor_the_errand_tells_address_or_digits(tama: None) -> None:
    kept, number = asked()
    payloads = json.dumps([*tables.Errand.objects.values_list("payload", flat=True)])
    for told in (json.dumps(kept), payloads):
        assert MAIL not in told
        assert number not in told


def test_wrong_digits_prove_nothing_and_after_five_the_right_ones_neither(tama: None) -> None:
    kept, number = asked()
    wrong = "000000" if number != "000000" else "111111"
    for _ in range(mailcode.TRIES):
        assert mailcode.proved(kept, wrong, NOW) == ""
    assert mailcode.proved(kept, number, NOW) == ""


def test_late_digits_prove_nothing(tama: None) -> None:
    kept, number = asked()
    assert mailcode.proved(kept, number, NOW + mailcode.VALID) == MAIL
    assert mailcode.proved(kept, number, NOW + mailcode.VALID + timedelta(seconds=1)) == ""


def test_the_digits_of_one_browser_prove_nothing_in_another(tama: None) -> None:
    (one, number), (other, _) = asked(), asked()
    assert mailcode.proved(other, number, NOW) == ""
    assert mailcode.proved(one, number, NOW) == MAIL


def test_one_address_gets_few_codes_in_a_day(tama: None) -> None:
    for _ in range(mailcode.SENDS):
        asked()
    assert mailcode.send(MAIL.upper(), "gakudo", NOW) == ({}, mailcode.SPENT)
    assert sent() == []
    assert mailcode.send(MAIL, "gakudo", NOW + mailcode.A_DAY)[1] == ""


@pytest.mark.parametrize("typed", ["", "09000000000", "nobody", "a@b@c", "a\n@example.jp"])
def test_what_is_no_mail_address_is_refused_at_once(tama: None, typed: str) -> None:
    kept, say = mailcode.send(typed, "gakudo", NOW)
    assert (kept, bool(say)) == ({}, True)
    assert sent() == []
