"""門 - whether a page can be read at all: one that cannot is refused for its reason, and a person looks at it.

The bounds were found on made-up pages (lab/certificate/photo; `madoguchi bench reading` measures them): what a clerk
still reads without effort lies far on one side of them, what nobody reads far on the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from madoguchi.core.attachment import SHARP
from madoguchi.plugs.keeper import Refused

from .ink import Ink
from .squares import Picture
from .upright import Upright
from .words import Word

_SMALL: Final = 700  # pixels of the long side: A4 at 60 dots an inch
_DARK: Final = 50  # of 255: where nine tenths of a picture are darker, and
_FLAT: Final = 40  # hardly differ, all is noise
_LOST: Final = 0.5  # as sure as the longest words are read at a first look: less, and none of the page is
_READ: Final = 0.72  # the same of all signs
_FEW: Final = 15  # signs: fewer are no paper
_CROSSINGS: Final = 3  # rules that run out of the picture on one side
_COVERED: Final = 0.4  # of a table that shows nothing in one piece
_SQUARE: Final = 4.0  # sizes of a sign: of the squares in which something is looked for
_EDGE: Final = 1_200  # pixels of the long side at which sharpness is measured, as in the browser


def before(grey: Picture) -> None:
    """Refuse what is plainly too small or too dark. Raises Refused."""
    if max(grey.shape) < _SMALL:
        raise Refused("small")
    dark, bright = np.percentile(grey[::8, ::8], (2, 90))
    if bright < _DARK and bright - dark < _FLAT:
        raise Refused("dark")


def after_trial(grey: Picture, ink: Ink, sure: float) -> None:
    """Refuse a page of which not even the longest words are read. Raises Refused."""
    if sure < _LOST:
        raise Refused("glare" if _covered(ink) else _why(grey))


def after(grey: Picture, lay: Upright, ink: Ink, words: Sequence[Word]) -> None:
    """Refuse a page that was read badly, or of which a part is not there. Raises Refused."""
    sure = [sign.sure for word in words for sign in word.signs if sign.text.strip()]
    if _covered(ink):
        raise Refused("glare")
    if len(sure) < _FEW or sum(sure) / len(sure) < _READ:
        raise Refused(_why(grey))
    if _cut(grey, lay, ink):
        raise Refused("cut")


def _why(grey: Picture) -> str:
    """What is wrong with a picture that nobody reads: it is sharp, but no paper, or it is blurred."""
    return "wrong" if _sharp(grey) else "blurred"


def _sharp(grey: Picture) -> bool:
    scale = min(1.0, _EDGE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edges = cv2.Laplacian(small, cv2.CV_32F) ** 2
    rows, columns = small.shape[0] // 128 * 128, small.shape[1] // 128 * 128
    if not rows or not columns:
        return False
    tiles = edges[:rows, :columns].reshape(rows // 128, 128, columns // 128, 128).mean(axis=(1, 3))
    return bool(tiles.max() - np.median(tiles) >= SHARP)


def _cut(grey: Picture, lay: Upright, ink: Ink) -> bool:
    """Whether rules run out of the picture: then the paper goes on there."""
    high, wide = grey.shape
    inset = round(max(high, wide) * 0.008) + 2
    left, top, right, bottom = inset, inset, wide - inset, high - inset
    sides = (
        [(x, top) for x in range(left, right)],
        [(x, bottom) for x in range(left, right)],
        [(left, y) for y in range(top, bottom)],
        [(right, y) for y in range(top, bottom)],
    )
    rules = cv2.dilate(ink.rules, np.ones((3, 3), np.uint8))
    return any(_crossings(rules, lay, side) >= _CROSSINGS for side in sides)


def _crossings(rules: Picture, lay: Upright, side: Sequence[tuple[int, int]]) -> int:
    """How many rules cross a line of the picture."""
    places = cv2.perspectiveTransform(np.array(side, np.float64)[None], lay.turn)[0].round().astype(int)
    inside = (places >= 0).all(axis=1) & (places[:, 0] < rules.shape[1]) & (places[:, 1] < rules.shape[0])
    there = rules[places[inside, 1], places[inside, 0]] > 0
    return int((there[1:] & ~there[:-1]).sum())


def _covered(ink: Ink) -> bool:
    """Whether much of a table shows nothing, not even rules: a lamp or a hand is over it."""
    rows, columns = np.nonzero(ink.rules)
    if len(rows) < 500:
        return False
    top, bottom = np.percentile(rows, (1, 99)).astype(int)
    left, right = np.percentile(columns, (1, 99)).astype(int)
    table = cv2.max(ink.rules, ink.left)[top : bottom + 1, left : right + 1]
    across, down = (max(2, round(side / (ink.size * _SQUARE))) for side in (right - left + 1, bottom - top + 1))
    empty = (cv2.resize(table, (across, down), interpolation=cv2.INTER_AREA) <= 2).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(empty, connectivity=4)
    return bool(len(stats) > 1 and stats[1:, cv2.CC_STAT_AREA].max() > _COVERED * across * down)
