"""丸囲み - finds the rings that are drawn round words of an upright page, and takes them off it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any, Final

import cv2
import numpy as np

from .squares import Box, Mask

Ellipse = tuple[tuple[float, float], tuple[float, float], float]  # middle, both diameters, degrees

_LEAST: Final = 1.2  # sizes of a sign that a ring is wide and high at least: 0 and ① are smaller
_HIGHEST: Final = 3.0
_WIDEST: Final = 18.0
_FLAT: Final = 0.6  # sizes that the flat side of a ring is high at most
_ARC: Final = 6.0  # sizes that an end of a ring is wide at most
# How much of the line of an ellipse must be inked, and how much of one a little within may be: signs are inked there.
_SURE: Final = ((0.93, 0.28), (0.86, 0.18))
_SAMPLES: Final = 72
_COS: Final = np.cos(np.linspace(0, 2 * np.pi, _SAMPLES, endpoint=False))
_SIN: Final = np.sin(np.linspace(0, 2 * np.pi, _SAMPLES, endpoint=False))
_MOST: Final = 600  # places that are looked at
_HIGHER: Final = (0.0, 0.15, 0.3)  # sizes of a sign by which a side may be hidden in a rule
_WIDER: Final = (0.0, 0.2, 0.45)


def rings_of(left: Mask, rules: Mask, squares: Sequence[Box], size: float) -> tuple[Ellipse, ...]:
    """The ellipses among the ink of a page; `rules` have been taken off it, and the flat parts of rings with them.

    What may be a ticked box is no ring.
    """
    inked = left | rules
    drawn = left | cv2.dilate(flats(rules, size), np.ones((3, 3), np.uint8))
    near, far = (cv2.dilate(inked, np.ones((round(size * reach) | 1,) * 2, np.uint8)) for reach in (0.2, 0.45))
    found: list[Ellipse] = []
    top, bottom = _extent(rules)
    for box in [box for box in _boxes(drawn, size) if top <= box[1] and box[3] <= bottom][:_MOST]:
        if (
            _is_one(box, squares)
            or any(_overlap(one, box) for one in found)
            or _share(far, _ellipse(box), size * 0.08) < 0.9
        ):
            continue
        tries = _tries(box, size)
        likely = [
            one for one, there in zip(tries, _shares(near, tries, size * 0.08), strict=True) if there >= _SURE[1][0]
        ]
        ring = next((one for one in likely if _is_there(near, left, one, size)), None)
        if ring is not None:
            found.append(ring)
    return tuple(found)


def flats(rules: Mask, size: float) -> Mask:
    """What was taken for a rule across and is short enough to be the flat side of a ring."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    flat = (stats[:, cv2.CC_STAT_WIDTH] < size * _WIDEST) & (stats[:, cv2.CC_STAT_HEIGHT] < size * _FLAT)
    flat[0] = False
    return np.where(flat[labels], 255, 0).astype(np.uint8)


def _extent(rules: Mask) -> tuple[int, int]:
    """From the first rule of a page to the last: a ring marks a choice, and choices stand in a table."""
    rows = np.flatnonzero(rules.any(axis=1))
    return (int(rows[0]), int(rows[-1])) if len(rows) else (0, rules.shape[0])


def _boxes(left: Mask, size: float) -> list[Box]:
    """Where a ring may be: round ink in one piece, round paper that ink encloses, from ( to ) where both are high."""
    contours, levels = cv2.findContours(left, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Box] = []
    arcs: list[Box] = []
    for contour, level in zip(contours, levels[0] if levels is not None else (), strict=True):
        x, y, wide, high = cv2.boundingRect(contour)
        if not (size <= high <= _HIGHEST * size and wide <= _WIDEST * size):
            continue
        if level[3] >= 0:  # a hole: the line is outside of it
            rim = round(size * 0.15)
            x, y, wide, high = x - rim, y - rim, wide + 2 * rim, high + 2 * rim
        elif wide < _ARC * size and high > 1.12 * size:
            arcs.append((x, y, x + wide, y + high))
        if wide >= _LEAST * size and high >= _LEAST * size:
            found.append((x, y, x + wide, y + high))
    found.sort(key=lambda box: (box[2] - box[0]) * (box[1] - box[3]))
    return found + _pairs(arcs, size)


def _pairs(arcs: Sequence[Box], size: float) -> list[Box]:
    """From each high piece of ink to the next few on its right that are as high, and stand as high."""
    found = []
    for one in arcs:
        beside = [
            other
            for other in arcs
            if one[2] < other[0] and other[2] - one[0] <= _WIDEST * size
            if abs(one[1] - other[1]) < size * 0.3 and abs(one[3] - other[3]) < size * 0.3
        ]
        for other in sorted(beside)[:4]:
            found.append((one[0], min(one[1], other[1]), other[2], max(one[3], other[3])))
    return found


def _tries(box: Box, size: float) -> list[Ellipse]:
    """The ellipse in a box, and in boxes a little larger."""
    x0, y0, x1, y1 = box
    return [
        _ellipse((x0 - left * size, y0 - top * size, x1 + right * size, y1 + bottom * size))
        for top, bottom, left, right in product(_HIGHER, _HIGHER, _WIDER, _WIDER)
    ]


