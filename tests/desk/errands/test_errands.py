"""用務の係 - what a worker does when all goes well, when it does not, and when it dies in between."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from madoguchi.core.case import Errand
from madoguchi.core.errand import BackOff
from madoguchi.core.plug import PlugError
from madoguchi.desk import errands as desk
from madoguchi.desk.errands import PlugCall, Worker
from madoguchi.store import events, wall
from madoguchi.store.errors import OutsideTheWall
from tests.desk.errands.scripted import CLERK, START, Clock, FindingScript, Killed, Script, die, leave, row, worker


def test_an_errand_is_done_and_ends_as_a_deed(slug: str, clock: Clock, done: list[str]) -> None:
    number, plug = leave(slug, word="hello"), Script()
    assert desk.serve_one(worker(plug, clock), slug)
    assert (plug.asked, done) == (["run k hello"], ["R-k"])
    assert (row(slug, number).state, row(slug, number).error) == ("done", "")
    assert not desk.serve_one(worker(plug, clock), slug)


def test_no_transaction_is_open_and_no_wall_stands_while_a_plug_works(slug: str, clock: Clock) -> None:
    seen: list[bool] = []

    def look() -> None:
        seen.append(connection.in_atomic_block)
        with pytest.raises(OutsideTheWall):
            wall.current()

    leave(slug)
    desk.serve_one(worker(Script(before=look, effect=look, after=look), clock), slug)
    assert seen == [False, False, False]


def test_each_stage_is_on_disk_before_the_plug_goes_on(slug: str, clock: Clock) -> None:
    number, seen = leave(slug), list[str]()
    look = lambda: seen.append(row(slug, number).stage)  # noqa: E731 - a plug's moment in one line
    desk.serve_one(worker(Script(before=look, effect=look, after=look), clock), slug)
    assert seen == ["", "submitting", "submitting"]


def test_an_errand_without_anything_left_to_do_ends_without_a_call(slug: str, clock: Clock) -> None:
    desk.register("moot", lambda errand, payload: None)
    number, plug = leave(slug, kind="moot"), Script()
    desk.serve_one(worker(plug, clock), slug)
    assert (row(slug, number).state, plug.asked) == ("done", [])


def test_what_may_pass_is_tried_again_later_and_not_before(slug: str, clock: Clock, done: list[str]) -> None:
    def refuse() -> None:
        raise PlugError("busy")

    number, plug = leave(slug), Script(before=refuse)
    desk.serve_one(worker(plug, clock), slug)
    put_off = row(slug, number)
    assert (put_off.state, put_off.error, put_off.attempts) == ("waiting", "busy", 1)
    assert START + timedelta(seconds=30) <= put_off.due <= START + timedelta(seconds=33)
    plug.before = lambda: None
    assert not desk.serve_one(worker(plug, clock), slug)
    clock.moment = put_off.due
    assert desk.serve_one(worker(plug, clock), slug)
    assert done == ["R-k"]


def test_what_will_not_pass_waits_for_a_person_at_once(slug: str, clock: Clock, done: list[str]) -> None:
    def refuse() -> None:
        raise PlugError("no such address", permanent=True)

    number = leave(slug)
    desk.serve_one(worker(Script(before=refuse), clock), slug)
    assert (row(slug, number).state, row(slug, number).error) == ("failed", "no such address")
    clock.pass_(10**6)
    assert not desk.serve_one(worker(Script(), clock), slug)
    assert done == []


def test_a_person_sends_a_failed_errand_out_again_and_it_is_on_record(slug: str, clock: Clock, done: list[str]) -> None:
    def refuse() -> None:
        raise PlugError("no such address", permanent=True)

    number = leave(slug)
    desk.serve_one(worker(Script(before=refuse), clock), slug)
    with wall.inside(slug, write=True):
        desk.retry(number, CLERK, clock())
        told = events.read()
    assert [(it.deed, it.step, it.who, it.note["errand"]) for it in told] == [
        ("note", "retry_errand", "uketsuke", number)
    ]
    assert desk.serve_one(worker(Script(), clock), slug)
    assert done == ["R-k"]


def test_an_errand_that_has_not_failed_is_not_sent_out_by_hand(slug: str, clock: Clock) -> None:
    number = leave(slug)
    with wall.inside(slug, write=True), pytest.raises(LookupError):
        desk.retry(number, CLERK, clock())


def test_after_the_last_attempt_a_person_must_look(slug: str, clock: Clock) -> None:
    def refuse() -> None:
        raise PlugError("busy")

    number = leave(slug)
    one = worker(Script(before=refuse), clock, back_off=BackOff(attempts=3))
    for _ in range(3):
        assert desk.serve_one(one, slug)
        clock.pass_(10**6)
    assert (row(slug, number).state, row(slug, number).attempts) == ("failed", 3)


def test_after_a_death_past_submitting_the_other_side_is_asked_and_nothing_doubles(
    slug: str, clock: Clock, done: list[str]
) -> None:
    leave(slug)
    plug = FindingScript(after=die)
    with pytest.raises(Killed):
        desk.serve_one(worker(plug, clock), slug)
    plug.after = lambda: None
    clock.pass_(10**6)
    desk.serve_one(worker(plug, clock, "two"), slug)
    assert (plug.asked, plug.effects, done) == (["run k", "find k"], ["k"], ["R-k"])


def test_after_a_death_before_the_effect_the_other_side_is_asked_and_nothing_is_lost(
    slug: str, clock: Clock, done: list[str]
) -> None:
    number = leave(slug)
    plug = FindingScript(effect=die)
    with pytest.raises(Killed):
        desk.serve_one(worker(plug, clock), slug)
    assert row(slug, number).stage == "submitting"
    plug.effect = lambda: None
    clock.pass_(10**6)
    desk.serve_one(worker(plug, clock, "two"), slug)
    assert (plug.asked, plug.effects, done) == (["run k", "find k", "run k"], ["k"], ["R-k"])


def test_before_submitting_there_is_nothing_to_ask(slug: str, clock: Clock) -> None:
    leave(slug)
    plug = FindingScript(before=die)
    with pytest.raises(Killed):
        desk.serve_one(worker(plug, clock), slug)
    plug.before = lambda: None
    clock.pass_(10**6)
    desk.serve_one(worker(plug, clock, "two"), slug)
    assert plug.asked == ["run k", "run k"]


def test_without_find_a_death_past_submitting_doubles(slug: str, clock: Clock) -> None:
    leave(slug)
    plug = Script(after=die)
    with pytest.raises(Killed):
        desk.serve_one(worker(plug, clock), slug)
    plug.after = lambda: None
    clock.pass_(10**6)
    desk.serve_one(worker(plug, clock, "two"), slug)
    assert plug.effects == ["k", "k"]


def test_an_unanswered_call_is_asked_about_only_when_it_is_settled(slug: str, clock: Clock) -> None:
    def silence() -> None:
        raise PlugError("no answer")

    number, plug = leave(slug), FindingScript(effect=silence, slowest=timedelta(minutes=10))
    one = worker(plug, clock)
    desk.serve_one(one, slug)
    assert row(slug, number).due == START + timedelta(seconds=one.lease)
    assert one.lease > 600


def test_an_errand_that_kills_its_worker_each_time_ends_at_a_person(slug: str, clock: Clock) -> None:
    number = leave(slug)
    one = worker(Script(before=die), clock, back_off=BackOff(attempts=3))
    for _ in range(3):
        with pytest.raises(Killed):
            desk.serve_one(one, slug)
        clock.pass_(10**6)
    assert desk.serve_one(one, slug)
    assert row(slug, number).state == "failed"


def test_a_heap_in_one_city_does_not_keep_another_waiting(slugs: tuple[str, str], clock: Clock) -> None:
    for number in range(3):
        leave(slugs[0], f"a{number}")
    leave(slugs[1], "b")
    plug = Script()
    one = worker(plug, clock)
    assert [len(desk.serve_round(one, slugs)) for _ in range(4)] == [2, 1, 1, 0]
    assert sorted(plug.effects[:2]) == ["a0", "b"]


def test_who_had_nothing_is_asked_again_in_the_middle_of_anothers_heap(slugs: tuple[str, str], clock: Clock) -> None:
    for number in range(6):
        leave(slugs[0], f"a{number}")
    plug = Script()

    def meanwhile() -> None:
        if not plug.effects:
            leave(slugs[1], "b")
        clock.pass_(0.4)

    plug.effect = meanwhile
    rests: list[int] = []
    desk.run(worker(plug, clock), lambda: bool(rests), lambda: rests.append(1))
    assert sorted(plug.effects) == ["a0", "a1", "a2", "a3", "a4", "a5", "b"]
    assert plug.effects.index("b") < 5, "within a second, and not behind the whole heap"


def test_our_own_mistake_stops_nobody_elses_errand_and_tells_no_words(
    slug: str, clock: Clock, done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def stumble() -> None:
        raise ValueError("見本 花子")

    number, plug = leave(slug), Script(before=stumble)
    desk.serve_one(worker(plug, clock), slug)
    assert row(slug, number).error == "内部の誤りです(ValueError)。"
    assert row(slug, number).state == "waiting"
    assert "見本" not in "".join(record.getMessage() for record in caplog.records)
    leave(slug, "k2")
    plug.before = lambda: None
    desk.serve_one(worker(plug, clock), slug)
    assert done == ["R-k2"]


def test_what_was_done_outside_is_not_repeated_because_we_cannot_write_it_down(slug: str, clock: Clock) -> None:
    def stumble(errand: Errand, answer: str, now: datetime) -> None:
        raise ValueError("a mistake of ours")

    desk.register("test", lambda errand, payload: PlugCall("test/script", payload), stumble)
    number, plug = leave(slug), Script()
    desk.serve_one(worker(plug, clock), slug)
    clock.pass_(10**6)
    assert not desk.serve_one(worker(plug, clock), slug)
    assert (plug.effects, row(slug, number).state) == (["k"], "failed")


def test_a_kind_nobody_knows_and_a_plug_nobody_has_are_told(slug: str, clock: Clock) -> None:
    unknown, missing = leave(slug, "k1", kind="pigeon"), leave(slug, "k2")
    bare = Worker("one", {}, clock)
    while desk.serve_one(bare, slug):
        pass
    assert "KeyError" in row(slug, unknown).error
    assert "test/script" in row(slug, missing).error


def test_a_worker_that_is_told_to_stop_ends_the_errand_in_hand_first(slug: str, clock: Clock) -> None:
    leave(slug, "k1")
    leave(slug, "k2")
    told: list[bool] = []
    plug = Script(effect=lambda: told.append(True))
    desk.run(worker(plug, clock), lambda: bool(told), lambda: None)
    assert plug.effects == ["k1"]


def test_an_idle_worker_rests_and_writes_nothing(slug: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    rested: list[bool] = []
    opened: list[bool] = []
    inside = wall.inside
    monkeypatch.setattr(wall, "inside", lambda slug, write=False: opened.append(write) or inside(slug, write))
    desk.run(worker(Script(), clock), lambda: len(rested) > 2, lambda: rested.append(True))
    assert opened
    assert not any(opened)
