"""墨 - what is drawn on an upright page: the rules of its tables, tick boxes, rings round words, and where words stand.

Everything is measured in sizes of a sign, so that it does not matter how finely the page was scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np

Picture = Any  # an array of uint8: rows, columns; grey, dark ink on 255
Mask = Any  # the same, 255 where something is
Box = tuple[int, int, int, int]  # x0, y0, x1, y1

INK: Final = 28  # of 255: so much darker than what is around it
FAINT: Final = 10  # of 255: what is as long as a rule may be fainter
EMPTY: Final = 0.05  # of the inside of a tick box: with less ink it is surely a box, and surely empty
_USUAL: Final = 18.0  # pixels of a sign where nothing tells


@dataclass(frozen=True, slots=True)
class Square:
    """A tick box; `inside` is how much of its inside is inked, from 0 to 1."""

    box: Box
    inside: float


@dataclass(frozen=True, slots=True)
class Ink:
    """What was found; `size` is the usual height of a sign in pixels."""

    size: float
    rules: Mask
    squares: tuple[Square, ...]
    rings: tuple[Box, ...]
    words: tuple[Box, ...]
    left: Mask = field(repr=False)  # the ink of the words alone


def ink_of(page: Picture) -> Mask:
    """Where the page is darker than its surroundings."""
    return _darker(page, _around(page), INK)


def _around(page: Picture) -> Picture:
    wide = max(15, page.shape[1] // 40 | 1)
    return cv2.boxFilter(page, -1, (wide, wide))


def _darker(page: Picture, around: Picture, by: int) -> Mask:
    return cv2.threshold(cv2.subtract(around, page), by, 255, cv2.THRESH_BINARY)[1]


def size_of(ink: Mask) -> float:
    """The usual height of a sign: of all that is about as wide as high, each counted by its height."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    alike = (high > 7) & (high < ink.shape[0] / 20) & (wide > high * 0.6) & (wide < high * 1.6)
    heights = np.sort(high[alike])
    if len(heights) < 20:
        return _USUAL
    weights = np.cumsum(heights)
    return float(heights[np.searchsorted(weights, weights[-1] * 0.5)])


def _opened(ink: Mask, wide: float, high: float) -> Mask:
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(1, round(high)), max(1, round(wide))), np.uint8))


def _grown(mask: Mask, wide: float, high: float) -> Mask:
    return cv2.dilate(mask, np.ones((max(1, round(high)), max(1, round(wide))), np.uint8))


def rules_of(page: Picture, size: float) -> Mask:
    """The rules across and down: thin, long, and of one darkness; a row of writing has gaps."""
    return _across(page, size, 3.5) | _across(page.T, size, 2.2).T


