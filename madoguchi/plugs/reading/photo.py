"""写真 - a photographed or scanned page as pieces: laid flat, looked at, and read word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from madoguchi.core.paper.sheet import Page, Piece

from .ink import Ink, look
from .signs import Picture, Reader, Sign
from .squares import Box, Square, surely
from .upright import Upright, lay_flat

TICKED, EMPTY_BOX = "☑", "□"
BOXES: Final = frozenset("☑□☐☒✓✔■▣")  # what the reader takes a tick box for
_SQUARES: Final = frozenset("口ロ囗")  # and what it takes one for that stands before a word
_LIKE: Final = frozenset("口ロ囗区図回囚因凶四ソレ2Z")  # and what it may take one for when it is not sure
SQUEEZE: Final = 0.5  # of the width of a line at the first look: print stays as legible, in half of the time
_MARGIN: Final = 0.14  # of the size of a sign, above and below a word


@dataclass(frozen=True, slots=True)
class Word:
    """Words that stand together, as they were read."""

    box: Box
    signs: tuple[Sign, ...]  # `at` in pixels of the page

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(sign.text for sign in self.signs).strip()

    @property
    def sure(self) -> float:
        """As sure as its least sure sign, nearly."""
        told = [sign.sure for sign in self.signs if sign.text.strip()]
        return (min(told) * 2 + sum(told) / len(told)) / 3 if told else 0.0


def read_page(grey: Picture, number: int, reader: Reader, finer: float = 1.0) -> tuple[Page, Upright]:
    """The pieces of a page, and how it was turned; `finer` is how many pixels here make one of the picture as kept."""
    lay, ink, words = _right_side_up(lay_flat(grey), reader)
    lay = replace(lay, turn=lay.turn @ np.diag([finer, finer, 1.0]))
    boxes, words = _boxes(ink, words)
    pieces = [_piece(word.text, word.box, word.sure, number, lay) for word in words if word.text]
    for square in boxes:
        text, sure = (TICKED, square.ticked) if square.ticked >= 0.5 else (EMPTY_BOX, 1 - square.ticked)
        pieces.append(_piece(text, square.box, sure, number, lay))
    pieces.sort(key=lambda piece: (piece.box[1], piece.box[0]))
    high, wide = lay.page.shape
    return Page(number, wide, high, tuple(pieces)), lay


def _piece(text: str, box: Box, sure: float, number: int, lay: Upright) -> Piece:
    kept = ",".join(str(side) for side in lay.where(box))
    return Piece(text, tuple(float(side) for side in box), f"p{number} {kept}", round(sure, 3))  # type: ignore[arg-type]


def _right_side_up(lay: Upright, reader: Reader) -> tuple[Upright, Ink, list[Word]]:
    ink = look(lay.page)
    if _runs_down(ink):
        lay = lay.turned(1)
        ink = look(lay.page)
    trial = sorted(ink.words, key=lambda box: box[0] - box[2])[:10]
    if _mean(_read(ink, trial, reader, SQUEEZE)) < 0.75:
        other = lay.turned(2)
        there = look(other.page)
        back = sorted(there.words, key=lambda box: box[0] - box[2])[:10]
        if _mean(_read(there, back, reader, SQUEEZE)) > _mean(_read(ink, trial, reader, SQUEEZE)):
            lay, ink = other, there
    return lay, ink, _read(ink, ink.words, reader, SQUEEZE)


def _mean(words: Sequence[Word]) -> float:
    sure = [sign.sure for word in words for sign in word.signs]
    return sum(sure) / len(sure) if sure else 0.0


def _runs_down(ink: Ink) -> bool:
    """Whether rows of writing run down: signs stand nearer to those above and below than to those beside them."""
    reach = max(2, round(ink.size * 0.4))
    across, _ = cv2.connectedComponents(cv2.dilate(ink.left, np.ones((1, reach), np.uint8)))
    down, _ = cv2.connectedComponents(cv2.dilate(ink.left, np.ones((reach, 1), np.uint8)))
    return down < across


def _read(ink: Ink, boxes: Sequence[Box], reader: Reader, squeeze: float) -> list[Word]:
    places = [_place(box, ink.size, ink.clean.shape) for box in boxes]
    read = reader.read([ink.clean[y0:y1, x0:x1] for x0, y0, x1, y1 in places], squeeze)
    return [
        Word(box, tuple(Sign(sign.text, sign.sure, sign.at + place[0]) for sign in signs))
        for box, place, signs in zip(boxes, places, read, strict=True)
    ]


def _place(box: Box, size: float, shape: tuple[int, ...]) -> Box:
    """What is cut out to read a word: a little more than its ink, and never flatter than a sign."""
    x0, y0, x1, y1 = box
    margin = max(2, round(size * _MARGIN))
    lacks = max(0, round(size * 0.9) - (y1 - y0)) // 2
    top, bottom = y0 - margin - lacks, y1 + margin + lacks
    return max(0, x0 - margin), max(0, top), min(shape[1], x1 + margin), min(shape[0], bottom)


def _boxes(ink: Ink, words: Sequence[Word]) -> tuple[list[Square], list[Word]]:
    """The tick boxes, and the words cut where a box stood among them."""
    boxes = surely(ink.squares)
    doubtful = [square for square in ink.squares if not square.sure]
    cut: list[Word] = []
    for word in words:
        inside = [one for one in doubtful if _in_row(one.box, word.box)]
        real = sorted((one for one in inside if _is_box(one, word)), key=lambda one: one.box[0])
        boxes += real
        cut += _without(word, real)
    return boxes, cut


def _in_row(square: Box, word: Box) -> bool:
    """Whether a box stands in the row of a word."""
    x, y = (square[0] + square[2]) / 2, (square[1] + square[3]) / 2
    return word[0] <= x <= word[2] and abs(y - (word[1] + word[3]) / 2) < (word[3] - word[1]) * 0.35


def _is_box(square: Square, word: Word) -> bool:
    """Whether the reader saw no sign there, or one that a tick box is taken for."""
    middle, side = (square.box[0] + square.box[2]) / 2, square.box[2] - square.box[0]
    there = [sign for sign in word.signs if abs(sign.at - middle) < side * 0.62]
    first = all(sign in there or sign.at > middle for sign in word.signs)
    return all(
        sign.text in BOXES or (sign.text in _SQUARES and first) or sign.sure < (0.85 if sign.text in _LIKE else 0.4)
        for sign in there
    )


def _without(word: Word, boxes: Sequence[Square]) -> list[Word]:
    """What is left of a word on both sides of the boxes."""
    if not boxes:
        return [word]
    starts = [word.box[0], *(one.box[2] for one in boxes)]
    ends = [*(one.box[0] for one in boxes), word.box[2]]
    parts = []
    for start, end in zip(starts, ends, strict=True):
        signs = tuple(sign for sign in word.signs if start < sign.at < end)
        if signs:
            parts.append(Word((start, word.box[1], end, word.box[3]), signs))
    return parts
