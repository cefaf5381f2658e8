"""住所の区切り - an address that comes in one line, cut where people cut it: 都道府県, 市区町村, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# Three letters and 県, or two and 都道府県: every prefecture, and nothing shorter.
_PREFECTURE: Final = re.compile(r"東京都|北海道|(?:京都|大阪)府|..?.?県")
# Without a list of names: 郡 with its 町村, 市 with its 区, else the first 市区町村 behind a letter.
_CITY: Final = re.compile(r".{1,4}郡(?!山?市)[^郡]{1,5}?[町村]|.+?市.{1,3}区|.+?[市区町村]")


@dataclass(frozen=True, slots=True)
class Cut:
    """An address in its parts; `city` is "" where no border was found, and then all of it is in `rest`."""

    prefecture: str
    city: str
    rest: str
    postcode: str = ""

    @property
    def line(self) -> str:
        """All of it in one line again."""
        return self.prefecture + self.city + self.rest


@dataclass(frozen=True, slots=True)
class Town:
    """A town of the postal directory: 町域 of a 市区町村, with the one postcode it has."""

    prefecture: str
    city: str
    town: str = ""
    postcode: str = ""


def prefecture_of(line: str) -> str:
    """The prefecture that an address begins with; "" when it begins with none."""
    found = _PREFECTURE.match(line)
    return found[0] if found else ""


def cut(line: str, places: Iterable[Town] = ()) -> Cut:
    """Cut by a directory's `places`, as far as they fit; else by the signs that names of places end with.

    A postcode is told only where exactly one of the places that fit best has it.
    """
    fits = [place for place in places if line.startswith(place.prefecture + place.city)]
    if not fits:
        return _by_signs(line)
    longest = max(len(place.city) for place in fits)
    fits = [place for place in fits if len(place.city) == longest]
    head = fits[0].prefecture + fits[0].city
    rest = line[len(head) :].lstrip()
    towns = [place for place in fits if place.town and rest.startswith(place.town)]
    best = max((len(place.town) for place in towns), default=0)
    codes = {place.postcode for place in towns if len(place.town) == best and place.postcode}
    return Cut(fits[0].prefecture, fits[0].city, rest, codes.pop() if len(codes) == 1 else "")


def _by_signs(line: str) -> Cut:
    prefecture = prefecture_of(line)
    after = line[len(prefecture) :]
    city = _CITY.match(after)
    return Cut(prefecture, city[0] if city else "", after[len(city[0]) :].lstrip() if city else after)