def _across(page: Picture, size: float, long: float) -> Mask:
    length, thick = round(size * long), round(size * 0.45) | 1
    thin = cv2.subtract(cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((thick, 1), np.uint8)), page)
    thin = cv2.boxFilter(thin, -1, (5, 1))
    run: Any = np.ones((1, length), np.uint8)
    least, usual = cv2.erode(thin, run), cv2.boxFilter(thin, -1, (length, 1))
    core = cv2.threshold(cv2.subtract(least, cv2.max(usual // 2, FAINT)), 0, 255, cv2.THRESH_BINARY)[1]
    return cv2.bitwise_and(cv2.dilate(core, run), cv2.threshold(thin, FAINT - 3, 255, cv2.THRESH_BINARY)[1])


def look(page: Picture, size: float = 0.0) -> Ink:
    """All that is drawn on it; `size` is the usual height of a sign, where it is known."""
    ink = ink_of(page)
    size = size or size_of(ink)
    rules = rules_of(page, size)
    squares = _squares(ink, size)
    left = cv2.subtract(ink, _grown(rules, 3, 3))
    for square in squares:
        if square.inside < EMPTY:
            x0, y0, x1, y1 = square.box
            left[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    rings: tuple[Box, ...] = ()
    return Ink(size, rules, squares, rings, _words(left, rules, squares, size), left)


def _squares(ink: Mask, size: float) -> tuple[Square, ...]:
    """Four sides of about the height of a sign; what leans, such as a tick, is no side."""
    sides = _opened(ink, size * 0.5, 1) | _opened(ink, 1, size * 0.5)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(sides, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    alike = (wide > 0.55 * size) & (wide < 1.7 * size) & (high > 0.8 * wide) & (high < 1.25 * wide)
    found = []
    for one in np.flatnonzero(alike):
        x0, y0 = int(stats[one, cv2.CC_STAT_LEFT]), int(stats[one, cv2.CC_STAT_TOP])
        box = (x0, y0, x0 + int(wide[one]), y0 + int(high[one]))
        cut = labels[box[1] : box[3], box[0] : box[2]] == one
        rim = max(2, round(int(high[one]) * 0.2))
        if min(_full(cut[:rim]), _full(cut[-rim:]), _full(cut[:, :rim].T), _full(cut[:, -rim:].T)) < 0.85:
            continue
        inner = _inner(ink, box)
        if _like_a_tick(inner):
            found.append(Square(box, float(inner.mean())))
    return _alike(found)


def _full(band: Mask) -> float:
    """How much of a side is there."""
    return float(band.any(axis=0).mean())


def _inner(ink: Mask, box: Box) -> Mask:
    x0, y0, x1, y1 = box
    rim = max(2, round((x1 - x0) * 0.22))
    return ink[y0 + rim : y1 - rim, x0 + rim : x1 - rim] > 0


def _like_a_tick(inner: Mask) -> bool:
    """Whether a box may have this inside: no stroke crosses it from side to side as in 日, unless all is black."""
    if not inner.size:
        return False
    return bool(inner.mean() > 0.85 or max(inner.mean(axis=0).max(), inner.mean(axis=1).max()) < 0.8)


def _alike(squares: Sequence[Square]) -> tuple[Square, ...]:
    """Those of the size that most empty ones have: a sign such as 口 or 国 is seldom just as large."""
    empty = [square.box[2] - square.box[0] for square in squares if square.inside < 0.02]
    if not empty:
        return tuple(squares)
    usual = float(np.median(empty))
    return tuple(one for one in squares if abs(one.box[2] - one.box[0] - usual) <= max(2.0, usual * 0.15))


def _words(left: Mask, rules: Mask, squares: Sequence[Square], size: float) -> tuple[Box, ...]:
    """Ink that stands together, without what lies on the other side of a rule or a box."""
    near = _grown(left, size * 0.85, size * 0.2)
    near[rules > 0] = 0
    for square in squares:
        if square.inside < EMPTY:
            x0, y0, x1, y1 = square.box
            near[y0:y1, x0:x1] = 0
    _, labels = cv2.connectedComponents(near, connectivity=4)
    _, _, stats, middles = cv2.connectedComponentsWithStats(left, connectivity=8)
    stats, middles = stats[1:], middles[1:].round().astype(int)
    of = labels[middles[:, 1], middles[:, 0]]
    keep = (of > 0) & (stats[:, cv2.CC_STAT_AREA] > 3)
    stats, of = stats[keep], of[keep]
    count = int(of.max()) + 1 if len(of) else 0
    low: Any = np.full((count, 2), 1 << 30)
    high: Any = np.zeros((count, 2), int)
    ink: Any = np.zeros(count, int)
    starts = stats[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]]
    np.minimum.at(low, of, starts)
    np.maximum.at(high, of, starts + stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]])
    np.add.at(ink, of, stats[:, cv2.CC_STAT_AREA])
    found = [
        (int(low[one, 0]), int(low[one, 1]), int(high[one, 0]), int(high[one, 1]))
        for one in np.flatnonzero(ink > max(6, size * size * 0.02))
    ]
    return tuple(part for box in found for part in _rows(left, box, size))


def _rows(left: Mask, box: Box, size: float) -> list[Box]:
    """A word that is too high for one row, cut where hardly any ink lies between two."""
    x0, y0, x1, y1 = box
    if y1 - y0 < size * 1.7:
        return [box]
    ink = (left[y0:y1, x0:x1] > 0).sum(axis=1)
    edge = round(size * 0.7)
    between = ink[edge:-edge]
    if not len(between):
        return [box]
    cut = y0 + edge + int(np.argmin(between))
    if between.min() > ink.max() * 0.12:
        return [box]
    parts = ((x0, y0, x1, cut), (x0, cut, x1, y1))
    return [row for part in parts if (tight := _tight(left, part)) for row in _rows(left, tight, size)]


def _tight(left: Mask, box: Box) -> Box | None:
    x0, y0, x1, y1 = box
    x, y, wide, high = cv2.boundingRect(left[y0:y1, x0:x1])
    return (x0 + x, y0 + y, x0 + x + wide, y0 + y + high) if wide and high else None
