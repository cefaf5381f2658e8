"""字間 - signs that are printed with room between them (証 明 日) are read as one line: alone they are read badly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from .ink import Ink
from .squares import Box, Picture

_WIDEST: Final = 1.4  # sizes of a sign: what is wider is no single sign
_APART: Final = 3.2  # sizes between two signs at most
_GAP: Final = 0.25  # sizes that are left of it
_MOST: Final = 10  # signs of one line


def rows(boxes: Sequence[Box], ink: Ink) -> list[list[int]]:
    """The boxes by their numbers: single signs that stand in one row and cell together, all others alone."""
    single = [one for one, box in enumerate(boxes) if box[2] - box[0] < ink.size * _WIDEST]
    single.sort(key=lambda one: boxes[one][0])
    told: list[list[int]] = []
    for one in single:
        line = next((line for line in told if len(line) < _MOST and _follows(boxes[line[-1]], boxes[one], ink)), None)
        if line is None:
            told.append([one])
        else:
            line.append(one)
    return told + [[one] for one in sorted(set(range(len(boxes))) - set(single))]


def _follows(box: Box, other: Box, ink: Ink) -> bool:
    """Whether a sign stands in the row of another, not far behind it, with neither rule nor box between."""
    gap = other[0] - box[2]
    if not 0 <= gap < ink.size * _APART or abs(box[1] + box[3] - other[1] - other[3]) > ink.size * 0.7:
        return False
    y = (box[1] + box[3]) // 2
    if any(
        box[2] <= one.box[0] + 1 and one.box[2] - 1 <= other[0] and one.box[1] < y < one.box[3] for one in ink.squares
    ):
        return False
    return not ink.rules[y, box[2] : other[0]].any()


def strip(page: Picture, places: Sequence[Box], size: float) -> tuple[Picture, list[int]]:
    """The places side by side with little between them, and where each begins."""
    top, bottom = min(place[1] for place in places), max(place[3] for place in places)
    gap: Any = np.full((bottom - top, max(1, round(size * _GAP))), 255, np.uint8)
    parts: list[Picture] = []
    starts: list[int] = []
    at = 0
    for x0, _, x1, _ in places:
        starts.append(at)
        parts += [page[top:bottom, x0:x1], gap]
        at += x1 - x0 + gap.shape[1]
    return np.hstack(parts[:-1]), starts
