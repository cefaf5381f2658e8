"""あと何分の表示 - an estimate says that it is one, until enough families have handed in."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from madoguchi.core.pace import FEWEST
from madoguchi.store import drafts, wall
from madoguchi.web import clock
from tests.web.visits import Visitor, fill_in


@pytest.fixture(autouse=True)
def looked_up_anew() -> Iterator[None]:
    known = import_module("madoguchi.store.look.pace")._pace
    known.cache_clear()
    yield
    known.cache_clear()


def handed_in(families: int, seconds: int) -> None:
    """Drafts that took so long for each page."""
    with wall.inside("tama", write=True):
        for number in range(families):
            draft = drafts.create(f"key-{number}", "gakudo", "x", clock.now())
            told = {"home": seconds, "child-1": seconds}
            drafts.save(f"key-{number}", {}, {}, draft.version, told, clock.now())
            drafts.mark_submitted(f"key-{number}", f"2026-{number:06}-X")


def test_an_estimate_of_the_package_says_that_it_is_one(visitor: Visitor) -> None:
    handed_in(FEWEST - 1, 3_600)
    assert "目安あと" in fill_in(visitor, "child-1").text()


def test_what_families_took_is_told_from_then_on(visitor: Visitor) -> None:
    handed_in(FEWEST, 600)
    page = fill_in(visitor, "child-1")
    count = int(page.text().split("全")[1].split("画面")[0])
    place = int(page.text().split("のうち")[1].split("画面目")[0])
    assert f"あと約{10 * (count - place)}分" in page.text(), "ten minutes for this page and each to come"
    assert "目安" not in page.text()


def test_a_bar_shows_the_pages_that_are_done_of_all_and_is_called_so(visitor: Visitor) -> None:
    page = fill_in(visitor, "child-1")
    bar, words = page.all("progress")[0], page.text()
    assert f"全{bar['max']}画面のうち{bar['value']}画面目" in words
    assert bar["aria-labelledby"] in page.ids()
    assert 0 < int(bar["value"]) < int(bar["max"])
    assert f"{bar['value']}/{bar['max']}" not in words
