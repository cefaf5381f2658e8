"""担当部署 - a clerk sees the procedures of their sections; a city hall without sections is one section."""

from dataclasses import replace

import pytest

from madoguchi.core.case import Clerk
from madoguchi.core.town import Section
from madoguchi.store import editions
from madoguchi.store.look import reach

SECTIONS = (Section("jidou", "児童", frozenset({"gakudo"})), Section("zei", "税", frozenset({"tax"})))


def clerk(*sections: str, active: bool = True) -> Clerk:
    return Clerk(1, "uketsuke", "見本", ("clerk",), active, sections)


@pytest.fixture
def cut(tama: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tama, cut into two sections."""
    whole = editions.current_edition("gakudo")
    assert whole
    town = replace(whole.town, sections=SECTIONS)
    monkeypatch.setattr(editions, "current_edition", lambda procedure: replace(whole, town=town))


def test_only_those_of_the_section_see_its_procedure(cut: None) -> None:
    assert reach.procedures_of(clerk("jidou")) == {"gakudo"}
    for stranger in (clerk(), clerk("zei"), clerk("nothing"), clerk("jidou", active=False), None):
        assert reach.procedures_of(stranger) == frozenset()


def test_a_city_hall_without_sections_is_one(tama: None) -> None:
    assert reach.procedures_of(clerk()) == {"gakudo"}
    assert reach.procedures_of(None) == frozenset()