def _ellipse(box: tuple[float, float, float, float]) -> Ellipse:
    x0, y0, x1, y1 = box
    return ((x0 + x1) / 2, (y0 + y1) / 2), (x1 - x0, y1 - y0), 0.0


def _is_there(near: Mask, left: Mask, ring: Ellipse, size: float) -> bool:
    high = ring[1][1]
    if not _LEAST * size <= high <= _HIGHEST * size or ring[1][0] < _LEAST * size:
        return False
    there = _share(near, ring, size * 0.08)
    if there < _SURE[1][0]:
        return False
    clear = min(_share(left, ring, size * 0.25), _share(left, ring, size * 0.32))
    if not any(there >= least and clear <= most for least, most in _SURE):
        return False
    return _share(left, ring, -size * 0.22) < 0.3 and _sides(left, near, ring, size) and _holds_ink(left, ring)


def _sides(left: Mask, near: Mask, ring: Ellipse, size: float) -> bool:
    """Whether the ends are really drawn: rules above and below would do for the rest. One may be hidden in a rule."""
    drawn, there = _ends(left, ring, size), _ends(near, ring, size)
    return max(drawn) >= 0.8 and min(there) >= 0.8 and (min(drawn) >= 0.8 or ring[1][0] > 2 * size)


def _ends(mask: Mask, ring: Ellipse, size: float) -> list[float]:
    """How much of its left and right end is in a mask."""
    (x, y), (one, two), _ = ring
    turn = np.linspace(-0.9, 0.9, 30)
    reach = max(1, round(size * 0.12))
    told = []
    for side in (-1, 1):
        columns = x + side * np.cos(turn) * (one / 2 - size * 0.08)
        rows = y + np.sin(turn) * (two / 2 - size * 0.08)
        there = [
            bool(
                mask[
                    max(0, round(v) - reach) : round(v) + reach + 1, max(0, round(u) - reach) : round(u) + reach + 1
                ].any()
            )
            for u, v in zip(columns, rows, strict=True)
        ]
        told.append(sum(there) / len(there))
    return told


def _holds_ink(left: Mask, ring: Ellipse) -> bool:
    (x, y), (one, two), _ = ring
    inner = left[max(0, round(y - two / 4)) : round(y + two / 4), max(0, round(x - one / 3)) : round(x + one / 3)]
    return bool(inner.size and (inner > 0).mean() > 0.05)


def _is_one(box: Box, squares: Sequence[Box]) -> bool:
    """Whether it is one of the boxes, with a tick that stands out of it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        one[0] <= x <= one[2] and one[1] <= y <= one[3] and box[2] - box[0] < 2 * (one[2] - one[0]) for one in squares
    )


def _overlap(ring: Ellipse, box: Box) -> bool:
    """Whether a box shares more than a little with a ring that was found."""
    (x, y), (one, two), _ = ring
    wide = min(x + one / 2, box[2]) - max(x - one / 2, box[0])
    high = min(y + two / 2, box[3]) - max(y - two / 2, box[1])
    return wide > 0 and high > 0 and wide * high > 0.2 * min(one * two, (box[2] - box[0]) * (box[3] - box[1]))


def _share(mask: Mask, ring: Ellipse, inset: float) -> float:
    """How much of an ellipse is in a mask, so far within its outer side."""
    return float(_shares(mask, [ring], inset)[0])


def _shares(mask: Mask, rings: Sequence[Ellipse], inset: float) -> Any:
    """The same of each of several."""
    told: Any = np.array([(x, y, one / 2 - inset, two / 2 - inset) for (x, y), (one, two), _ in rings])[:, :, None]
    columns = np.minimum(np.maximum((told[:, 0] + _COS * told[:, 2]).astype(np.int32), 0), mask.shape[1] - 1)
    rows = np.minimum(np.maximum((told[:, 1] + _SIN * told[:, 3]).astype(np.int32), 0), mask.shape[0] - 1)
    return np.count_nonzero(mask[rows, columns], axis=1) / _SAMPLES


def lines_of(rings: tuple[Ellipse, ...], shape: tuple[int, ...], size: float) -> Mask:
    """The lines of the rings, a little broader than they are."""
    mask: Any = np.zeros(shape, np.uint8)
    for (x, y), (one, two), lean in rings:
        inset = size * 0.1
        inner = ((x, y), (max(1.0, one - inset), max(1.0, two - inset)), lean)
        cv2.ellipse(mask, inner, 255, max(3, round(size * 0.3)))
    return mask


def goes_round(ring: Ellipse, box: Box) -> bool:
    """Whether the middle and most of the width of a word lie in a ring."""
    (x, y), (one, two), lean = ring
    wide, high = (two, one) if 45 < lean % 180 < 135 else (one, two)
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    inside = ((middle[0] - x) / (wide / 2)) ** 2 + ((middle[1] - y) / (high / 2)) ** 2 < 0.6
    shared = min(x + wide / 2, box[2]) - max(x - wide / 2, box[0])
    return bool(inside and shared > 0.6 * (box[2] - box[0]))
