"""SMS - one message whatever befalls it on the way; and what happens to whoever does not ask first."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from madoguchi.core.contact import parts_of
from madoguchi.core.plug import PlugError
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall, Worker
from madoguchi.lab.smsgate import TOKEN, Gate
from madoguchi.plugs.notice.sms import Plug
from madoguchi.store import errands, wall

MESSAGE = {
    "to": "09000000000",
    "subject": "",
    "body": "多摩市 お知らせ 2026-000123-C\nhttps://city.example/tama/status/",
}
START = datetime(2026, 11, 16, 1, tzinfo=UTC)
TROUBLES = ("", "500", "503", "429", "401", "lost", "hang", "drop", "slow", "garbage")


@pytest.fixture
def sms(gate: Gate) -> Plug:
    gate.patience = 0.5
    return Plug({"sms": gate.address, "sms_token": TOKEN, "sms_from": "TAMA", "sms_timeout": "0.25"})


def refusal(sms: Plug, **changed: str) -> PlugError:
    with pytest.raises(PlugError) as refused:
        list(sms.run("k1", MESSAGE | changed))
    return refused.value


@pytest.mark.parametrize("code", ["400", "409", "422"])
def test_a_message_the_gateway_cannot_send_is_refused_for_good_and_names_nobody(
    sms: Plug, gate: Gate, code: str
) -> None:
    gate.plays = [code]
    fault = refusal(sms)
    assert fault.permanent
    assert MESSAGE["to"] not in str(fault)


@pytest.mark.parametrize("play", [play for play in TROUBLES if play])
def test_all_else_passes_with_time(sms: Plug, gate: Gate, play: str) -> None:
    gate.plays = [play]
    assert not refusal(sms).permanent


def test_nobody_at_the_address_passes_with_time() -> None:
    nobody = Plug({"sms": "http://127.0.0.1:9", "sms_token": TOKEN})
    assert not refusal(nobody).permanent
    assert "MADOGUCHI_SMS" in nobody.health().do


def test_a_token_nobody_knows_is_seen_on_the_page_of_health(gate: Gate) -> None:
    stranger = Plug({"sms": gate.address, "sms_token": "stranger"})
    assert not stranger.health().ok
    assert not refusal(stranger).permanent


def test_health_leaves_no_message(sms: Plug, gate: Gate) -> None:
    assert sms.health().ok
    assert gate.messages == []


def test_a_message_carries_its_text_and_sender_and_a_key_that_tells_nothing(sms: Plug, gate: Gate) -> None:
    list(sms.run("notice/2026-000123-C-1/7", MESSAGE))
    (sent,) = gate.messages
    assert (sent["to"], sent["text"], sent["from"]) == (MESSAGE["to"], MESSAGE["body"], "TAMA")
    assert "2026" not in sent["key"]


@pytest.mark.parametrize("to", ["0423387777", "+819000000000", "oya@example.jp", "０90", ""])
def test_only_mobiles_get_one(sms: Plug, gate: Gate, to: str) -> None:
    assert refusal(sms, to=to).permanent
    assert gate.messages == []


@pytest.mark.parametrize("body", ["", " \n ", "長" * 671])
def test_a_text_that_is_empty_or_longer_than_carriers_join_is_refused_for_good(sms: Plug, body: str) -> None:
    assert refusal(sms, body=body).permanent


def test_parts_are_counted_as_telephones_do() -> None:
    assert [parts_of(text) for text in ("", "あ" * 70, "あ" * 71, "あ" * 134, "あ" * 135, "𠮷" * 36)] == [
        0,
        1,
        2,
        2,
        3,
        2,
    ]


@pytest.mark.parametrize("address", ["http://gateway.example", "ftp://localhost", "https://", "gateway.example"])
def test_a_token_never_travels_in_the_clear(address: str) -> None:
    with pytest.raises(ValueError, match="sms"):
        Plug({"sms": address, "sms_token": TOKEN})


def test_a_slow_answer_is_cut_when_its_time_is_over(sms: Plug, gate: Gate) -> None:
    gate.plays, gate.patience = ["slow"], 5
    before = datetime.now(UTC)
    refusal(sms)
    assert datetime.now(UTC) - before < timedelta(seconds=3)


@pytest.fixture
def errand(house: object) -> Iterator[str]:
    desk.register("try-sms", lambda errand, payload: PlugCall("notice/sms", MESSAGE))
    with wall.inside("tama", write=True):
        errands.leave("try-sms", "try", {}, "", START, lane="sms")
    yield "try"
    desk.HANDLERS.pop("try-sms")


def carry_out(plug: Any) -> None:
    """As a worker does, with the hours going by."""
    at = START
    worker = Worker("w", {"notice/sms": plug}, lambda: at)
    for _ in range(8):
        desk.serve_one(worker, "tama")
        at += timedelta(hours=1)


@pytest.mark.parametrize("play", TROUBLES)
@pytest.mark.parametrize("careful", [True, False])
def test_whatever_befalls_it_a_telephone_rings_once(
    sms: Plug, gate: Gate, errand: str, play: str, careful: bool
) -> None:
    gate.plays, gate.careful = [play], careful
    carry_out(sms)
    assert len(gate.messages) == 1


@pytest.mark.parametrize("play", ["drop", "slow", "garbage"])
def test_without_asking_first_it_rings_twice(gate: Gate, errand: str, play: str) -> None:
    gate.patience, gate.careful = 0.5, False
    gate.plays = [play]
    blind = _without_find(Plug({"sms": gate.address, "sms_token": TOKEN, "sms_timeout": "0.25"}))
    carry_out(blind)
    assert len(gate.messages) == 2


def _without_find(plug: Plug) -> Any:
    """The control arm: a plug that cannot ask."""

    class Blind:
        slowest, run, health = plug.slowest, plug.run, plug.health

    return Blind()


def test_a_gateway_that_delivers_twice_by_itself_is_beyond_us(sms: Plug, gate: Gate, errand: str) -> None:
    gate.plays = ["duplicate"]
    carry_out(sms)
    assert len(gate.messages) == 2  # counted here so that nobody takes it for ours
    assert gate.messages[1]["key"].endswith("-again")
