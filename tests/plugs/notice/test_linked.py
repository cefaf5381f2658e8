"""LINEとマイナポータル - one message whatever befalls it on the way, and nobody named in a fault."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.core.plug import Plug, PlugError
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall, Worker
from madoguchi.lab import linegate, portalgate, smsgate
from madoguchi.lab.linegate import channel
from madoguchi.plugs import open_plug
from madoguchi.plugs.notice import line as line_plug
from madoguchi.store import errands, wall

START = datetime(2026, 11, 16, 1, tzinfo=UTC)
WORDS = {
    "subject": "お知らせがあります",
    "body": "受付番号 2026-000123-C\nhttps://city.example/tama/status/\n",
    "town": "tama",
}
TO = {"line": "U" + "0123456789abcdef" * 2, "portal": "mp-0000000000000001"}
TROUBLES = ("500", "502", "503", "504", "429", "429+7", "401", "403", "lost", "hang", "drop", "slow", "garbage")
WAYS = ["line", "portal"]


@pytest.fixture
def gates(line: linegate.Gate, portal: portalgate.Gate) -> dict[str, smsgate.Gate]:
    line.patience = portal.patience = 0.5
    return {"line": line, "portal": portal}


@pytest.fixture
def opened(gates: dict[str, smsgate.Gate], tmp_path: Path) -> Callable[[str], Plug]:
    settings = {
        "line": str(channel(tmp_path / "channels", "tama")),
        "line_api": gates["line"].address,
        "line_timeout": "0.25",
        "portal": gates["portal"].address,
        "portal_token": portalgate.TOKEN,
        "portal_timeout": "0.25",
    }
    return lambda way: open_plug(f"notice/{way}", settings)


def message(way: str, **changed: str) -> dict[str, str]:
    return {**WORDS, "to": TO[way], **changed}


def refusal(plug: Plug, told: dict[str, str]) -> PlugError:
    with pytest.raises(PlugError) as refused:
        list(plug.run("k1", told))
    assert told["to"] not in str(refused.value)
    return refused.value


@pytest.mark.parametrize("way", WAYS)
def test_a_message_carries_its_words_and_a_key_that_tells_nothing(way: str, opened: Any, gates: Any) -> None:
    list(opened(way).run("notice/2026-000123-C-1/7", message(way)))
    (sent,) = gates[way].messages
    assert sent["to"] == TO[way]
    assert WORDS["subject"] in sent.get("text", sent.get("title", ""))
    assert WORDS["body"].strip() in sent.get("text", sent.get("body", ""))
    assert "2026" not in sent["key"]


@pytest.mark.parametrize("way", WAYS)
def test_what_can_never_be_sent_is_refused_for_good_without_a_call(way: str, opened: Any, gates: Any) -> None:
    for wrong in ({"to": "oya@example.jp"}, {"to": "09000000000"}, {"to": "U" + "g" * 32}, {"body": "長" * 5001}):
        assert refusal(opened(way), message(way) | wrong).permanent
    assert gates[way].messages == []


@pytest.mark.parametrize(("way", "code"), [("line", "400"), ("line", "413"), ("portal", "400"), ("portal", "422")])
def test_a_message_they_will_never_take_is_refused_for_good(way: str, code: str, opened: Any, gates: Any) -> None:
    gates[way].plays = [code]
    assert refusal(opened(way), message(way)).permanent


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("play", TROUBLES)
def test_all_else_passes_with_time(way: str, play: str, opened: Any, gates: Any) -> None:
    gates[way].plays = [play]
    assert not refusal(opened(way), message(way)).permanent


@pytest.mark.parametrize("way", WAYS)
def test_who_asks_us_to_stay_away_says_for_how_long(way: str, opened: Any, gates: Any) -> None:
    gates[way].plays = ["429+7200"]
    assert refusal(opened(way), message(way)).after == timedelta(hours=2)


@pytest.fixture
def errand(house: object, request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    def leave(way: str) -> None:
        desk.register("try-linked", lambda errand, payload: PlugCall(f"notice/{way}", message(way)))
        with wall.inside("tama", write=True):
            errands.leave("try-linked", "try", {}, "", START)

    yield leave
    desk.HANDLERS.pop("try-linked")


def carry_out(way: str, plug: Plug, hours: int = 8) -> None:
    """As a worker does, with the hours going by."""
    for hour in range(hours):
        at = START + timedelta(hours=hour)
        desk.serve_one(Worker("w", {f"notice/{way}": plug}, lambda at=at: at), "tama")  # type: ignore[misc] # - a clock


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("play", ["", *TROUBLES])
def test_whatever_befalls_it_one_message_arrives(
    way: str, play: str, opened: Any, gates: Any, errand: Callable[[str], None]
) -> None:
    gates[way].plays = [play, play] if play else []
    errand(way)
    carry_out(way, opened(way))
    assert len(gates[way].messages) == 1
    with wall.inside("tama"):
        assert errands.waiting_count(START + timedelta(days=9)) == 0, "and it is known to have"


@pytest.mark.parametrize("play", ["drop", "slow", "garbage"])
def test_with_a_new_key_for_each_try_line_sends_it_twice(
    play: str, opened: Any, gates: Any, errand: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("abc")
    real = line_plug.Plug.run
    monkeypatch.setattr(line_plug.Plug, "run", lambda self, key, values: real(self, next(keys), values))
    gates["line"].plays = [play]
    errand("line")
    carry_out("line", opened("line"))
    assert len(gates["line"].messages) == 2, "the control arm"


@pytest.mark.parametrize("way", WAYS)
def test_the_wait_they_ask_for_is_kept(way: str, opened: Any, gates: Any, errand: Callable[[str], None]) -> None:
    gates[way].plays = ["429+7200"]
    errand(way)
    carry_out(way, opened(way), hours=2)
    assert gates[way].messages == []
    carry_out(way, opened(way), hours=3)
    assert len(gates[way].messages) == 1


def test_a_city_without_a_channel_has_its_messages_wait(opened: Any, gates: Any) -> None:
    assert not refusal(opened("line"), message("line", town="hachioji")).permanent
    assert gates["line"].messages == []


@pytest.mark.parametrize("broken", ["{", "[]", json.dumps({"account": "@x", "token": "", "secret": "s"})])
def test_a_channel_that_cannot_be_used_is_said(broken: str, tmp_path: Path) -> None:
    file = channel(tmp_path, "tama") / "tama.json"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(PlugError):
        line_plug.channel(tmp_path, "tama")
    assert not open_plug("notice/line", {"line": str(tmp_path)}).health().ok


def test_a_channel_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    (channel(tmp_path, "tama") / "tama.json").chmod(0o644)
    with pytest.raises(PlugError, match="ほかの人"):
        line_plug.channel(tmp_path, "tama")


def test_health_asks_for_each_city_and_leaves_nothing(opened: Any, gates: Any, tmp_path: Path) -> None:
    for way in WAYS:
        assert opened(way).health().ok
        assert gates[way].messages == []
    channel(tmp_path / "channels", "hachioji", token="stranger")
    told = opened("line").health()
    assert not told.ok
    assert "hachioji" in told.say
