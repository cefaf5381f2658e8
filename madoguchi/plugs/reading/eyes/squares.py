"""チェック欄 - finds the tick boxes of an upright page, and how much of their inside is inked.

Where the print is sharp, a box is four straight sides. From those its size is known, and boxes of that size are found
where blur has closed or broken their sides: four dark bars round a place, with paper on the left of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

Picture = Any  # an array of uint8: rows, columns; grey, dark ink on 255
Mask = Any  # the same, 255 where something is
Box = tuple[int, int, int, int]  # x0, y0, x1, y1

_FEW: Final = 3  # boxes: from fewer their size is not known
_LARGER: Final = 1.22  # a ticked box is often borrowed from another font than an empty one
_EMPTY: Final = 0.3  # of the darkness of its sides: the least inside of a box that is ticked
_SLANT: Final = 0.55  # of its strokes run slantwise in a tick; most of a sign's run across and down
_ONE_WAY: Final = 0.1  # so much more of a tick rises to the right than falls,
_CROSSED: Final = 0.8  # unless nearly all is slanting, as in a cross
_STEP: Final = 0.2  # so much darker than that of the empty ones, where blur makes all of them darker


@dataclass(frozen=True, slots=True)
class Square:
    """A tick box; `sure` when it can be nothing else, not a sign like 日; `ticked` from 0 to 1."""

    box: Box
    ticked: float
    sure: bool


def squares_of(page: Picture, ruled: Picture, ink: Mask, size: float) -> tuple[Square, ...]:
    """Those of a page whose signs have this size; `ruled` is the page before its rules were taken off it."""
    closed = _closed(ink, size)
    black = [Square(box, 1.0, False) for box in _black(page, ink, size)]
    empty = [box for box, inside in closed if inside < 0.03]
    if len(empty) < _FEW:
        return (*black, *(Square(box, float(inside > 0.06), False) for box, inside in closed))
    found = _of_one_size(page, ruled, empty)
    return (*(one for one in black if not any(_within(one.box, other.box) for other in found)), *found)


def _within(box: Box, other: Box) -> bool:
    """Whether a box is a part of a larger one: the foot of its tick."""
    larger = other[2] - other[0] > (box[2] - box[0]) * 1.3
    return larger and all(
        low - 2 <= middle <= high + 2 for low, middle, high in zip(other, _middle(box), other[2:], strict=False)
    )


def _of_one_size(page: Picture, ruled: Picture, empty: Sequence[Box]) -> list[Square]:
    """The boxes of a page on which these are surely empty ones; ticked ones may be of a larger type."""
    side = float(np.median([box[2] - box[0] for box in empty]))
    bars = _Bars(page, ruled, side)
    usual = [box for box in empty if abs(box[2] - box[0] - side) <= max(2.0, side * 0.15)]
    level = float(np.median([bars.inside(*_middle(box)) for box in usual]))
    least = max(_EMPTY, level + _STEP)
    found = []
    for box in usual:
        ticked = _ticked(bars.inside(*_middle(box)), least)
        found.append(Square(box, ticked, ticked == 0 and bars.cornered(*_middle(box))))
    score = float(np.median([bars.score(*_middle(box)) for box in usual]))
    for one, bound in ((bars, 1.5), (_Bars(page, ruled, side * _LARGER), 4.0)):
        half = one.side / 2
        for x, y in one.places(score, score * bound):
            ticked = _ticked(one.inside(x, y), least)
            box = (round(x - half), round(y - half), round(x + half), round(y + half))
            if ticked == 1 and not _slants(page, box):
                continue
            if (one is bars or ticked == 1) and not any(_near((x, y), other.box, half) for other in found):
                found.append(Square(box, ticked, False))
    others = [box for box in empty if not any(_near(_middle(box), one.box, side / 2) for one in found)]
    return [*found, *(Square(box, 0.0, False) for box in others)]


def _black(page: Picture, ink: Mask, size: float) -> list[Box]:
    """Squares that are as black as ink is anywhere, evenly, with paper round them."""
    dark = page[ink > 0]
    darkest = float(np.percentile(dark, 2)) if len(dark) else 0.0
    _, _, stats, _ = cv2.connectedComponentsWithStats(_opened(ink, size * 0.45, size * 0.45), connectivity=8)
    found = []
    for x, y, wide, high, area in stats[1:]:
        fits = 0.55 * size < wide < 1.25 * size and 0.82 * wide < high < 1.22 * wide and area > 0.9 * wide * high
        rim = max(2, round(size * 0.12))
        around = ink[max(0, y - rim) : y + high + rim, max(0, x - rim) : x + wide + rim] > 0
        if not fits or around.sum() - area > 0.3 * (around.size - area):
            continue
        inner = page[y + rim : y + high - rim, x + rim : x + wide - rim]
        # Blur lightens the sides of a square, but its middle stays darker than nearly all ink.
        if inner.size and inner.mean() < darkest + (25 if inner.std() < 16 else 0):
            found.append((int(x), int(y), int(x + wide), int(y + high)))
    return found


def _slants(page: Picture, box: Box) -> bool:
    """Whether the strokes inside are those of a tick or a cross."""
    rim = max(1, round((box[2] - box[0]) * 0.18))
    inner = page[max(0, box[1] + rim - 1) : box[3] - rim + 1, max(0, box[0] + rim - 1) : box[2] - rim + 1]
    if min(inner.shape) < 3:
        return False
    across, down = (cv2.Sobel(inner, cv2.CV_32F, *way)[1:-1, 1:-1] for way in ((1, 0), (0, 1)))
    whole = float((across * across + down * down).sum()) or 1.0
    slanting, rising = 2 * float(np.abs(across * down).sum()) / whole, 2 * float((across * down).sum()) / whole
    return slanting > _CROSSED or (slanting > _SLANT and rising > _ONE_WAY)


def _ticked(inside: float, least: float) -> float:
    """0 for empty, 1 for ticked, between them where it is neither plainly."""
    return float(np.clip((inside - least) / 0.1 + 0.5, 0, 1))


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2] - 1) / 2, (box[1] + box[3] - 1) / 2


def _near(place: tuple[float, float], box: Box, half: float) -> bool:
    x, y = _middle(box)
    return abs(place[0] - x) < half * 1.4 and abs(place[1] - y) < half * 1.4


def _opened(ink: Mask, wide: float, high: float) -> Mask:
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(1, round(high)), max(1, round(wide))), np.uint8))


def _closed(ink: Mask, size: float) -> list[tuple[Box, float]]:
    """Four sides of about the height of a sign, and the share of ink within; what leans, such as a tick, is no side."""
    sides = _opened(ink, size * 0.5, 1) | _opened(ink, 1, size * 0.5)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(sides, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    alike = (wide > 0.55 * size) & (wide < 1.7 * size) & (high > 0.85 * wide) & (high < 1.18 * wide)
    found = []
    for one in np.flatnonzero(alike):
        x0, y0 = int(stats[one, cv2.CC_STAT_LEFT]), int(stats[one, cv2.CC_STAT_TOP])
        box = (x0, y0, x0 + int(wide[one]), y0 + int(high[one]))
        cut = labels[box[1] : box[3], box[0] : box[2]] == one
        rim = max(2, round(int(high[one]) * 0.2))
        sides_there = min(_full(cut[:rim]), _full(cut[-rim:]), _full(cut[:, :rim].T), _full(cut[:, -rim:].T))
        if sides_there < 0.85 or _round(ink[box[1] : box[3], box[0] : box[2]] > 0, rim):
            continue
        inner = ink[box[1] : box[3], box[0] : box[2]][rim + 1 : -rim - 1, rim + 1 : -rim - 1] > 0
        if _like_a_tick(inner):
            found.append((box, float(inner.mean())))
    return found


def _full(band: Mask) -> float:
    """How much of a side is there."""
    return float(band.any(axis=0).mean())


def _round(whole: Mask, rim: int) -> bool:
    """Whether it has no corners: then it is 0 or ○."""
    corners = (whole[:rim, :rim], whole[:rim, -rim:], whole[-rim:, :rim], whole[-rim:, -rim:])
    return bool(min(corner.mean() for corner in corners) < 0.2)


def _like_a_tick(inner: Mask) -> bool:
    """Whether a box may have this inside: no stroke crosses it from side to side as in 日, unless all is black."""
    if not inner.size:
        return False
    return bool(inner.mean() > 0.85 or max(inner.mean(axis=0).max(), inner.mean(axis=1).max()) < 0.8)


class _Bars:
    """How dark a page is along bars as long and thick as the sides of a box."""

    def __init__(self, page: Picture, ruled: Picture, side: float) -> None:
        self.side, self.thick = side, max(2, round(side * 0.2))
        self._dark = cv2.subtract(255, page)
        long, core = max(3, round(side * 0.7)), max(3, round(side * 0.45))
        self._across, self._down = self._mean(long, self.thick), self._mean(self.thick, long)
        self._core = self._mean(core, core)
        self._off = off = round((side - self.thick) / 2)
        sides = [_moved(self._across, 0, -off), _moved(self._across, 0, off)]
        # The left side may have been taken off with a rule that touches it.
        whole = cv2.subtract(255, ruled)
        left = cv2.boxFilter(whole, -1, (self.thick, long))
        self._dots = cv2.boxFilter(whole, -1, (self.thick, self.thick))
        sides += [_moved(left, -off, 0), _moved(self._down, off, 0)]
        self._least = np.minimum.reduce(sides)

    def _mean(self, wide: int, high: int) -> Any:
        return cv2.boxFilter(self._dark, -1, (wide, high))

    def _best(self, x: float, y: float) -> tuple[int, int]:
        """The pixel near a place that is most like the middle of a box."""
        row, column = round(y), round(x)
        near = self._least[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
        down, right = np.unravel_index(int(near.argmax()), near.shape)
        return max(0, row - 1) + int(down), max(0, column - 1) + int(right)

    def score(self, x: float, y: float) -> float:
        """How dark the lightest of the four sides is."""
        return float(self._least[self._best(x, y)])

    def inside(self, x: float, y: float) -> float:
        """How dark the inside is, of the darkness of the sides."""
        at = self._best(x, y)
        return float(self._core[at]) / max(1.0, float(self._least[at]))

    def cornered(self, x: float, y: float) -> bool:
        """Whether its corners are as dark as its sides: 0 and ○ have none."""
        row, column = self._best(x, y)
        off, (high, wide) = self._off, self._dots.shape
        rows, columns = (row - off, row + off), (column - off, column + off)
        dots = [self._dots[min(max(0, v), high - 1), min(max(0, u), wide - 1)] for v in rows for u in columns]
        return float(min(dots)) > 0.5 * float(self._least[row, column])

    def places(self, usual: float, most: float) -> list[tuple[float, float]]:
        """Where a box of this size may be; `usual` is the score of those that surely are, none has more than `most`."""
        around = max(3, round(self.side * 1.3))
        tops = (self._least == cv2.dilate(self._least, np.ones((around, around), np.uint8))) & (
            self._least > max(1.0, usual * 0.55)
        )
        rows, columns = np.nonzero(tops & (self._least < most))
        fits = self._fits(rows, columns)
        return [(float(x), float(y)) for x, y in zip(columns[fits], rows[fits], strict=True)]

    def _fits(self, rows: Any, columns: Any) -> Any:
        """At which of these places the four bars are sides of a box, and not parts of signs."""

        def at(values: Any, right: int, down: int) -> Any:
            high, wide = values.shape
            return values[(rows + down).clip(0, high - 1), (columns + right).clip(0, wide - 1)].astype(np.float32)

        off, out, half = self._off, round(self.side / 2 + self.thick), round(self.side / 4)
        least = at(self._least, 0, 0)
        ends = [(0, -off), (0, off)]
        sides = [at(self._across, *end) for end in ends] + [at(self._down, y, x) for x, y in ends]
        corners = [at(self._dots, x, y) for x in (-off, off) for y in (-off, off)]
        pairs = [(one, two) for one in (-off, off) for two in (-half, half)]
        between = [at(self._dots, *place) for one, two in pairs for place in ((one, two), (two, one))]
        fits = np.mean(sides, axis=0) < least * 1.65
        fits &= (at(self._down, -out, 0) < least * 0.6) & (at(self._core, 0, 0) < least * 1.6)
        fits &= np.maximum(at(self._across, 0, -out), at(self._across, 0, out)) < least * 1.2
        fits &= np.minimum.reduce(corners) > least * 0.55
        return fits & (np.minimum.reduce(between) > least * 0.55)  # the sides of ※ have gaps


def _moved(values: Any, right: int, down: int) -> Any:
    """The values as seen from each place: of the one so far to its right and below it."""
    return np.roll(values, (-down, -right), axis=(0, 1))


def surely(squares: Sequence[Square]) -> list[Square]:
    """Those that can be nothing else."""
    return [one for one in squares if one.sure]
