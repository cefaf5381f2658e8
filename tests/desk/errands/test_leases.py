"""用務の期限 - an errand is in one hand at a time, for as long as its own plug needs."""

from datetime import datetime, timedelta

import pytest

from madoguchi.desk import errands as desk
from madoguchi.desk.errands import Worker
from madoguchi.store import errands, wall
from madoguchi.store.errors import LeaseLost
from tests.desk.errands.scripted import START, Clock, Killed, Script, die, leave, row, worker


def test_an_errand_is_held_for_its_own_plugs_time(slug: str, clock: Clock, done: list[str]) -> None:
    slow = Script(slowest=timedelta(minutes=5))
    leave(slug)
    with pytest.raises(Killed):
        desk.serve_one(Worker("one", {"test/script": Script(before=die), "test/slow": slow}, clock), slug)
    clock.pass_(desk.lease(Script()) + 1)
    assert desk.serve_one(Worker("two", {"test/script": Script(), "test/slow": slow}, clock), slug)
    assert done == ["R-k"]


def test_a_slow_plugs_errand_is_not_taken_from_it_before_its_time(slug: str, clock: Clock, done: list[str]) -> None:
    leave(slug)
    stolen: list[bool] = []
    plugs = {"test/script": Script(slowest=timedelta(minutes=5)), "test/quick": Script()}

    def try_to_steal() -> None:
        clock.pass_(desk.lease(plugs["test/quick"]) + 1)
        stolen.append(desk.serve_one(Worker("two", plugs, clock), slug))

    plugs["test/script"].before = try_to_steal
    desk.serve_one(Worker("one", plugs, clock), slug)
    assert (stolen, done) == ([False], ["R-k"])


def test_a_dead_workers_errand_is_taken_up_when_its_lease_is_over(slug: str, clock: Clock, done: list[str]) -> None:
    number = leave(slug)
    with pytest.raises(Killed):
        desk.serve_one(worker(Script(before=die), clock), slug)
    other = worker(Script(), clock, "two")
    assert not desk.serve_one(other, slug)
    clock.pass_(other.lease + 1)
    assert desk.serve_one(other, slug)
    assert (done, row(slug, number).attempts) == (["R-k"], 2)


def test_a_stage_begins_with_a_whole_lease_before_it(slug: str, clock: Clock) -> None:
    number, seen = leave(slug), list[datetime | None]()
    plug = Script(before=lambda: clock.pass_(30), effect=lambda: seen.append(row(slug, number).lease_until))
    one = worker(plug, clock)
    desk.serve_one(one, slug)
    assert seen == [START + timedelta(seconds=30 + one.lease)]


def test_a_worker_that_slept_past_its_lease_does_not_go_on(slug: str, clock: Clock, done: list[str]) -> None:
    number = leave(slug)
    late, early = Script(), Script()

    def sleep() -> None:
        clock.pass_(10**6)
        assert desk.serve_one(worker(early, clock, "two"), slug)

    late.before = sleep
    assert desk.serve_one(worker(late, clock), slug)
    assert (late.effects, early.effects, done) == ([], ["k"], ["R-k"])
    assert row(slug, number).state == "done"


def test_a_worker_that_says_a_stage_late_is_refused(slug: str, clock: Clock) -> None:
    leave(slug)
    with wall.inside(slug, write=True):
        first = errands.claim("one", 1, clock())
    clock.pass_(2)
    with wall.inside(slug, write=True):
        assert errands.claim("two", 60, clock())
    assert first
    with wall.inside(slug, write=True), pytest.raises(LeaseLost):
        errands.stage(first, "submitting", 60, clock())
