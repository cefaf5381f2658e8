"""戻ったメール - a letter whose mail came back goes by post; what is forged, or of another city, changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.arrival import POST
from madoguchi.core.case import Actor
from madoguchi.desk import arrival, bounce, publish
from madoguchi.desk.act import act
from madoguchi.desk.errands import Worker, serve_one
from madoguchi.lab.served import running
from madoguchi.plugs.notice.mail import Plug
from madoguchi.store import cases, errands, events, notices, wall
from tests.desk.test_thread import CLERK, DECIDER, NOW, hand_in
from tests.dsn import HOLIDAY, report
from tests.plugs.notice.conftest import SmtpServer


@pytest.fixture
def server() -> Iterator[SmtpServer]:
    with running(SmtpServer()) as served:
        yield served


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> str:
    with wall.inside("tama", write=True):
        publish.publish(gakudo, NOW)
    return "tama"


@pytest.fixture
def asked(town: str) -> str:
    """A case whose family was asked to correct something, with a confirmed address."""
    with wall.inside(town, write=True):
        reference = hand_in()
        application = cases.get_application(reference)
        assert application
        cases.save_application(replace(application, contact="oya@example.jp", contact_confirmed=True))
        act(f"{reference}-1", "return", CLERK, NOW, fields=("school",), message="学校を確かめてください。")
    return f"{reference}-1"


@pytest.fixture
def decided(asked: str) -> str:
    """The same, decided since."""
    with wall.inside("tama", write=True):
        act(asked, "lapse", Actor("system", "system"), NOW + timedelta(days=9))
        act(asked, "pass", CLERK, NOW + timedelta(days=9))
        act(asked, "approve", DECIDER, NOW + timedelta(days=9), reason="第一学童クラブ", place="daini")
    return asked


def deliver(server: SmtpServer) -> list[str]:
    """The mails that leave, as they travelled."""
    plug = Plug({"smtp": server.address, "mail_from": "窓口 <madoguchi@city.example>"})
    worker = Worker("w", {"notice/mail": plug}, lambda: NOW + timedelta(days=10))
    while serve_one(worker, "tama"):
        pass
    return [mail.as_string() for mail in server.mails]


def take(raw: bytes) -> tuple[str, str]:
    found = bounce.take(raw, datetime(2026, 11, 27, tzinfo=UTC))
    return found.what, found.case


def returned(case_id: str) -> list[bool]:
    with wall.inside("tama"):
        return [one.returned is not None for one in notices.of_case(case_id)]


def history(case_id: str) -> list[str]:
    with wall.inside("tama"):
        return [one.step for one in events.read(case_id)]


def test_a_mail_that_comes_back_is_noted_at_its_letter_once_and_the_letter_is_due_for_the_post(
    asked: str, server: SmtpServer
) -> None:
    (mail,) = deliver(server)
    assert take(report("postfix", mail)) == (bounce.RETURNED, asked)
    assert take(report("exchange", mail)) == (bounce.KNOWN, asked)
    assert returned(asked) == [True]
    assert history(asked).count("undelivered") == 1
    with wall.inside("tama", write=True):
        due = arrival.due(NOW, POST)
        assert [one.case for one in due] == [asked], "also what is no decision"
        arrival.posted([one.id for one in due], NOW)
        assert arrival.due(NOW, POST) == ()


def test_of_several_letters_the_one_that_the_mail_told_of_is_noted(decided: str, server: SmtpServer) -> None:
    mails = deliver(server)
    assert len(mails) == 2
    assert take(report("freemail", mails[1])) == (bounce.RETURNED, decided)
    assert sorted(returned(decided)) == [False, True]


def test_what_may_still_arrive_changes_nothing(asked: str, server: SmtpServer) -> None:
    (mail,) = deliver(server)
    assert take(report("postfix", mail, "delayed", "4.4.1")) == (bounce.PASSING, "")
    assert returned(asked) == [False]


def test_a_report_forged_by_whoever_knows_all_but_our_key_changes_nothing(asked: str, server: SmtpServer) -> None:
    (mail,) = deliver(server)
    mark = mail.partition("Message-ID: <")[2].partition("@")[0]
    town, errand, proof = mark.split(".")
    before = history(asked)
    for forged in (f"hachioji.{errand}.{proof}", f"{town}.{int(errand) + 1}.{proof}", f"{town}.{errand}.{'0' * 32}"):
        assert take(report("postfix", mail.replace(mark, forged))) == (bounce.UNKNOWN, "")
    assert take(report("postfix", mail.replace(mark, f"nowhere.{errand}.{proof}"))) == (bounce.UNKNOWN, "")
    assert take(report("postfix", "Message-ID: <1@example.jp>\n\nhello\n")) == (bounce.UNKNOWN, "")
    assert take(HOLIDAY) == (bounce.UNREAD, "")
    assert (returned(asked), history(asked)) == ([False], before)


def test_the_mark_of_one_city_hall_is_worth_nothing_in_another(asked: str, server: SmtpServer, gakudo: Any) -> None:
    (mail,) = deliver(server)
    with wall.inside("hachioji", write=True):  # its errands, with numbers of their own
        twin = errands.leave("mail", "x", {"notice": 1}, asked, NOW)
    mark = mail.partition("Message-ID: <")[2].partition("@")[0]
    theirs = f"hachioji.{twin.id}.{mark.split('.')[2]}"
    assert take(report("postfix", mail.replace(mark, theirs))) == (bounce.UNKNOWN, "")


def test_a_mail_that_tells_of_no_letter_is_ours_and_changes_nothing(town: str, server: SmtpServer) -> None:
    with wall.inside(town, write=True):
        hand_in(email="oya@example.jp")
    (code,) = deliver(server)
    assert take(report("postfix", code)) == (bounce.NO_LETTER, "")


@pytest.mark.parametrize(("said", "lost"), [("550 5.1.1 no such user", True), ("450 4.2.2 mailbox full", False)])
def test_an_address_refused_for_good_at_sending_ends_in_the_same_list(
    asked: str, server: SmtpServer, said: str, lost: bool
) -> None:
    server.says["RCPT"] = said
    assert deliver(server) == []
    assert returned(asked) == [lost]
    assert ("undelivered" in history(asked)) == lost
    with wall.inside("tama"):
        assert bool(arrival.due(NOW, POST)) == lost
        assert [one.attempts for one in errands.failed()] == [1] * lost, "not tried again and again"
