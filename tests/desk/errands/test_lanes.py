"""列 - the errands of a robot are taken up by nobody else, and a run that was stopped costs them no attempt."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from madoguchi.core.case import Errand
from madoguchi.core.errand import SUBMITTING
from madoguchi.core.plug import PlugError, ScreenChanged, Shown, Stages, Values
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall
from madoguchi.store import errands, wall
from tests.desk.errands.scripted import START, Clock, Script, leave, row, worker


def robot(plug: Any, clock: Clock, **more: Any) -> desk.Worker:
    return replace(worker(plug, clock), lane=errands.ROBOT, **more)


def typed(slug: str, key: str = "typed") -> int:
    with wall.inside(slug, write=True):
        return errands.leave("test", key, {}, "", START, lane=errands.ROBOT).id


def test_a_robots_errand_is_left_to_robots_and_they_take_no_other(slug: str, clock: Clock, done: list[str]) -> None:
    typed(slug)
    leave(slug, key="told")
    while desk.serve_one(worker(Script(), clock), slug):
        pass
    assert done == ["R-told"]
    while desk.serve_one(robot(Script(), clock), slug):
        pass
    assert done == ["R-told", "R-typed"]


def test_where_it_may_not_nothing_is_taken_up(slug: str, clock: Clock, done: list[str]) -> None:
    number = typed(slug)
    asked: list[datetime] = []

    def may(now: datetime) -> bool:
        assert wall.writing()
        asked.append(now)
        return False

    assert not desk.serve_one(robot(Script(), clock, may=may), slug)
    assert (asked, row(slug, number).attempts, done) == ([clock()], 0, [])


def test_what_is_stopped_waits_as_if_it_had_not_been_taken_up(slug: str, clock: Clock) -> None:
    heard: list[PlugError] = []

    def changed() -> None:
        raise ScreenChanged("other rows", "child", ["a"], ["b"])

    def halt(errand: Errand, fault: PlugError, now: datetime) -> bool:
        heard.append(fault)
        return isinstance(fault, ScreenChanged)

    desk.register("test", lambda errand, payload: PlugCall("test/script", payload), troubled=halt)
    number = typed(slug)
    desk.serve_one(robot(Script(before=changed), clock), slug)
    found = row(slug, number)
    assert (found.state, found.attempts, found.error, found.due) == ("waiting", 0, "other rows", clock())
    assert isinstance(heard[0], ScreenChanged)
    assert (heard[0].page, heard[0].expected, heard[0].found) == ("child", ("a",), ("b",))


def test_other_trouble_is_heard_of_and_put_off_as_ever(slug: str, clock: Clock) -> None:
    def busy() -> None:
        raise PlugError("busy")

    desk.register("test", lambda errand, payload: PlugCall("test/script", payload), troubled=lambda *_: False)
    number = typed(slug)
    desk.serve_one(robot(Script(before=busy), clock), slug)
    assert (row(slug, number).attempts, row(slug, number).error) == (1, "busy")


@pytest.mark.parametrize("keeps", [True, False])
def test_evidence_is_kept_between_the_stages_where_somebody_wants_it(slug: str, clock: Clock, keeps: bool) -> None:
    kept: list[tuple[str, str]] = []

    class Showing(Script):
        def run(self, key: str, values: Values) -> Stages:
            yield Shown("found", b"picture", {"rows": 0})
            yield SUBMITTING
            yield Shown("record")
            return "R"

    def keep(errand: Errand, told: Shown, now: datetime) -> None:
        assert wall.writing()
        kept.append((told.name, errand.stage))

    desk.register("test", lambda errand, payload: PlugCall("test/script", payload), shown=keep if keeps else None)
    number = typed(slug)
    desk.serve_one(robot(Showing(), clock), slug)
    assert row(slug, number).state == "done"
    assert kept == ([("found", ""), ("record", "submitting")] if keeps else [])
