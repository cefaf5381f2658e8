"""止める合図 - a signal stops the worker at whatever moment it comes, also amid the wait that it shall end."""

import signal
from collections.abc import Iterator

import pytest

from madoguchi.commands.worker import Stop

ROUNDS = 500
LONG = 60.0  # seconds: nobody waits so long for the end of this test


@pytest.fixture
def alarms() -> Iterator[None]:
    before = signal.getsignal(signal.SIGALRM)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_signal_amid_many_short_waits_ends_them_each_time(alarms: None) -> None:
    ended = 0
    for number in range(ROUNDS):
        stop = Stop()
        signal.signal(signal.SIGALRM, lambda *_, stop=stop: stop.set())
        signal.setitimer(signal.ITIMER_REAL, 1e-5 + number * 1e-6)
        while not stop.is_set():
            stop.wait(0)
        stop.close()
        ended += 1
    assert ended == ROUNDS


def test_who_waits_is_woken_and_waits_no_more(alarms: None) -> None:
    stop = Stop()
    signal.signal(signal.SIGALRM, lambda *_: stop.set())
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    stop.wait(LONG)
    assert stop.is_set()
    stop.wait(LONG)
    stop.set()
    stop.close()


def test_nobody_stops_by_themselves() -> None:
    stop = Stop()
    stop.wait(0)
    assert not stop.is_set()
    stop.close()
