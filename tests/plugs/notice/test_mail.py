"""メール - which answers of a server pass with time, and what one mail looks like however often it is sent."""

import socket
from typing import Any

import pytest

from madoguchi.core.plug import PlugError
from madoguchi.plugs.notice.mail import Plug

LETTER = {"to": "oya@example.jp", "subject": "受け付けました", "body": "多摩市です。\n"}
FROM = "多摩市 窓口 <madoguchi@city.example>"


@pytest.fixture
def mail(server: Any) -> Plug:
    return Plug({"smtp": server.address, "mail_from": FROM})


def refusal(mail: Plug) -> PlugError:
    with pytest.raises(PlugError) as refused:
        list(mail.run("k1", LETTER))
    return refused.value


@pytest.mark.parametrize(("verb", "said"), [("RCPT", "550 no"), ("DATA", "554 no"), (".", "550 no")])
def test_five_hundreds_about_this_mail_are_for_good(mail: Plug, server: Any, verb: str, said: str) -> None:
    server.says[verb] = said
    assert refusal(mail).permanent


@pytest.mark.parametrize(("verb", "said"), [("MAIL", "451 x"), ("RCPT", "450 x"), ("DATA", "421 x"), (".", "452 x")])
def test_four_hundreds_pass_with_time(mail: Plug, server: Any, verb: str, said: str) -> None:
    server.says[verb] = said
    assert not refusal(mail).permanent


@pytest.mark.parametrize("verb", ["", "EHLO", "MAIL", "RCPT", "DATA", "."])
def test_a_line_that_breaks_anywhere_passes_with_time(mail: Plug, server: Any, verb: str) -> None:
    server.says[verb] = None
    if verb == "EHLO":
        server.says["HELO"] = None
    assert not refusal(mail).permanent


def test_a_server_that_turns_everybody_away_says_nothing_about_this_mail(mail: Plug, server: Any) -> None:
    server.says[""] = "554 no service here"
    assert not refusal(mail).permanent


@pytest.mark.parametrize("said", ["530 authentication required", "550 not a sender of ours", "554 no"])
def test_a_server_that_does_not_take_our_sender_says_nothing_about_this_mail(
    mail: Plug, server: Any, said: str
) -> None:
    server.says["MAIL"] = said
    fault = refusal(mail)
    assert (fault.permanent, fault.undone) == (False, True), "another server may take it"


def test_a_goodbye_that_fails_does_not_undo_a_mail_that_was_taken(mail: Plug, server: Any) -> None:
    server.says["QUIT"] = None
    list(mail.run("k1", LETTER))
    assert len(server.mails) == 1


def test_a_port_where_nobody_listens_passes_with_time() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        nobody = Plug({"smtp": f"smtp://127.0.0.1:{door.getsockname()[1]}", "mail_from": FROM})
        assert not refusal(nobody).permanent
        assert "MADOGUCHI_SMTP" in nobody.health().do


def test_health_leaves_no_mail(mail: Plug, server: Any) -> None:
    assert mail.health().ok
    assert server.mails == []


def test_the_message_id_comes_from_the_key_and_tells_it_to_nobody(mail: Plug, server: Any) -> None:
    for _ in range(2):
        list(mail.run("secret-key", LETTER))
    one, two = (letter["Message-ID"] for letter in server.mails)
    assert one == two
    assert one.endswith("@city.example>")
    assert "secret-key" not in one


def test_a_mail_travels_in_ascii_with_a_head_that_asks_for_no_holiday_notice(mail: Plug, server: Any) -> None:
    list(mail.run("k1", LETTER | {"subject": "受け付けました。" * 40}))
    (letter,) = server.mails
    assert letter.as_bytes().isascii()
    assert letter["Subject"] == "受け付けました。" * 40
    assert str(letter["From"]) == FROM
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"]


def test_the_envelope_names_sender_and_receiver_only(mail: Plug, server: Any) -> None:
    list(mail.run("k1", LETTER))
    verbs = [line for line in server.heard if line.startswith(("mail", "rcpt"))]
    assert verbs == ["mail FROM:<madoguchi@city.example>", "rcpt TO:<oya@example.jp>"]


def test_an_address_outside_of_ascii_is_for_good(mail: Plug) -> None:
    with pytest.raises(PlugError) as refused:
        list(mail.run("k1", LETTER | {"to": "親@example.jp"}))
    assert refused.value.permanent


@pytest.mark.parametrize("broken", [{"smtp": "http://mail"}, {"smtp": "smtp://"}, {"mail_from": "nobody"}])
def test_settings_that_cannot_work_are_refused_at_the_start(broken: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(broken))):
        Plug({"smtp": "smtp://127.0.0.1:25", "mail_from": FROM} | broken)


def test_the_time_for_each_answer_can_be_set_and_leases_follow_it(server: Any) -> None:
    hurried = Plug({"smtp": f"{server.address}?timeout=0.5", "mail_from": FROM})
    patient = Plug({"smtp": server.address, "mail_from": FROM})
    assert hurried.slowest.total_seconds() * 40 == patient.slowest.total_seconds()
    list(hurried.run("k1", LETTER))
    assert len(server.mails) == 1
