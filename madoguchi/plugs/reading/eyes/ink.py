"""墨 - what is drawn on an upright page: the rules of its tables, tick boxes, rings round words, and where words stand.

Everything is measured in sizes of a sign, so that it does not matter how finely the page was scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np

from .bridged import bridged
from .rings import Ellipse, flats, lines_of, rings_of
from .squares import Box, Mask, Picture, Square, squares_of, surely

INK: Final = 28  # of 255: so much darker than what is around it
FAINT: Final = 10  # of 255: what is as long as a rule may be fainter
_MOST: Final = 1_200  # words of one page: what has more is noise
_SHORT: Final = 1.4  # sizes of a sign that an upright rule is long at least, from one rule across to the next
_LONG: Final = 6.0  # and so long that it is one without those: signs of dense lines stand one below the other
_ROW: Final = 12.0  # the same of rules across
_FREE: Final = 0.35  # of the sides of a rule that signs touch at most
_WHOLE: Final = 0.95  # of an upright rule is inked
_OPEN: Final = 0.1  # and of one of them where signs may stand against the other
_LINE: Final = 2.5  # sizes of a sign: what is longer,
_THIN: Final = 0.3  # and thinner, is no sign
_TALL: Final = 4.0  # sizes: nor is what is taller, as a table on which the paper lies
_BEHIND: Final = 18.0  # sizes: so long a part of a rule may be hidden by what is written over it
_MARGIN: Final = 2.0  # sizes on both sides of a table
_UPRIGHT: Final = 3.5  # sizes: what is higher and not as wide is no row of writing
_USUAL: Final = 18.0  # pixels of a sign where nothing tells


@dataclass(frozen=True, slots=True)
class Ink:
    """What was found; `size` is the usual height of a sign in pixels."""

    size: float
    rules: Mask
    squares: tuple[Square, ...]
    rings: tuple[Ellipse, ...]
    words: tuple[Box, ...]
    left: Mask = field(repr=False)  # the ink of the words alone
    clean: Picture = field(repr=False)  # the page without rules and boxes, to read it


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
    ink = ink_of(page) > 0
    across = bridged(_kept(_across(page, size, 3.5).T, ink.T, size * _ROW).T, ink, size)
    down = _across(page.T, size, _SHORT).T
    return across | _kept(down, ink, size * _LONG, _grown(across, size * 0.5, size * 0.5) > 0)


def _kept(down: Mask, ink: Mask, long: float, near: Mask | None = None) -> Mask:
    """Of upright lines those that no sign has: long ones, and those with paper on both sides that go from one of what
    is `near` to the next, where that is told."""
    _, labels, stats, middles = cv2.connectedComponentsWithStats(np.ascontiguousarray(down), connectivity=8)
    top, last = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_TOP] + stats[:, cv2.CC_STAT_HEIGHT] - 1
    column = middles[:, 0].round().astype(int).clip(0, down.shape[1] - 1)
    rule = stats[:, cv2.CC_STAT_HEIGHT] >= long
    asked = ~rule if near is None else ~rule & near[top, column] & near[last, column]
    for one in np.flatnonzero(asked):
        left, right = stats[one, cv2.CC_STAT_LEFT], stats[one, cv2.CC_STAT_LEFT] + stats[one, cv2.CC_STAT_WIDTH]
        rows = slice(top[one], last[one] + 1)
        beside = ink[rows, max(0, left - 3) : max(0, left - 1)], ink[rows, right + 2 : right + 4]
        free, other = sorted(side.any(axis=1).mean() for side in beside)
        rule[one] = other < _FREE or (near is not None and free < _OPEN)
        # Strokes of signs that stand one below the other have a gap between them.
        rule[one] &= near is None or ink[rows, left:right].any(axis=1).mean() > _WHOLE
    rule[0] = False
    return np.where(rule[labels], 255, 0).astype(np.uint8)


Sides = tuple[float, float, float, float]


def rules(mask: Mask, size: float) -> tuple[list[Sides], list[Sides]]:
    """The rules of a mask as boxes: those across, and those down."""
    found = []
    for wide, high in ((size * 2, 1.0), (1.0, size * 1.5)):
        _, _, stats, _ = cv2.connectedComponentsWithStats(_opened(mask, wide, high))
        boxes = [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:]]
        found.append(boxes)
    return found[0], found[1]


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
    size = size or size_of(ink_of(page))
    rules = rules_of(page, size)
    clean = page.copy()
    clean[_grown(rules, 3, 3) > 0] = 255
    left = ink_of(clean)
    squares = squares_of(clean, page, left, size)
    for square in surely(squares):
        x0, y0, x1, y1 = square.box
        for picture, blank in ((clean, 255), (left, 0)):
            picture[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = blank
    rings = rings_of(left, rules, [square.box for square in squares], size)
    lines = lines_of(rings, left.shape, size)
    clean[lines > 0], left[lines > 0] = 255, 0
    rules[(flats(rules, size) & lines) > 0] = 0
    words = _on_paper(_words(left, rules | lines, squares, size), rules, size)
    return Ink(size, rules, squares, rings, words, left, clean)


def _words(left: Mask, walls: Mask, squares: Sequence[Square], size: float) -> tuple[Box, ...]:
    """Ink that stands together, without what lies on the other side of a rule, a ring or a box."""
    near = _grown(left, size * 0.85, size * 0.2)
    near[walls > 0] = 0
    for square in surely(squares):
        x0, y0, x1, y1 = square.box
        near[y0:y1, x0:x1] = 0
    _, labels = cv2.connectedComponents(near, connectivity=4)
    _, _, stats, middles = cv2.connectedComponentsWithStats(left, connectivity=8)
    stats, middles = stats[1:], middles[1:].round().astype(int)
    of = labels[middles[:, 1], middles[:, 0]]
    long = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    line = (long > size * _LINE) & (stats[:, cv2.CC_STAT_AREA] < long * size * _THIN)  # what is left of a rule
    keep = (of > 0) & (stats[:, cv2.CC_STAT_AREA] > 3) & ~line & (stats[:, cv2.CC_STAT_HEIGHT] < size * _TALL)
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
    level = cv2.morphologyEx(
        _opened(walls, size * 2, 1), cv2.MORPH_CLOSE, np.ones((1, round(size * _BEHIND)), np.uint8)
    )
    words = [part for box in found for part in _rows(left, level, box, size)]
    return tuple(sorted(words, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))[:_MOST])


def _on_paper(boxes: Sequence[Box], rules: Mask, size: float) -> tuple[Box, ...]:
    """Those that do not lie on the left or right of the tables: there is no more than the edge of the paper."""
    rows, columns = np.nonzero(rules)
    if not len(rows):
        return tuple(boxes)
    (left, right), (top, bottom) = (np.percentile(places, (0.5, 99.5)) for places in (columns, rows))
    room = size * _MARGIN
    return tuple(
        box
        for box in boxes
        if not _stands(box, size)
        and ((left - room < box[2] and box[0] < right + room) or not top < (box[1] + box[3]) / 2 < bottom)
    )


def _stands(box: Box, size: float) -> bool:
    """Whether it is too high for a row of writing: an edge, or a fold."""
    return box[3] - box[1] > max(size * _UPRIGHT, box[2] - box[0])


def _rows(left: Mask, level: Mask, box: Box, size: float) -> list[Box]:
    """A word that is too high for one row, cut where a rule runs on behind it, or hardly any ink lies between two."""
    x0, y0, x1, y1 = box
    if y1 - y0 < size * 1.7:
        return [box]
    edge = round(size * 0.7)
    ink = (left[y0:y1, x0:x1] > 0).sum(axis=1)
    between, ruled = ink[edge:-edge], (level[y0 + edge : y1 - edge, x0:x1] > 0).mean(axis=1)
    if not len(between) or (between.min() > ink.max() * 0.12 and ruled.max() < 0.8):
        return [box]
    cut = y0 + edge + int(np.argmax(ruled) if ruled.max() >= 0.8 else np.argmin(between))
    parts = ((x0, y0, x1, cut), (x0, cut, x1, y1))
    return [row for part in parts if (tight := _tight(left, part)) for row in _rows(left, level, tight, size)]


def _tight(left: Mask, box: Box) -> Box | None:
    x0, y0, x1, y1 = box
    x, y, wide, high = cv2.boundingRect(left[y0:y1, x0:x1])
    return (x0 + x, y0 + y, x0 + x + wide, y0 + y + high) if wide and high else None
