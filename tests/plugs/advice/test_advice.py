"""助言の差込 - the contract of the kind, and a model that fails in every way: nothing it says is believed unread."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from madoguchi.core.errand import PREPARED
from madoguchi.core.plug import Plug, PlugError
from madoguchi.lab.chatgate import BROKEN, MODEL, TOKEN, Gate
from madoguchi.lab.served import running
from madoguchi.plugs import open_plug

LINES = [
    {"label": "働く日数", "by": "", "text": "20日"},
    {"label": "備考欄", "by": "就労証明書", "text": "来年3月に退職予定"},
]
PASSING = ("500", "503", "429", "401", "404", "slow", "drip", "drop", "garbage", *BROKEN)


@pytest.fixture
def gate() -> Iterator[Gate]:
    with running(Gate()) as served:
        served.patience = 1.0
        yield served
        served.stop.set()


def settings(gate: Gate, **changed: str) -> dict[str, str]:
    told = {"advice": gate.address, "advice_model": MODEL, "advice_token": TOKEN, "advice_timeout": "0.3"}
    return told | changed


@pytest.fixture
def chat(gate: Gate) -> Plug:
    return open_plug("advice/chat", settings(gate))


@pytest.fixture(params=["advice/chat", "advice/fake"])
def any_plug(request: pytest.FixtureRequest, gate: Gate) -> Plug:
    return open_plug(request.param, settings(gate))


def asked(plug: Plug) -> list[dict[str, Any]]:
    stages = plug.run("k1", {"lines": LINES})
    assert next(stages) == PREPARED
    with pytest.raises(StopIteration) as end:
        next(stages)
    remarks: list[dict[str, Any]] = json.loads(end.value.value)["remarks"]
    return remarks


def refusal(plug: Plug) -> PlugError:
    with pytest.raises(PlugError) as refused:
        list(plug.run("k1", {"lines": LINES}))
    return refused.value


def test_a_remark_has_its_line_and_words_quoted_from_it(any_plug: Plug) -> None:
    assert asked(any_plug) == [{"line": 1, "quote": "予定", "say": "後で変わるかもしれません。"}]


def test_nothing_is_asked_before_the_stage_is_told(chat: Plug, gate: Gate) -> None:
    stages = chat.run("k1", {"lines": LINES})
    next(stages)
    stages.close()
    assert gate.heard == []


def test_the_question_holds_the_lines_and_the_schema_and_no_more(chat: Plug, gate: Gate) -> None:
    asked(chat)
    (heard,) = gate.heard
    assert gate.lines == [{"line": number, **line} for number, line in enumerate(LINES)]
    assert heard["response_format"]["json_schema"]["strict"] is True
    assert "level" not in json.dumps(heard["response_format"])
    assert set(heard) == {"model", "messages", "response_format", "temperature", "max_tokens"}


@pytest.mark.parametrize("play", PASSING)
def test_a_model_that_fails_is_asked_again_and_nobodys_words_are_told(
    chat: Plug, gate: Gate, play: str, caplog: pytest.LogCaptureFixture
) -> None:
    gate.plays = [play]
    with caplog.at_level(logging.DEBUG):
        fault = refusal(chat)
    assert not fault.permanent
    assert "退職" not in str(fault) + caplog.text
    assert asked(chat), "the next time it answers"


@pytest.mark.parametrize("play", ["400", "413", "422"])
def test_a_question_that_it_refuses_is_refused_for_good(chat: Plug, gate: Gate, play: str) -> None:
    gate.plays = [play]
    assert refusal(chat).permanent


def test_a_model_that_declines_remarks_nothing(chat: Plug, gate: Gate) -> None:
    gate.plays = ["refusal"]
    assert asked(chat) == []


@pytest.mark.parametrize(
    ("changed", "say"),
    [({}, "使えます"), ({"advice_model": "other"}, "ありません"), ({"advice_token": "stranger"}, "401")],
)
def test_health_tells_whether_the_model_is_there(gate: Gate, changed: dict[str, str], say: str) -> None:
    told = open_plug("advice/chat", settings(gate, **changed)).health()
    assert say in told.say
    assert told.ok is not changed or "MADOGUCHI_ADVICE" in told.do
    assert gate.heard == []


@pytest.mark.parametrize("changed", [{"advice": "http://city.example/v1"}, {"advice": "ftp://x"}, {"advice_model": ""}])
def test_settings_that_cannot_work_are_refused(gate: Gate, changed: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="advice"):
        open_plug("advice/chat", settings(gate, **changed))
