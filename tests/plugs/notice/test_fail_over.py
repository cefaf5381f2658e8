"""いくつかの相手 - mail servers and gateways beside each other: one dies, everything arrives, and nothing twice."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.plug import Plug, PlugError
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall, Worker
from madoguchi.lab.mailsink import Sink, listening
from madoguchi.lab.ports import free_port
from madoguchi.lab.served import running
from madoguchi.lab.smsgate import TOKEN, Gate
from madoguchi.plugs import open_plug
from madoguchi.store import errands, wall
from tests.plugs.notice.conftest import SmtpServer

START = datetime(2026, 11, 16, 1, tzinfo=UTC)
MANY = 12
TROUBLES = ("", "500", "502", "503", "504", "429", "401", "lost", "hang", "drop", "slow", "garbage")
MAIL = {"to": "oya@example.jp", "subject": "お知らせ", "body": "多摩市です。\n"}
SMS = {"to": "09000000000", "subject": "", "body": "多摩市 お知らせ"}


@contextmanager
def served(sink: Sink) -> Iterator[str]:
    """A mail server of the lab, in a thread; its address."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    ends, port = asyncio.Event(), [0]

    async def serve() -> None:
        async with listening(sink, "127.0.0.1", 0) as port[0]:
            ready.set()
            await ends.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(20)
    try:
        yield f"smtp://127.0.0.1:{port[0]}"
    finally:
        loop.call_soon_threadsafe(ends.set)
        thread.join()
        loop.close()


def arrived(folder: Path) -> list[str]:
    return [str(message_from_bytes(file.read_bytes())["Message-ID"]) for file in sorted(folder.glob("*.eml"))]


def mail(*addresses: str) -> Plug:
    return open_plug("notice/mail", {"smtp": ", ".join(addresses), "mail_from": "窓口 <m@city.example>"})


@pytest.fixture
def heap(house: object) -> Iterator[None]:
    """Messages to many families."""
    for kind, values in (("mail", MAIL), ("sms", SMS)):
        desk.register(f"try-{kind}", lambda _e, _p, kind=kind, values=values: PlugCall(f"notice/{kind}", values))
    yield
    for kind in ("mail", "sms"):
        desk.HANDLERS.pop(f"try-{kind}")


def send(kind: str, plug: Plug, many: int = MANY, hours: int = 8) -> None:
    """Leave them, and do them as a worker does, with the hours going by."""
    with wall.inside("tama", write=True):
        for number in range(many):
            errands.leave(f"try-{kind}", f"{kind}/{number}", {}, "", START)
    for hour in range(hours):
        at = START + timedelta(hours=hour)
        worker = Worker("w", {f"notice/{kind}": plug}, lambda at=at: at)  # type: ignore[misc] # - a clock that stands
        while desk.serve_one(worker, "tama"):
            pass


@pytest.mark.parametrize("first", ["dead", "refuses", "turns everybody away", "does not take our sender"])
def test_every_mail_arrives_once_when_the_first_server_does_not_take_it(
    heap: None, server: SmtpServer, tmp_path: Path, first: str
) -> None:
    with ExitStack() as stack:
        one = f"smtp://127.0.0.1:{free_port()}"
        if first == "refuses":
            one = stack.enter_context(served(Sink(tmp_path / "one", refuse=100)))
        if first == "turns everybody away":
            server.says[""], one = "554 no service here", server.address
        if first == "does not take our sender":
            server.says["MAIL"], one = "530 authentication required", server.address
        two = stack.enter_context(served(Sink(tmp_path / "two")))
        send("mail", mail(one, two), hours=1)
    assert len(set(arrived(tmp_path / "two"))) == len(arrived(tmp_path / "two")) == MANY
    assert arrived(tmp_path / "one") == []


def test_with_the_dead_server_alone_none_arrives(heap: None, tmp_path: Path) -> None:
    with served(Sink(tmp_path / "two")):
        send("mail", mail(f"smtp://127.0.0.1:{free_port()}"), hours=1)
    assert arrived(tmp_path / "two") == []
    with wall.inside("tama"):
        assert errands.waiting_count(START + timedelta(hours=1)) == MANY, "they wait"


def test_an_address_refused_for_good_is_not_shown_to_the_second_server(server: SmtpServer, tmp_path: Path) -> None:
    server.says["RCPT"] = "550 no such user"
    with served(Sink(tmp_path / "two")) as two, pytest.raises(PlugError) as refused:
        list(mail(server.address, two).run("k", MAIL))
    assert refused.value.permanent
    assert arrived(tmp_path / "two") == []


def test_a_mail_whose_fate_is_unknown_goes_to_no_second_server_in_that_try(server: SmtpServer, tmp_path: Path) -> None:
    server.says["."] = None  # it hangs up when it has the whole mail
    with served(Sink(tmp_path / "two")) as two:
        both = mail(server.address, two)
        with pytest.raises(PlugError) as fault:
            list(both.run("k", MAIL))
        assert not fault.value.undone
        assert arrived(tmp_path / "two") == []
        (first,) = server.mails
        list(both.run("k", MAIL))
    assert arrived(tmp_path / "two") == [first["Message-ID"]], "under one name, as it is sent again today"


@pytest.fixture
def gates(tmp_path: Path) -> Iterator[tuple[Gate, Gate]]:
    with running(Gate(tmp_path / "one")) as one, running(Gate(tmp_path / "two")) as two:
        one.patience = two.patience = 0.5
        one.careful = two.careful = False
        yield one, two


def sms(*addresses: str) -> Plug:
    return open_plug("notice/sms", {"sms": " ".join(addresses), "sms_token": TOKEN, "sms_timeout": "0.25"})


@pytest.mark.parametrize("of_one", TROUBLES)
@pytest.mark.parametrize("of_two", ["", "503", "drop"])
def test_whatever_befalls_two_gateways_a_telephone_rings_once(
    heap: None, gates: tuple[Gate, Gate], of_one: str, of_two: str
) -> None:
    one, two = gates
    one.plays, two.plays = [of_one], [of_two]
    send("sms", sms(one.address, two.address), many=1)
    assert len(one.messages) + len(two.messages) == 1


def test_a_fail_over_that_does_not_ask_rings_twice(heap: None, gates: tuple[Gate, Gate], monkeypatch: Any) -> None:
    one, two = gates
    one.plays = ["drop"]
    blind = sms(one.address, two.address)
    monkeypatch.setattr(PlugError, "undone", property(lambda self: True, lambda self, value: None), raising=False)
    send("sms", blind, many=1)
    assert len(one.messages) + len(two.messages) == 2, "the control arm"


@pytest.mark.parametrize("first", ["dead", "hangs", "does not know us"])
def test_every_message_goes_through_the_second_gateway_while_the_first_is_away(
    heap: None, gates: tuple[Gate, Gate], first: str
) -> None:
    one, two = gates
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if first == "hangs":
            door.listen()  # and nobody answers
        away = f"http://127.0.0.1:{door.getsockname()[1]}/v1"
        plug = sms(away, two.address)
        if first == "does not know us":
            settings = {"sms": f"{one.address} {two.address}", "sms_token": f"stranger {TOKEN}", "sms_timeout": "0.25"}
            plug = open_plug("notice/sms", settings)
        send("sms", plug, hours=1)
    assert (len(one.messages), len(two.messages)) == (0, MANY)
