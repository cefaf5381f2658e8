"""通知の差込 - the contract of the kind: the real service and its twin answer alike."""

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import Plug, PlugError, Stages
from madoguchi.plugs import open_plug

LETTER = {
    "to": "oya@example.jp",
    "subject": "受け付けました 𠮷田",
    "body": "多摩市です。\n受付番号は 2026-000123-C です。\n",
}

Sent = Callable[[], list[dict[str, str]]]


@pytest.fixture(params=["notice/mail", "notice/fake"])
def plug(request: pytest.FixtureRequest, server: Any) -> Plug:
    return open_plug(request.param, {"smtp": server.address, "mail_from": "窓口 <madoguchi@city.example>"})


@pytest.fixture
def sent(plug: Plug, server: Any) -> Sent:
    def from_server() -> list[dict[str, str]]:
        # Mail ends its lines with CR LF (RFC 5322, 2.1).
        bodies = [mail.get_content().replace("\r\n", "\n") for mail in server.mails]
        heads = [{"to": mail["To"], "subject": mail["Subject"]} for mail in server.mails]
        return [head | {"body": body} for head, body in zip(heads, bodies, strict=True)]

    return lambda: list(plug.sent.values()) if hasattr(plug, "sent") else from_server()


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


def test_submitting_is_told_before_the_letter_is_gone(plug: Plug, sent: Sent) -> None:
    stages = plug.run("k1", LETTER)
    assert next(stages) == SUBMITTING
    assert sent() == []
    stages.close()
    assert sent() == []


def test_an_errand_tried_twice_bears_one_name(plug: Plug) -> None:
    first, again, other = (carry_out(plug.run(key, LETTER))[1] for key in ("k1", "k1", "k2"))
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
