"""戻ったメール - nobody but us can write a mark, and none fits anything but its errand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from madoguchi.core.bounce import Mark, mark_for, mark_of

SECRET = "s" * 40
KEY = "notice/2026-000001-J-1/3/tama"
MARK = mark_for(SECRET, "tama", 7, KEY)


def test_a_message_id_gives_back_the_mark_whatever_its_case() -> None:
    told = mark_of(f"<{MARK.upper()}@City.Example>")
    assert told
    assert told.fits(SECRET, KEY)


@pytest.mark.parametrize("other", ["", MARK, "<1@example.jp>", f"<{MARK}0@city.example>", f"<x.{MARK}@city.example>"])
def test_what_is_no_message_id_of_ours_has_no_mark(other: str) -> None:
    assert mark_of(other) is None


@pytest.mark.parametrize(
    "changed",
    [
        lambda mark: replace(mark, municipality="hachioji"),
        lambda mark: replace(mark, errand=8),
        lambda mark: replace(mark, proof="0" * 32),
    ],
)
def test_a_mark_with_anything_changed_does_not_fit(changed: Callable[[Mark], Mark]) -> None:
    mark = Mark("tama", 7, MARK.rpartition(".")[2])
    assert mark.fits(SECRET, KEY)
    assert not changed(mark).fits(SECRET, KEY)


def test_a_mark_fits_neither_another_errand_nor_under_another_key() -> None:
    mark = Mark("tama", 7, MARK.rpartition(".")[2])
    assert not mark.fits(SECRET, "notice/2026-000002-K-1/4/tama")
    assert not mark.fits("t" * 40, KEY)
