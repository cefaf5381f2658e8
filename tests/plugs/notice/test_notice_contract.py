"""通知の差込 - the contract of the kind: the real service and its twin answer alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Plug, PlugError, Stages
from madoguchi.lab import linegate, portalgate
from madoguchi.lab.smsgate import TOKEN, Gate
from madoguchi.plugs import open_plug

LETTER = {
    "to": "oya@example.jp",
    "subject": "受け付けました 𠮷田",
    "body": "多摩市です。\n受付番号は 2026-000123-C です。\n",
}

LINE = LETTER | {"to": "U" + "0" * 31 + "1", "town": "tama"}
PORTAL = LETTER | {"to": "mp-0000000000000001"}
TEXT = {"to": "09000000000", "subject": "", "body": "多摩市 お知らせ 2026-000123-C"}

Sent = Callable[[], list[dict[str, str]]]


@pytest.fixture
def opened(
    server: Any, gate: Gate, line: linegate.Gate, portal: portalgate.Gate, tmp_path: Path
) -> Callable[[str], Plug]:
    settings = {"smtp": server.address, "mail_from": "窓口 <madoguchi@city.example>"}
    settings |= {"sms": gate.address, "sms_token": TOKEN}
    settings |= {"line": str(linegate.channel(tmp_path / "channels", "tama")), "line_api": line.address}
    settings |= {"portal": portal.address, "portal_token": portalgate.TOKEN}
    return lambda name: open_plug(name, settings)


@pytest.fixture(params=["notice/mail", "notice/sms", "notice/line", "notice/portal", "notice/fake"])
def any_plug(request: pytest.FixtureRequest, opened: Callable[[str], Plug]) -> Plug:
    return opened(request.param)


@pytest.fixture
def letter(any_plug: Plug) -> dict[str, str]:
    """What this way can carry."""
    name = any_plug.__module__.rpartition(".")[2]
    return {"sms": TEXT, "line": LINE, "portal": PORTAL}.get(name, LETTER)


@pytest.fixture(params=["notice/mail", "notice/fake"])
def plug(request: pytest.FixtureRequest, opened: Callable[[str], Plug]) -> Plug:
    """Those that carry a head and a long body."""
    return opened(request.param)


@pytest.fixture
def sent(plug: Plug, server: Any) -> Sent:
    def from_server() -> list[dict[str, str]]:
        # Mail ends its lines with CR LF (RFC 5322, 2.1).
        bodies = [mail.get_content().replace("\r\n", "\n") for mail in server.mails]
        heads = [{"to": mail["To"], "subject": mail["Subject"]} for mail in server.mails]
        return [head | {"body": body} for head, body in zip(heads, bodies, strict=True)]

    return lambda: list(plug.sent.values()) if hasattr(plug, "sent") else from_server()


@pytest.fixture
def all_sent(
    any_plug: Plug, server: Any, gate: Gate, line: linegate.Gate, portal: portalgate.Gate
) -> Callable[[], int]:
    """How many have gone, whichever the way."""
    gates = (gate, line, portal)
    return lambda: len(getattr(any_plug, "sent", ())) + len(server.mails) + sum(len(one.messages) for one in gates)


def carry_out(stages: Stages) -> tuple[list[str], str]:
    told = []
    while True:
        try:
            told.append(next(stages).name)
        except StopIteration as end:
            return told, end.value


def test_a_letter_arrives_as_it_was_written(plug: Plug, sent: Sent) -> None:
    carry_out(plug.run("k1", LETTER))
    assert sent() == [LETTER]


def test_submitting_is_told_before_the_letter_is_gone(
    any_plug: Plug, letter: dict[str, str], all_sent: Callable[[], int]
) -> None:
    stages = any_plug.run("k1", letter)
    assert next(stages) == SUBMITTING
    assert all_sent() == 0
    stages.close()
    assert all_sent() == 0


def test_an_errand_tried_twice_bears_one_name(any_plug: Plug, letter: dict[str, str]) -> None:
    first, again, other = (carry_out(any_plug.run(key, letter))[1] for key in ("k1", "k1", "k2"))
    assert first == again != other
    assert first


@pytest.mark.parametrize("change", [{"subject": "a\nBcc: all@example.jp"}, {"to": "a@example.jp\nBcc: all@example.jp"}])
def test_a_line_break_in_a_head_is_refused_for_good(plug: Plug, sent: Sent, change: dict[str, str]) -> None:
    with pytest.raises(PlugError) as refused:
        carry_out(plug.run("k1", LETTER | change))
    assert refused.value.permanent
    assert sent() == []


def test_an_address_that_cannot_be_reached_is_refused_for_good_without_being_named(plug: Plug, server: Any) -> None:
    server.says["RCPT"] = "550 <nobody@example.invalid> unknown"
    with pytest.raises(PlugError) as refused:
        carry_out(plug.run("k1", LETTER | {"to": "nobody@example.invalid"}))
    assert refused.value.permanent
    assert "nobody" not in str(refused.value)


def test_a_letter_of_ten_thousand_lines_arrives_whole(plug: Plug, sent: Sent) -> None:
    long = LETTER | {"body": "今日は。\n.\n" * 5000}
    carry_out(plug.run("k1", long))
    assert sent()[0]["body"] == long["body"]
