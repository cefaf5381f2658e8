"""写真 - a photographed or scanned page as pieces: laid flat, looked at, and read word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import cv2
import numpy as np

from madoguchi.core.paper.sheet import Page, Piece

from . import eras, gate
from .choices import marked
from .habits import mended, parted
from .ink import Ink, look, rules
from .known import Known
from .restored import restored
from .rings import Ellipse, goes_round
from .ruled import celled
from .signs import Picture, Reader, Sign
from .squares import Box, Square, surely
from .upright import Upright, lay_flat
from .words import Word, again, backwards, ends, flat, numbers, read, slowly

TICKED, EMPTY_BOX = "☑", "□"
BOXES: Final = frozenset("☑□☐☒✓✔■▣")  # what the reader takes a tick box for
_TICKS: Final = frozenset("✓✔Vv√レ")  # and what it takes a tick for that stands alone
_NOISE: Final = 0.06  # as sure as what is no writing is read at most
_MOST: Final = 0.999  # nothing that is read on a picture is as sure as what is typed
_UPRIGHT: Final = 0.75  # as sure as the longest words of a page are read that does not stand on its head
_SQUARES: Final = frozenset("口ロ囗")  # and what it takes one for that stands before a word
_LIKE: Final = frozenset("口ロ囗区図回囚因凶四ソレ2Z")  # and what it may take one for when it is not sure


def read_page(grey: Picture, number: int, reader: Reader, known: Known, finer: float = 1.0) -> Page:
    """The pieces of a page; `known` is printed on such papers, `finer` how many pixels make one of the picture as kept.

    Raises Refused when nobody could read it.
    """
    gate.before(grey)
    lay, ink, longest = _right_side_up(lay_flat(grey), reader, known)
    gate.after_trial(grey, ink, _mean(longest))
    tried = {word.box for word in longest}
    words = [*longest, *read(ink, [box for box in ink.words if box not in tried], reader, known)]
    gate.after(grey, lay, ink, words)
    ink, words = restored(lay.page, ink, words, reader, known)
    lay = replace(lay, turn=lay.turn @ np.diag([finer, finer, 1.0]))
    boxes, words = _boxes(ink, flat(numbers(_again(ink, words, reader, known)), ink.size), reader, known)
    boxes, words = marked(lay.page, boxes, words, known, ink.size)
    words = [part for word in _doubted(words, boxes, ink.size) for part in parted(mended(word))]
    ink, words = eras.chosen(ink, [_in_ring(word, ink.rings, known) for word in words])
    pieces = [_piece(word.text, word.box, word.sure, number, lay) for word in words if word.text and word.sure > _NOISE]
    pieces = [replace(one, marked=any(goes_round(ring, _whole(one.box)) for ring in ink.rings)) for one in pieces]
    for square in boxes:
        text, sure = (TICKED, square.ticked) if square.ticked >= 0.5 else (EMPTY_BOX, 1 - square.ticked)
        pieces.append(_piece(text, square.box, sure, number, lay))
    pieces.sort(key=lambda piece: (piece.box[1], piece.box[0]))
    return Page(number, tuple(celled(pieces, *rules(ink.rules, ink.size))))


def _again(ink: Ink, words: Sequence[Word], reader: Reader, known: Known) -> list[Word]:
    return ends(ink, again(ink, words, reader, known), reader, known)


def _in_ring(word: Word, rings: Sequence[Ellipse], known: Known) -> Word:
    """A word as the choice that it was meant for, when it is ringed: the ring may hide its first and last sign."""
    signs = [sign for sign in word.signs if sign.text.strip()]
    meant = known.most_like(word.text) if any(goes_round(ring, word.box) for ring in rings) else ""
    if not signs or not meant or meant == word.text:
        return word
    return replace(word, signs=tuple(replace(signs[0], text=sign) for sign in meant))


def _piece(text: str, box: Box, sure: float, number: int, lay: Upright) -> Piece:
    kept = ",".join(str(side) for side in lay.where(box))
    x0, y0, x1, y1 = (float(side) for side in box)
    return Piece(text, (x0, y0, x1, y1), f"p{number} {kept}", min(round(sure, 3), _MOST))


def _whole(box: tuple[float, float, float, float]) -> Box:
    x0, y0, x1, y1 = (round(side) for side in box)
    return x0, y0, x1, y1


def _right_side_up(lay: Upright, reader: Reader, known: Known) -> tuple[Upright, Ink, list[Word]]:
    """The page with its signs upright, what is drawn on it, and its longest words as they are read."""
    ink = look(lay.page)
    if _runs_down(ink):
        lay = lay.turned(1)
        ink = look(lay.page)
    words = read(ink, _longest(ink), reader, known)
    if _mean(words) < _UPRIGHT and _mean(backwards(ink, _longest(ink), reader)) > _mean(words):
        lay = lay.turned(2)
        ink = look(lay.page)
        words = read(ink, _longest(ink), reader, known)
    return lay, ink, words


def _longest(ink: Ink) -> list[Box]:
    return sorted(ink.words, key=lambda box: box[0] - box[2])[:10]


def _mean(words: Sequence[Word]) -> float:
    sure = [sign.sure for word in words for sign in word.signs]
    return sum(sure) / len(sure) if sure else 0.0


def _runs_down(ink: Ink) -> bool:
    """Whether rows of writing run down: signs stand nearer to those above and below than to those beside them."""
    reach = max(2, round(ink.size * 0.4))
    across, _ = cv2.connectedComponents(cv2.dilate(ink.left, np.ones((1, reach), np.uint8)))
    down, _ = cv2.connectedComponents(cv2.dilate(ink.left, np.ones((reach, 1), np.uint8)))
    return down < across


def _boxes(ink: Ink, words: Sequence[Word], reader: Reader, known: Known) -> tuple[list[Square], list[Word]]:
    """The tick boxes, and the words cut where a box stood among them."""
    boxes = surely(ink.squares)
    doubtful = [square for square in ink.squares if not square.sure]
    near = [
        [one for one in inside if word.text not in known.words or not _signs(one, word)]
        for word, inside in zip(words, _in_rows(doubtful, words), strict=True)
    ]
    words, near = _settled(ink, words, near, reader, known)
    silent = [one for word, inside in zip(words, near, strict=True) for one in inside if not _signs(one, word)]
    alone = reader.read([_alone(ink, one.box) for one in silent])
    no_box = {id(one) for one, signs in zip(silent, alone, strict=True) if _says_no_box(signs)}
    cut: list[Word] = []
    for word, inside in zip(words, near, strict=True):
        real = [one for one in inside if id(one) not in no_box and _is_box(one, word) and _leads(one, word, known)]
        read = [one for one in _read_as_boxes(word) if _leads(one, word, known) or not _behind(one, word)]
        real += [one for one in read if not any(_meet(one, other) for other in real)]
        boxes += real
        cut += _without(word, sorted(real, key=lambda one: one.box[0]))
    return boxes, cut


def _settled(
    ink: Ink, words: Sequence[Word], near: Sequence[list[Square]], reader: Reader, known: Known
) -> tuple[list[Word], list[list[Square]]]:
    """The words and the squares in each; where a sign was hardly read that may be a ticked box, a look without haste
    tells what it is."""
    told, left = list(words), list(near)
    asked = [
        place
        for place, (word, inside) in enumerate(zip(words, near, strict=True))
        if len(word.signs) > 1 and any(one.ticked >= 0.5 and _is_box(one, word) for one in inside)
    ]
    for place, other in zip(asked, slowly(ink, [words[one].box for one in asked], reader, known), strict=True):
        signs = [one for one in near[place] if not _says_no_box(_signs(one, other))]
        if len(signs) < len(near[place]):
            told[place], left[place] = other, signs
    return told, left


def _doubted(words: Sequence[Word], boxes: Sequence[Square], size: float) -> list[Word]:
    """The words; a number that touches a tick box may have lost a 0 to it, and is not sure."""

    def touches(word: Word) -> bool:
        return any(
            abs(one.box[1] + one.box[3] - word.box[1] - word.box[3]) < size
            and (abs(one.box[0] - word.box[2]) < size * 0.8 or abs(word.box[0] - one.box[2]) < size * 0.8)
            for one in boxes
        )

    return [replace(one, most=min(one.most, 0.5)) if one.text.isdigit() and touches(one) else one for one in words]


def _read_as_boxes(word: Word) -> list[Square]:
    """Boxes that were not found by their sides, but read as signs."""
    half = (word.box[3] - word.box[1]) / 2
    read = [sign for sign in word.signs if sign.text in BOXES and sign.sure > 0.4]
    said = [sign for sign in word.signs if sign.text.strip()]
    if len(said) > 1 and said[0].text in _TICKS and said[1].at - said[0].at > half * 2.3:
        read = [said[0], *(one for one in read if one is not said[0])]
    sides = [(round(sign.at - half), word.box[1], round(sign.at + half), word.box[3]) for sign in read]
    return [Square(box, float(sign.text not in "□☐"), False) for box, sign in zip(sides, read, strict=True)]


def _meet(one: Square, other: Square) -> bool:
    return one.box[0] < other.box[2] and other.box[0] < one.box[2]


def _alone(ink: Ink, box: Box) -> Picture:
    margin = (box[2] - box[0]) // 4
    return ink.clean[max(0, box[1] - margin) : box[3] + margin, max(0, box[0] - margin) : box[2] + margin]


def _says_no_box(signs: Sequence[Sign]) -> bool:
    """Whether what was read where no sign had been read in its word is a sign after all."""
    others = [sign for sign in signs if sign.text not in BOXES | _LIKE]
    return any(sign.sure > 0.4 or sign.text in "※必米" for sign in others)


def _in_rows(squares: Sequence[Square], words: Sequence[Word]) -> list[list[Square]]:
    """For each word the boxes that stand in its row."""
    if not squares:
        return [[] for _ in words]
    sides: Any = np.array([one.box for one in squares], np.float64)
    x, y = (sides[:, 0] + sides[:, 2]) / 2, (sides[:, 1] + sides[:, 3]) / 2
    told = []
    for word in words:
        x0, y0, x1, y1 = word.box
        inside = (x0 <= x) & (x <= x1) & (np.abs(y - (y0 + y1) / 2) < (y1 - y0) * 0.35)
        told.append([one for one, there in zip(squares, inside, strict=True) if there])
    return told


def _signs(square: Square, word: Word) -> list[Sign]:
    """What was read where the square is."""
    middle, side = (square.box[0] + square.box[2]) / 2, square.box[2] - square.box[0]
    return [sign for sign in word.signs if abs(sign.at - middle) < side * 0.62]


def _is_box(square: Square, word: Word) -> bool:
    """Whether the reader saw no sign there, or one that a tick box is taken for."""
    there, middle = _signs(square, word), (square.box[0] + square.box[2]) / 2
    before = [sign.at for sign in word.signs if sign not in there and sign.at < middle and sign.text.strip()]
    first = not before or middle - max(before) > 1.18 * (word.box[3] - word.box[1])
    if not any(sign.sure > 0.6 or sign.text in BOXES for sign in word.signs):
        return False  # nothing is read beside it: the word is no writing
    return all(
        sign.text in BOXES or (sign.text in _SQUARES and first) or sign.sure < (0.85 if sign.text in _LIKE else 0.4)
        for sign in there
    )


def _leads(square: Square, word: Word, known: Known) -> bool:
    """Whether a choice stands behind the square, where it is known what there is to choose from."""
    there = _signs(square, word)
    behind = [sign for sign in word.signs if sign.at > square.box[0] and sign not in there and sign.text.strip()]
    end = next((at for at, sign in enumerate(behind) if sign.text in BOXES | _TICKS), len(behind))
    return not known.choices or bool(known.choice_at(behind) or known.nearest(behind[:end]))


def _behind(square: Square, word: Word) -> list[Sign]:
    return [sign for sign in word.signs if sign.at > square.box[2] and sign.text.strip()]


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
            parts.append(replace(word, box=(start, word.box[1], end, word.box[3]), signs=signs))
    return parts
