"""場所 - where on a file a value stands, as readers write it: "p1 12,40,80,52" of a picture, "Sheet1!C5" of a workbook.

A box is in pixels of a photo as it is kept, in points of a page of a PDF as it is shown; x0, y0, x1, y1, y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

Box = tuple[int, int, int, int]

BETWEEN: Final = "、"  # stands between the places of one value
_BOX: Final = re.compile(r"p(\d{1,4}) (-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on a page (from 1) of a file."""

    page: int
    box: Box

    @property
    def name(self) -> str:
        """The box as an address writes it: 12-40-80-52."""
        return "-".join(map(str, self.box))


def spot_of(where: str) -> Spot | None:
    """Where on a picture something stands; of several boxes, what holds those of the first page. None: on none."""
    return together(spot for one in where.split(BETWEEN) if (spot := _spot(one)))


def together(spots: Iterable[Spot]) -> Spot | None:
    """One box that holds all of those on the page of the first."""
    found = list(spots)
    here = [spot.box for spot in found if spot.page == found[0].page]
    if not here:
        return None
    left, top, right, bottom = zip(*here, strict=True)
    return Spot(found[0].page, (min(left), min(top), max(right), max(bottom)))


def cells_of(where: str) -> tuple[str, ...]:
    """The cells of a workbook that a value was read from."""
    return tuple(one for one in where.split(BETWEEN) if "!" in one)


def box_of(name: str) -> Box | None:
    """The box of an address; None when it is none."""
    sides = name.split("-")
    if len(sides) != 4 or not all(side.isascii() and side.isdigit() and len(side) < 7 for side in sides):
        return None
    left, top, right, bottom = map(int, sides)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _spot(one: str) -> Spot | None:
    told = _BOX.fullmatch(one.strip())
    if told is None:
        return None
    left, top, right, bottom = (max(0.0, float(told[side])) for side in range(2, 6))
    return Spot(int(told[1]), (int(left), int(top), int(right) + 1, int(bottom) + 1))
