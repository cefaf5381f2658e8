"""元号 - eras that are printed to choose from (昭 平 令): put right where one was misread, and which of them is ringed.

A ring that touches a rule of the table, or the sign in it, is found by no outline. Its ink is there all the same: of
three signs in a row, the one with far more ink around it is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .ink import Ink
from .rings import Ellipse, goes_round
from .words import Word

_ORDER: Final = "昭平令"
_TAKEN: Final = {
    "今": "令",
    "合": "令",
    "会": "令",
    "今日": "令",
    "明": "昭",
    "略": "昭",
    "照": "昭",
    "千": "平",
    "干": "平",
}
_APART: Final = 4.0  # sizes of a sign between the middles of two of them at most
_CORE: Final = 0.62  # sizes from its middle, within which all ink is that of the sign,
_REACH: Final = 1.15  # and within which all ink is that of its ring
_TWICE: Final = 2.2  # as much ink as around any other, there is a ring
_LEAST: Final = 0.25  # of the square of a size: less ink is no ring
_PERHAPS: Final = 0.85  # as sure as an era is whose ring was found so


def chosen(ink: Ink, words: Sequence[Word]) -> tuple[Ink, list[Word]]:
    """What was seen, with a ring for each row of eras, and the words with their eras put right."""
    told, rings = list(words), list(ink.rings)
    for row in _rows(told, ink.size):
        for place, era in row:
            signs = [sign for sign in told[place].signs if sign.text.strip()][:1]
            told[place] = replace(told[place], signs=tuple(replace(sign, text=era) for sign in signs))
        boxes = [told[place].box for place, _ in row]
        if any(goes_round(ring, box) for ring in rings for box in boxes):
            continue
        around = [_around(ink, told[place]) for place, _ in row]
        most = max(range(len(row)), key=lambda one: around[one])
        others = max(amount for one, amount in enumerate(around) if one != most)
        if around[most] > max(_LEAST * ink.size**2, others * _TWICE):
            place = row[most][0]
            told[place] = replace(told[place], most=_PERHAPS)
            rings.append(_ring(told[place], ink.size))
    return replace(ink, rings=tuple(rings)), told


def _rows(words: Sequence[Word], size: float) -> list[list[tuple[int, str]]]:
    """The places of eras that stand in a row in their order, each with what it is: 平 and one more at least."""
    rows = []
    for middle, word in enumerate(words):
        if word.text != "平":
            continue
        near = {_ORDER.index(era): (one, era) for one, era in _beside(words, word, size)}
        if near:
            rows.append([at for _, at in sorted({**near, 1: (middle, "平")}.items())])
    return rows


def _beside(words: Sequence[Word], middle: Word, size: float) -> list[tuple[int, str]]:
    """The 昭 on the left of a 平, and the 令 on its right."""
    told = []
    for place, word in enumerate(words):
        era = word.text if word.text in _ORDER else _TAKEN.get(word.text, "")
        off = _middle(word)[0] - _middle(middle)[0]
        level = abs(_middle(word)[1] - _middle(middle)[1]) < size * 0.7
        ordered = (era == "昭" and off < 0) or (era == "令" and off > 0)
        if level and ordered and size * 0.6 < abs(off) < size * _APART:
            told.append((place, era))
    return told


def _middle(word: Word) -> tuple[float, float]:
    x = next((sign.at for sign in word.signs if sign.text.strip()), (word.box[0] + word.box[2]) / 2)
    return x, (word.box[1] + word.box[3]) / 2


def _around(ink: Ink, word: Word) -> int:
    """The pixels of ink around a sign."""
    x, y = _middle(word)

    def inked(reach: float) -> int:
        left, top = max(0, round(x - reach * ink.size)), max(0, round(y - reach * ink.size))
        return int((ink.left[top : round(y + reach * ink.size), left : round(x + reach * ink.size)] > 0).sum())

    return inked(_REACH) - inked(_CORE)


def _ring(word: Word, size: float) -> Ellipse:
    return _middle(word), (size * 2, size * 2), 0.0
