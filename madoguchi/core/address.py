"""郵便番号と住所 - what a postcode says for sure about an address; the rest is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """町域: one entry of a postcode. `code` has the five digits of 全国地方公共団体コード without its check digit."""

    code: str
    prefecture: str
    city: str
    neighborhood: str = ""


def address_of(places: Iterable[Place], own: str) -> str:
    """The beginning of the address that all places of a postcode share; "" when they share nothing.

    `own` is the six-digit code of the municipality asked: of a postcode on a border, its own side is meant.
    """
    found = tuple(places)
    found = tuple(place for place in found if place.code == own[:5]) or found
    said = ""
    for part in ("prefecture", "city", "neighborhood"):
        words = {getattr(place, part) for place in found}
        if len(words) != 1:
            break
        said += words.pop()
    return said
