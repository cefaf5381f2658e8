"""用務 - one worker at a time, and only who holds the lease can write."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections

from madoguchi.store import cases, errands, events, wall
from madoguchi.store.errors import LeaseLost
from tests.store.rows import NOW, event


def leave(key: str = "k", **more: Any) -> int:
    return errands.leave("mail", key, {"n": 1}, "s", NOW, **more).id


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


def test_what_is_left_twice_is_one_errand(in_tama: None) -> None:
    first = errands.leave("mail", "k", {"n": 1}, "s", NOW)
    again = errands.leave("mail", "k", {"n": 2}, "t", NOW + seconds(5))
    assert first == again
    assert (first.payload, first.state, first.stage, first.attempts) == ({"n": 1}, "waiting", "", 0)


def test_nothing_is_taken_up_before_its_time(in_tama: None) -> None:
    leave(due=NOW + seconds(10))
    assert errands.waiting_count(NOW) == 0
    assert errands.claim("one", 60, NOW) is None
    assert errands.waiting_count(NOW + seconds(10)) == 1
    assert errands.claim("one", 60, NOW + seconds(10)) is not None


def test_who_has_waited_longest_is_first(in_tama: None) -> None:
    for number, late in enumerate((5, 0, 3)):
        leave(f"k{number}", due=NOW + seconds(late))
    taken = [errands.claim("one", 60, NOW + seconds(9)) for _ in range(4)]
    assert [errand.key if errand else None for errand in taken] == ["k1", "k2", "k0", None]


def test_letters_wait_for_whatever_is_due_and_what_nobody_waits_for_comes_last(in_tama: None) -> None:
    for late, lane in enumerate((errands.LATER, errands.PAPER, "mail", "")):
        leave(lane or "round", due=NOW + seconds(late), lane=lane)
    taken = [errands.claim("one", 60, NOW + seconds(9)) for _ in range(5)]
    assert [errand.key if errand else None for errand in taken] == ["mail", "round", "paper", "later", None]


def test_a_claim_counts_and_holds_for_its_lease(in_tama: None) -> None:
    leave()
    held = errands.claim("one", 60, NOW)
    assert (held.state, held.attempts, held.lease_until) == ("running", 1, NOW + seconds(60))
    assert errands.claim("two", 60, NOW + seconds(59)) is None
    taken_over = errands.claim("two", 60, NOW + seconds(61))
    assert (taken_over.id, taken_over.attempts) == (held.id, 2)


def test_a_stage_holds_the_errand_as_long_again(in_tama: None) -> None:
    leave()
    held = errands.stage(errands.claim("one", 60, NOW), "reserved", 60, NOW + seconds(50))
    assert (held.stage, held.lease_until) == ("reserved", NOW + seconds(110))
    assert errands.get(held.id) == held
    assert errands.claim("two", 60, NOW + seconds(100)) is None


WAYS: tuple[Callable[[Any], object], ...] = (
    lambda errand: errands.stage(errand, "submitting", 60, NOW),
    errands.finish,
    lambda errand: errands.retry(errand, NOW, "x"),
    lambda errand: errands.fail(errand, "x"),
)


@pytest.mark.parametrize("way", WAYS)
def test_who_lost_the_lease_writes_nothing(in_tama: None, way: Callable[[Any], object]) -> None:
    leave()
    lost = errands.claim("one", 1, NOW)
    held = errands.claim("two", 60, NOW + seconds(2))
    with pytest.raises(LeaseLost):
        way(lost)
    assert errands.get(held.id) == held
    way(held)


@pytest.mark.parametrize("way", WAYS)
def test_a_lease_lost_to_oneself_is_lost_too(in_tama: None, way: Callable[[Any], object]) -> None:
    """The old value of an errand that has been staged since."""
    leave()
    old = errands.claim("one", 60, NOW)
    errands.stage(old, "reserved", 60, NOW + seconds(1))
    with pytest.raises(LeaseLost):
        way(old)


def test_the_ends_of_an_errand(in_tama: None) -> None:
    for key in "abc":
        leave(key)
    done, later, broken = (errands.claim("one", 60, NOW) for _ in range(3))
    errands.finish(done)
    errands.retry(later, NOW + seconds(30), "混んでいます")
    errands.fail(broken, "宛先がありません")
    assert [(errands.get(one.id).state, errands.get(one.id).error) for one in (done, later, broken)] == [
        ("done", ""),
        ("waiting", "混んでいます"),
        ("failed", "宛先がありません"),
    ]
    assert [one.id for one in errands.failed()] == [broken.id]
    assert errands.waiting_count(NOW + seconds(30)) == 1
    assert errands.failed_count() == 1


def test_a_person_sends_a_failed_one_out_again_from_the_beginning(in_tama: None) -> None:
    leave()
    held = errands.stage(errands.claim("one", 60, NOW), "submitting", 60, NOW)
    errands.fail(held, "x")
    again = errands.again(held.id, NOW + seconds(5))
    assert (again.state, again.attempts, again.stage) == ("waiting", 0, "submitting")  # find() still comes first
    with pytest.raises(LookupError):
        errands.again(held.id, NOW)


def at_once(count: int, deed: Callable[[int], object]) -> list[BaseException]:
    """The deed in so many threads that all begin together; what went wrong in them."""
    gate, faults = threading.Barrier(count), list[BaseException]()

    def run(number: int) -> None:
        gate.wait()
        try:
            deed(number)
        except BaseException as fault:  # noqa: BLE001 - told to the test, whatever it is
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_many_workers_take_each_errand_once(house: object) -> None:
    with wall.inside("tama", write=True):
        for number in range(24):
            leave(f"k{number}")
    taken: list[str] = []

    def work(number: int) -> None:
        while True:
            with wall.inside("tama", write=True):
                errand = errands.claim(f"w{number}", 60, NOW)
            if errand is None:
                return
            taken.append(errand.key)

    assert at_once(4, work) == []
    assert Counter(taken) == {f"k{number}": 1 for number in range(24)}


def test_on_postgresql_an_errand_in_somebodys_hands_is_passed_over(house: object) -> None:
    with wall.inside("tama", write=True):
        leave("k1")
        leave("k2")
    if connection.vendor != "postgresql":
        return  # SQLite has one writer: the second waits, as the test above shows
    seen: list[str] = []

    def other(_: int) -> None:
        with wall.inside("tama", write=True):
            seen.append(errands.claim("two", 60, NOW).key)

    with wall.inside("tama", write=True):
        assert errands.claim("one", 60, NOW).key == "k1"
        assert at_once(1, other) == []
    assert seen == ["k2"]


def test_records_and_numbers_written_at_once_stand_in_one_line(house: object) -> None:
    told: list[str] = []

    def write(number: int) -> None:
        for _ in range(6):
            with wall.inside("tama", write=True):
                reference = cases.next_reference(2026)
                events.append(event(reference, touch=number))
            told.append(reference)

    assert at_once(4, write) == []
    assert len(set(told)) == 24
    with wall.inside("tama"):
        assert [one.seq for one in events.read()] == list(range(1, 25))
        assert events.verify() == ()


def test_the_first_records_of_a_city_may_come_at_once(house: object) -> None:
    def write(_: int) -> None:
        with wall.inside("tama", write=True):
            events.append(event())

    assert at_once(4, write) == []
    with wall.inside("tama"):
        assert (len(events.read()), events.verify()) == (4, ())


def test_without_the_ledgers_lock_records_collide(house: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control on PostgreSQL: why whoever appends holds the ledger. SQLite has one writer anyway."""
    from madoguchi.store import ledger, tables

    if connection.vendor != "postgresql":
        return
    with wall.inside("tama", write=True):
        events.append(event())
    together = threading.Barrier(2)

    def unlocked() -> tables.Ledger:
        row = tables.Ledger.objects.get()
        together.wait(timeout=20)
        return row

    def write(_: int) -> None:
        with wall.inside("tama", write=True):
            events.append(event())

    monkeypatch.setattr(ledger, "hold", unlocked)
    assert [type(fault).__name__ for fault in at_once(2, write)] == ["IntegrityError"]


def test_what_has_ended_is_done_once_more_and_what_failed_need_not_be_looked_at(in_tama: None) -> None:
    errands.put("type", "type-1", {"transcript": 1}, "c", NOW, lane=errands.ROBOT)
    assert not errands.touched("type-1")
    first = errands.claim("robot", 60, NOW, errands.ROBOT)
    assert first is not None
    assert errands.touched("type-1")
    errands.renew("type-1", NOW)
    assert errands.under("type-1", lock=True) == first, "whoever has it goes on"
    errands.fail(first, "refused")
    errands.settle("type-1")
    assert errands.failed() == ()
    errands.renew("type-1", NOW)
    again = errands.under("type-1")
    assert again is not None
    assert (again.state, again.attempts, again.error) == ("waiting", 0, "")
    assert errands.under("type-2") is None
