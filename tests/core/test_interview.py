"""面談 - what an interview needs said, what is kept of it, and which steps wait for its result."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from madoguchi.core.clocks import pauses_of
from madoguchi.core.days import JST
from madoguchi.core.flow import Flow, Step, read_flow, taken
from madoguchi.core.interview import Meeting, Result, Slot, read_interview, result, slot
from tests.core.test_clocks import ask

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=JST)
FIRST = Slot(datetime(2026, 11, 25, 10, 0, tzinfo=JST), "市役所 2階 相談室")
SECOND = Slot(datetime(2026, 11, 26, 15, 30, tzinfo=JST), "児童館")
UNTIL = date(2026, 11, 20)

STEPS: list[dict[str, Any]] = [
    {"id": "submit", "deed": "submit", "role": "resident", "to": "received"},
    {"id": "pass", "deed": "pass", "role": "clerk", "from": ["received"], "to": "passed"},
    {"id": "back", "deed": "return", "role": "decider", "from": ["passed"], "to": "received"},
    {"id": "approve", "deed": "decide", "role": "decider", "from": ["passed", "waiting"], "to": "done"},
    {"id": "hold", "deed": "decide", "role": "decider", "from": ["passed"], "to": "waiting"},
    {"id": "invite", "deed": "notify", "role": "clerk", "from": ["received"], "to": "inviting", "optional": True}
    | {"needs": ["slots"]},
    {"id": "met", "deed": "pass", "role": "clerk", "from": ["inviting"], "to": "received", "needs": ["result"]},
    {"id": "absent", "deed": "return", "role": "clerk", "from": ["inviting"], "to": "received", "needs": ["result"]},
]


def flow(*chosen: str) -> Flow:
    names = ("received", "passed", "waiting", "inviting", "done")
    statuses = [{"id": name, "label": name, "station": "審査"} for name in names]
    rows = [{**row, "label": "見本"} for row in STEPS]
    return taken(read_flow({"stations": ["審査"], "statuses": statuses, "steps": rows}), chosen)


def step(name: str) -> Step:
    return flow("invite").by_step[name]


def lacking(name: str, **said: Any) -> list[str]:
    return list(Meeting(**said).lacking(step(name), NOW))


def test_a_time_is_kept_as_it_was_given() -> None:
    assert slot(str(FIRST)) == FIRST
    assert str(FIRST) == "2026-11-25T10:00 市役所 2階 相談室"
    assert FIRST.say == "11月25日(水) 10:00 市役所 2階 相談室"


@pytest.mark.parametrize("text", ["", "children.0.school", "2026-11-25T10:00", "2026-11-31T10:00 市役所", "x 市役所"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert slot(text) is None


def test_times_are_asked_in_their_order_and_each_once() -> None:
    assert Meeting((SECOND, FIRST, SECOND)).fields == (str(FIRST), str(SECOND))


def test_an_invitation_has_times_to_come_and_a_day_before_them() -> None:
    assert lacking("invite", slots=(FIRST, SECOND), until=UNTIL) == []
    assert lacking("invite", until=UNTIL) == ["slots"]
    assert lacking("invite", slots=(FIRST,), until=UNTIL, blank=True) == ["slots"]
    assert lacking("invite", slots=(FIRST, Slot(NOW, "市役所")), until=UNTIL) == ["slots"]


@pytest.mark.parametrize("until", [None, date(2026, 11, 15), date(2026, 11, 26)])
def test_a_day_to_answer_by_is_neither_past_nor_behind_the_first_time(until: date | None) -> None:
    assert lacking("invite", slots=(FIRST, SECOND), until=until) == ["until"]


def test_of_an_interview_that_was_held_it_is_said_how_it_came_out_and_why() -> None:
    assert lacking("met") == ["result", "words"]
    assert lacking("met", result="perhaps", words="見本") == ["result"]
    assert lacking("met", result="support", words="見本") == []
    assert lacking("absent", words="見本") == []


def test_who_was_not_there_has_no_result_whatever_is_sent() -> None:
    told = Meeting(result="support", words="来なかった").said(step("absent"))
    assert told == Result("return", "来なかった")
    assert not told.settles
    assert Meeting(result="support", words="見本").said(step("met")).settles


def test_a_result_is_kept_with_all_its_lines() -> None:
    told = Result("support", "一日目\n二日目")
    assert result(str(told)) == told
    assert told.label == "配慮があれば預かれる"


def test_without_a_result_nothing_is_passed_nor_decided_while_it_can_go_back() -> None:
    about = {"interview": {"steps": ["invite"], "when": '"support" in care'}}
    told, here = read_interview(about, {"care": None}), flow("invite")
    assert told
    places = ("received", "passed", "waiting", "inviting")
    stops = {(at, one.id) for one in here.steps for at in places if told.guards(here, at, one)}
    assert stops == {("received", "pass"), ("passed", "approve"), ("passed", "hold")}


def test_a_city_that_takes_no_interviews_waits_for_none() -> None:
    told, here = read_interview({"interview": {"steps": ["invite"], "when": "true"}}, {}), flow()
    assert told
    assert not any(told.guards(here, "received", one) for one in here.steps)
    assert read_interview({}, {}) is None


def test_the_period_rests_while_the_family_chooses_and_runs_until_the_interview() -> None:
    opened = date(2026, 11, 10)
    assert len(pauses_of([ask(opened, None, kind="slots")])) == 1
    assert pauses_of([ask(opened, None, kind="meeting")]) == ()
