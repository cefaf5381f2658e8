"""接続 - what each database must be told, so that what was acknowledged stays and nobody waits in vain."""

import os
import threading

import pytest
from django.db import connection, connections
from django.db.backends.signals import connection_created

from madoguchi.store import cases, events, privileges, wall
from tests.places import Owner, Place
from tests.store.rows import case, event


def asked(query: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def test_a_commit_is_on_the_disk(house: object, place: Place) -> None:
    if place.kind == "sqlite":
        assert (asked("PRAGMA journal_mode"), asked("PRAGMA synchronous")) == ("wal", 2)  # 2: FULL
    else:
        assert asked("SHOW synchronous_commit") == "on"


def test_a_writer_begins_as_one(house: object) -> None:
    """Two that read before they write: begun as readers, SQLite would end one of them with "database is locked"."""
    with wall.inside("tama", write=True):
        cases.put_case(case())
    ready, faults = threading.Barrier(2), list[BaseException]()

    def act() -> None:
        try:
            ready.wait(timeout=20)
            for _ in range(5):
                with wall.inside("tama", write=True):
                    cases.save_case(cases.get_case(case().id, lock=True))
        except BaseException as fault:  # noqa: BLE001 - told to the test, whatever it is
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with wall.inside("tama"):
        assert cases.get_case(case().id).version == 10


def test_nothing_stays_open_behind_the_question_of_power(house: object) -> None:
    """Processes are forked after it: a connection that two of them share would mix their answers."""
    with wall.inside("tama"):
        assert events.read() == ()
    privileges.assert_least_privilege()
    assert connection.connection is None
    if connection.vendor == "postgresql":
        assert "default" not in connection._connection_pools


def test_a_process_that_was_forked_after_it_has_connections_of_its_own(house: object) -> None:
    privileges.assert_least_privilege()
    child = os.fork()
    if child == 0:
        try:
            with wall.inside("tama", write=True):
                events.append(event())
            os._exit(0)
        finally:
            os._exit(1)
    with wall.inside("tama", write=True):
        events.append(event())
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with wall.inside("tama"):
        assert (len(events.read()), events.verify()) == (2, ())


def test_a_connection_that_died_is_not_handed_out(owner: Owner, place: Place) -> None:
    """As after a restart of the database's server."""
    with wall.inside("tama", write=True):
        events.append(event())
    connections.close_all()
    if place.kind == "postgresql":
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with wall.inside("tama"):
        assert len(events.read()) == 1


@pytest.mark.parametrize("write", [False, True])
def test_a_request_asks_for_one_connection(house: object, write: bool) -> None:
    opened: list[object] = []
    connection_created.connect(lambda **told: opened.append(told["connection"].alias), weak=False, dispatch_uid="count")
    try:
        with wall.inside("tama", write=write):
            events.read()
        with wall.inside("tama", write=write):
            events.read()
    finally:
        connection_created.disconnect(dispatch_uid="count")
    assert opened.count("default") <= 1
