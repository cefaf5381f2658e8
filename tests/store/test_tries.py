"""試行の数 - wrong tries count on whichever server they are made, for a while, and one lock does not shut another."""

import threading
from datetime import UTC, datetime, timedelta

from django.db import connections

from madoguchi.desk import tries
from madoguchi.store import tables, wall
from madoguchi.store import tries as kept

NOW = datetime(2026, 11, 16, 3, tzinfo=UTC)


def test_after_ten_a_lock_is_shut_for_a_quarter_of_an_hour(in_tama: None) -> None:
    for _ in range(tries.MOST):
        assert not tries.spent("door", NOW)
        tries.count("door", NOW)
    assert tries.spent("door", NOW)
    assert not tries.spent("another door", NOW)
    assert not tries.spent("door", NOW + tries.SHUT)


def test_a_time_that_is_over_begins_anew(in_tama: None) -> None:
    tries.count("door", NOW)
    tries.count("door", NOW + tries.SHUT)
    assert kept.counted("door", NOW + tries.SHUT) == 1


def test_two_servers_count_together(house: object) -> None:
    """Each thread has a connection of its own, as each server has."""
    ready, faults = threading.Barrier(4), list[BaseException]()

    def server() -> None:
        try:
            ready.wait(timeout=20)
            for _ in range(5):
                with wall.inside("tama", write=True):
                    tries.count("door", NOW)
        except BaseException as fault:  # noqa: BLE001 - told to the test, whatever it is
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=server) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with wall.inside("tama"):
        assert kept.counted("door", NOW) == 20


def test_neither_an_address_nor_a_number_stands_in_the_table(in_tama: None) -> None:
    tries.count("/tama/status/|192.0.2.7|2026-000123-C", NOW)
    row = tables.Try.objects.get()
    assert "192.0.2.7" not in str(vars(row))
    assert len(row.key_hash) == 64


def test_the_night_forgets_them(in_tama: None) -> None:
    tries.count("old door", NOW - timedelta(days=1))
    tries.count("door", NOW)
    kept.forget(NOW)
    assert tables.Try.objects.count() == 1
