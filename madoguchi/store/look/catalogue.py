"""カタログを見る - a city's procedures in memory, ready to be searched; made anew when somebody has changed one."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from madoguchi import survey
from madoguchi.core.catalogue import Entry, Index

from .. import wall
from ..catalogue import List, brought, entries, entry, latest, lists, revision

__all__ = [
    "List",
    "all_",
    "brought",
    "confirmed",
    "entry",
    "index",
    "lists",
    "offered",
    "open_to_residents",
    "revision",
]

CITIES: Final = 8  # whose catalogues are held in memory at once


def all_() -> tuple[Entry, ...]:
    """Every procedure of the city."""
    return _all(wall.current(), latest())


def confirmed() -> tuple[Entry, ...]:
    """What residents see: what the city has confirmed, by name."""
    return tuple(one for one in all_() if one.confirmed and not one.get("gone"))


def open_to_residents() -> bool:
    """Whether there is anything for them to see."""
    return bool(confirmed())


def offered(key: str) -> Entry | None:
    """One that residents see."""
    return next((one for one in confirmed() if one.key == key), None)


def index(*, public: bool) -> Index:
    """Ready to be searched; `public`: only what residents see."""
    return _index(wall.current(), latest(), public)


# By municipality, so that memory has a wall too; by revision, so that it is never old.
@lru_cache(maxsize=CITIES)
def _all(municipality: str, number: tuple[int, str]) -> tuple[Entry, ...]:
    return tuple(entries().values())


@lru_cache(maxsize=2 * CITIES)
def _index(municipality: str, number: tuple[int, str], public: bool) -> Index:
    return Index(confirmed() if public else all_(), survey.everyday())
