"""橋 - mends rules across that were found in parts: a sheet that is bent makes them lean too much in between."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np

from .squares import Mask

_LONG: Final = 6.0  # sizes of a sign that a part is long at least
_FAR: Final = 45.0  # sizes between two parts at most
_LEAN: Final = 0.035  # of the way, by which one may lie higher than the other
_INKED: Final = 0.97  # of the way between them
_THICK: Final = 3  # pixels of the rule that is laid there


def bridged(rules: Mask, ink: Any, size: float) -> Mask:
    """The rules, with those parts joined between which there is ink all the way. `ink` is true where there is some."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    parts = [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:] if w > size * _LONG and h < size]
    told = rules.copy()
    tall = cv2.dilate(ink.astype(np.uint8), np.ones((3, 1), np.uint8)) > 0
    for x, y, wide, high in parts:
        start, end_y = x + wide, _end(rules, x, y, wide, high)
        for other in parts:
            gap, begin_y = other[0] - start, _begin(rules, *other)
            if (
                0 < gap < size * _FAR
                and abs(begin_y - end_y) < 2 + gap * _LEAN
                and _inked(tall, start, end_y, gap, begin_y)
            ):
                cv2.line(told, (start - 1, round(end_y)), (other[0], round(begin_y)), 255, _THICK)
    return told


def _begin(rules: Mask, x: int, y: int, wide: int, high: int) -> float:
    """How high the left end of a part lies."""
    return y + float(np.nonzero(rules[y : y + high, x : x + 3])[0].mean())


def _end(rules: Mask, x: int, y: int, wide: int, high: int) -> float:
    return y + float(np.nonzero(rules[y : y + high, x + wide - 3 : x + wide])[0].mean())


def _inked(tall: Any, x: int, y: float, gap: int, other: float) -> bool:
    rows = np.linspace(y, other, gap).round().astype(int)
    return bool(tall[rows, np.arange(x, x + gap)].mean() > _INKED)
