"""A round from frozen inputs to decided cases: nothing unproved, unsigned or tampered with is ever decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from madoguchi.core.case import Actor
from madoguchi.core.selection import Round
from madoguchi.desk import errands, gather, publish, select
from madoguchi.desk.act import act
from madoguchi.store import cases, events, notices, rounds, wall
from tests.desk.test_revise import inside
from tests.desk.test_thread import CLERK, DECIDER, NOW, hand_in

OTHER = Actor("kessai2", "decider")
VALUE = "見本の公開値 12345"


@pytest.fixture
def town(house: object, gakudo: dict[str, Any]) -> dict[str, Any]:
    """Tama seen from outside of the wall; one club takes one child, another none."""
    files = with_places(gakudo, daini=1, aiwa=0)
    inside(publish.publish, files, NOW)
    return files


def with_places(files: dict[str, Any], **places: int) -> dict[str, Any]:
    own = files["town.yaml"]
    club = own["choices"]["club"]
    options = [{**one, "capacity": places.get(one["id"], one["capacity"])} for one in club["options"]]
    return {**files, "town.yaml": {**own, "choices": {**own["choices"], "club": {**club, "options": options}}}}


def passed(**changed: str) -> str:
    """An application whose cases wait for a decision."""
    reference = str(inside(hand_in, **changed))
    for case in inside(cases.cases_of, reference):
        inside(act, case.id, "pass", CLERK, NOW)
    return reference


def work() -> None:
    worker = errands.Worker("w", {}, lambda: NOW)
    while errands.serve_one(worker, "tama"):
        pass


def now_is(number: int) -> Round:
    with wall.inside("tama"):
        found = rounds.get(number)
    assert found
    return found


def take(deed: Callable[..., Any], found: Round, *args: Any, by: Actor = CLERK, **more: Any) -> Round:
    """A deed on a round as it is now; what the worker has to do with it is done."""
    inside(deed, found.id, now_is(found.id).version, *args, by, NOW, **more)
    work()
    return now_is(found.id)


def frozen(leave_out: bool = False) -> Round:
    return take(gather.collect, inside(select.begin, "gakudo", "april", CLERK, NOW), "見本の出所", leave_out)


def placed() -> Round:
    return take(select.run, take(select.draw, frozen(), VALUE))


def verified() -> Round:
    return take(select.verify, placed())


def status_of(reference: str) -> list[str]:
    return [case.status for case in inside(cases.cases_of, reference)]


def test_a_round_gives_places_and_each_family_is_told_why(town: dict[str, Any]) -> None:
    first = passed()
    fewer = {"guardians__0__work_days": "16", "guardians__1__work_days": "16"}
    second, third = passed(**fewer), passed(children__0__club_2="", children__0__hold_ok="no", **fewer)
    other = passed(start_date="january", children__0__birth__y="2018", children__0__enrolled="no")
    found = verified()
    assert sorted(found.members) == [f"{one}-1" for one in sorted((first, second, third))]
    assert found.report["wrong"] == found.report["unsigned"] == []
    found = take(select.propose, found)
    found = take(gather.approve, found, by=DECIDER)
    assert (found.status, found.progress["gone"]) == ("decided", [])
    assert [status_of(one) for one in (first, second, third, other)] == [
        ["approved"],
        ["waiting"],
        ["refused"],
        ["passed"],
    ]
    with wall.inside("tama"):
        told = rounds.told(f"{second}-1")
        letter = notices.of_case(f"{second}-1")[-1].body
        assert told
        assert told["pool"] is None
        assert "第1希望の第二小学童クラブ" in letter
        assert events.verify() == ()
        steps = [event.step for event in events.read(found.subject)]
    assert steps == ["begin", "collect", "freeze", "draw", "run", "verify", "propose", "approve", "end"]
