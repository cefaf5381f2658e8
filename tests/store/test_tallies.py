"""集計 - many add to the same row at once, and nothing is lost; what is said stays as it was said."""

import threading
from datetime import date

import pytest
from django.db import DatabaseError, connections, transaction

from madoguchi.core.tally import MISTAKE, PASSED, RESTING, Tally
from madoguchi.core.voice import Voice
from madoguchi.store import tables, tallies, voices, wall
from madoguchi.store.errors import OutsideTheWall

DAY = date(2026, 11, 16)
NEXT = date(2026, 11, 17)
PAGE = Tally(PASSED, "home", timed=1, seconds=30)
WRONG = Tally(MISTAKE, "home", "address", "missing")
VOICE = Voice("gakudo", "1.0.0", DAY, "web", "ja", ease=3, words="よかったです。")


def test_what_is_counted_twice_is_added_up(in_tama: None) -> None:
    for _ in range(2):
        tallies.add("gakudo", "1.0.0", DAY, [PAGE, WRONG])
    tallies.add("gakudo", "1.0.0", NEXT, [PAGE])
    assert tables.Tally.objects.count() == 3
    assert set(tallies.since("gakudo", DAY)) == {
        Tally(PASSED, "home", count=3, timed=3, seconds=90),
        Tally(MISTAKE, "home", "address", "missing", count=2),
    }
    assert tallies.since("gakudo", NEXT) == (PAGE,)


def test_versions_and_procedures_are_counted_apart(in_tama: None) -> None:
    for version in ("1.0.0", "2.0.0"):
        tallies.add("gakudo", version, DAY, [PAGE])
    tallies.add("other", "1.0.0", DAY, [PAGE])
    assert tallies.versions("gakudo") == ("2.0.0", "1.0.0")
    assert tallies.since("gakudo", DAY, "2.0.0") == (PAGE,)


def test_a_page_cannot_count(house: object) -> None:
    with wall.inside("tama"), pytest.raises(OutsideTheWall):
        tallies.add("gakudo", "1.0.0", DAY, [PAGE])


def test_one_city_does_not_add_to_anothers_row(house: object) -> None:
    for city in ("tama", "hachioji", "tama"):
        with wall.inside(city, write=True):
            tallies.add("gakudo", "1.0.0", DAY, [PAGE])
    with wall.inside("hachioji"):
        assert tallies.since("gakudo", DAY) == (PAGE,)


def test_many_families_at_once_lose_no_count_and_do_not_wait_in_a_circle(house: object) -> None:
    """Each thread has a connection of its own, as each server has."""
    ready, faults = threading.Barrier(4), list[BaseException]()

    def family(rows: list[Tally]) -> None:
        try:
            ready.wait(timeout=20)
            for _ in range(10):
                with wall.inside("tama", write=True):
                    tallies.add("gakudo", "1.0.0", DAY, rows)
        except BaseException as fault:  # noqa: BLE001 - told to the test, whatever it is
            faults.append(fault)
        finally:
            connections.close_all()

    families = [threading.Thread(target=family, args=([PAGE, WRONG][::way],)) for way in (1, -1, 1, -1)]
    for one in families:
        one.start()
    for one in families:
        one.join(timeout=60)
    assert not faults
    with wall.inside("tama"):
        assert {row.kind: row.count for row in tallies.since("gakudo", DAY)} == {PASSED: 40, MISTAKE: 40}


def test_where_drafts_rest_is_counted_anew(in_tama: None) -> None:
    tallies.add("gakudo", "1.0.0", DAY, [PAGE, Tally(RESTING, "home", count=3)])
    tallies.clear_resting()
    assert tallies.since("gakudo", DAY) == (PAGE,)


def test_a_voice_comes_out_as_it_was_put_in_the_newest_first(in_tama: None) -> None:
    later = Voice("gakudo", "1.0.0", NEXT, "counter", "ja", again=1)
    for voice in (later, VOICE):
        voices.put(voice)
    assert voices.since("gakudo", DAY) == (later, VOICE)


def test_what_was_said_is_not_said_otherwise(house: object) -> None:
    with wall.inside("tama", write=True):
        voices.put(VOICE)
        with pytest.raises(DatabaseError), transaction.atomic():
            tables.Voice.objects.update(words="別の言葉")


def test_no_column_leads_from_a_voice_or_a_count_to_a_family() -> None:
    told = {"municipality", "id", "procedure", "version", "day", "channel", "lang", "words"}
    assert {field.name for field in tables.Voice._meta.fields} == told | {"ease", "time", "again"}
    counted = {"kind", "page", "field", "say", "count", "timed", "seconds"}
    assert {field.name for field in tables.Tally._meta.fields} == counted | (told - {"channel", "lang", "words"})
