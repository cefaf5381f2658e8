"""選択肢 - the printed choices of a page, each with what stands before it: an empty box, or a tick of whatever shape.

A choice is known by its word, and most choices of a page are left empty. So the page itself shows what an empty box
looks like; what stands in the place of one and looks otherwise is a tick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import cv2
import numpy as np

from madoguchi.core.paper.kind import bare

from .known import Known
from .signs import Sign
from .squares import Picture, Square
from .words import Word

TICKS: Final = frozenset("☑☒✓✔√レしVvL■▣")  # what a tick is read as,
BOXES: Final = frozenset("□☐口ロ囗日曰")  # and an empty box
_ENDS: Final = frozenset("(（)）")  # what may follow a choice
_NOUGHTS: Final = frozenset("0OoDQ〇○")  # and among boxes also this
_NEAR: Final = 5.0  # sizes between the boxes of choices of one sign
_GAP: Final = 1.5  # sizes between two signs: what stands behind is another word
_UNSURE: Final = 0.5  # a sign that is less sure may be a tick
_ROOM: Final = 0.4  # sizes between a word and the mark of the next
_FAR: Final = 10.0  # sizes between two choices of one row
_FEW: Final = 5  # empty boxes: fewer do not show what one looks like
# Of the darkness of its sides: where the inside differs less a box is empty, and ticked where it differs more.
_INKED: Final = (0.2, 0.26)
_OTHER: Final = (0.65, 0.75)  # of the ink of an empty box: what differs more is none, but a tick without a box
_SEEN: Final = (0.45, 0.55)  # the same where a tick was read
_BLANK: Final = 0.12  # of the darkness of its sides: where the inside is lighter, nothing is there
_SHIFT: Final = 0.25  # of its side that the place of a box is known no better than


@dataclass(frozen=True, slots=True)
class _Choice:
    """A word that begins with a choice; `mark` is what was read before it where both were one word."""

    word: Word
    mark: str = ""

    @property
    def start(self) -> float:
        """The middle of its first sign."""
        return next(sign.at for sign in self.word.signs if sign.text.strip())

    @property
    def middle(self) -> float:
        return (self.word.box[1] + self.word.box[3]) / 2


def marked(
    page: Picture, boxes: Sequence[Square], words: Sequence[Word], known: Known, size: float
) -> tuple[list[Square], list[Word]]:
    """The boxes, each choice with its own, and the words, cut where a choice begins."""
    told_of = (_lost(_meant(word, boxes, known, size), boxes, known, size) for word in words)
    parts = [part for word in told_of for part in _parted(word, known, size)]
    choices = [part for part in parts if isinstance(part, _Choice)]
    found = [(one, _before(one, boxes, size)) for one in choices]
    empty = [(one, box) for one, box in found if box and box.sure and box.ticked == 0]
    if len(empty) < _FEW:  # on a blurred page no box is sure, but most of them are boxes all the same
        empty = [(one, box) for one, box in found if box and box.ticked == 0]
    look = _Look(page, empty) if len(empty) >= _FEW else None
    told = {id(box): box for box in boxes}
    seen = {id(one.word): _seen(one, box, look, size) for one, box in found}
    behind = [box for box in boxes if not any(box is other for _, other in found)]
    boxed = [one for one, box in found if box or one.mark or _is_empty(seen[id(one.word)])]
    for one, box in found:
        mark = seen[id(one.word)]
        if not mark:
            continue
        free = _among(one, boxed, size) and not _behind(one, behind, size) and not _crowded(one, mark, parts, size)
        if box or one.mark or free:
            told[id(box or mark)] = mark
    marks = [*told.values()]
    words = [_clear(part, seen) if isinstance(part, _Choice) else part for part in parts]
    return marks, [word for word in words if not _is_mark(word, marks)]


def _is_mark(word: Word, marks: Sequence[Square]) -> bool:
    """Whether a word is the tick of a box that was found, read as a letter."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return word.text in TICKS | BOXES and any(
        one.box[0] <= x <= one.box[2] and one.box[1] - 3 <= y <= one.box[3] + 3 for one in marks
    )


def _seen(choice: _Choice, box: Square | None, look: _Look | None, size: float) -> Square | None:
    """What stands before a choice; None where nothing does."""
    if box and box.sure:
        return box
    return look.at(choice, box) if look else box if box or not choice.mark else _as_read(choice, size)


def _lost(word: Word, boxes: Sequence[Square], known: Known, size: float) -> Word:
    """A choice of one sign among boxes, whose own was read as a nought, as it stands there."""
    signs = [sign for sign in word.signs if sign.text.strip()]
    if len(signs) != 2 or signs[0].text not in _NOUGHTS or not known.choice_at(signs, 1):
        return word
    near = any(_level(word, box, size) and abs(_middle(box)[0] - signs[0].at) < _NEAR * size for box in boxes)
    return replace(word, signs=(_said(signs[0], "□"), signs[1]), most=1.0) if near else word


def _is_empty(mark: Square | None) -> bool:
    return mark is not None and mark.ticked == 0


def _clear(choice: _Choice, seen: Mapping[int, Square | None]) -> Word:
    """The word of a choice without what stands before it."""
    word, mark = choice.word, seen[id(choice.word)]
    left = mark.box[2] if mark and word.box[0] < mark.box[2] < choice.start else word.box[0]
    return replace(word, box=(left, *word.box[1:]))


def _meant(word: Word, boxes: Sequence[Square], known: Known, size: float) -> Word:
    """A word that stands right behind a box, as the choice that it was meant for."""
    signs = [sign for sign in word.signs if sign.text.strip()]
    behind = any(0 < word.box[0] + size / 2 - _middle(box)[0] < 2 * size and _level(word, box, size) for box in boxes)
    choice = known.nearest(signs) if behind else ""
    return replace(word, signs=tuple(map(_said, signs, choice))) if choice else word


def _said(sign: Sign, text: str) -> Sign:
    return replace(sign, text=text)


def _among(choice: _Choice, boxed: Sequence[_Choice], size: float) -> bool:
    """Whether another choice not far from this one, in its row, has a box."""
    return any(
        one is not choice and _apart(one.word, choice.word) < size * _FAR and _level(one.word, choice.word, size)
        for one in boxed
    )


def _apart(one: Word, other: Word) -> int:
    """Pixels between two words of a row."""
    return max(one.box[0], other.box[0]) - min(one.box[2], other.box[2])


def _crowded(choice: _Choice, mark: Square, parts: Sequence[Word | _Choice], size: float) -> bool:
    """Whether a word reaches to where the mark would be: then it is a sign of that word."""
    ends = [one.box[2] for one in parts if isinstance(one, Word) and _level(one, choice.word, size)]
    return any(mark.box[0] - size * _ROOM < end < choice.start for end in ends)


def _as_read(choice: _Choice, size: float) -> Square:
    """The box of a choice by what was read there."""
    x, half = choice.start - size, size / 2
    box = round(x - half), choice.word.box[1], round(x + half), choice.word.box[3]
    return Square(box, float(choice.mark and choice.mark in TICKS), False)


def _parted(word: Word, known: Known, size: float) -> list[Word | _Choice]:
    """A word as it is, or as the choices that it is made up of, with what was read before each."""
    signs = [sign for sign in word.signs if sign.text.strip()]
    if word.text in known.words and word.text not in known.choices:
        return [word]  # 平日 is no ticked 日
    spans: list[tuple[int, int, str]] = []  # where the mark stands, where the choice, and which
    at = 0
    while at < len(signs):
        span = _span(signs, at, known)
        if span:
            spans.append(span)
            at = span[1] + len(span[2])
        elif spans and (signs[at].text in _ENDS or at > spans[-1][1] + len(spans[-1][2])):
            at += 1  # what was written behind a choice
        elif spans and (signs[at].at - signs[at - 1].at > size * _GAP or _bare(signs[at:]) in known.words):
            break
        else:
            return [word]
    if not spans:
        return [word]
    ends = [start for start, _, _ in spans[1:]] + [at]
    told: list[Word | _Choice] = []
    for (start, first, choice), end in zip(spans, ends, strict=True):
        ours = [*map(_said, signs[first:], choice), *signs[first + len(choice) : end]]
        mark = "".join(sign.text for sign in signs[start:first])
        told.append(_Choice(_cut(word, ours, signs, size), mark))
    return [*told, *([_cut(word, signs[at:], signs, size)] if at < len(signs) else [])]


def _span(signs: Sequence[Sign], at: int, known: Known) -> tuple[int, int, str] | None:
    """Where a choice begins: here, or behind a sign that may be its mark."""
    choice = known.choice_at(signs, at)
    if (not choice or signs[at].text in BOXES) and at + 1 < len(signs):
        mark = signs[at].text in TICKS | BOXES or signs[at].sure < _UNSURE
        if mark and (behind := known.choice_at(signs, at + 1)):
            return at, at + 1, behind
    return (at, at, choice) if choice else None


def _bare(signs: Sequence[Sign]) -> str:
    return bare("".join(sign.text for sign in signs))


def _cut(word: Word, ours: Sequence[Sign], signs: Sequence[Sign], size: float) -> Word:
    """A part of a word; where it is an end of it, so is its box."""
    left = word.box[0] if ours[0].at == signs[0].at else round(ours[0].at - size / 2)
    right = word.box[2] if ours[-1].at == signs[-1].at else round(ours[-1].at + size / 2)
    return replace(word, box=(left, word.box[1], right, word.box[3]), signs=tuple(ours))


def _before(choice: _Choice, boxes: Sequence[Square], size: float) -> Square | None:
    """The box that stands right before a choice."""
    return next(
        (
            box
            for box in boxes
            if 0.4 * size < choice.start - _middle(box)[0] < 2 * size and _level(choice.word, box, size)
        ),
        None,
    )


def _behind(choice: _Choice, boxes: Sequence[Square], size: float) -> bool:
    """Whether a box stands right behind a choice: then its mark does, too."""
    end = choice.word.box[2]
    return any(0 < _middle(box)[0] - end < size and _level(choice.word, box, size) for box in boxes)


def _level(one: Word, other: Word | Square, size: float) -> bool:
    return abs(one.box[1] + one.box[3] - other.box[1] - other.box[3]) < size


def _middle(box: Square) -> tuple[float, float]:
    return (box.box[0] + box.box[2] - 1) / 2, (box.box[1] + box.box[3] - 1) / 2


class _Look:
    """What an empty box of this page looks like, and where it stands before its choice."""

    def __init__(self, page: Picture, empty: Sequence[tuple[_Choice, Square]]) -> None:
        self._page = page
        self._side = float(np.median([box.box[2] - box.box[0] for _, box in empty]))
        self._off = np.median(
            [(one.start - _middle(box)[0], one.middle - _middle(box)[1]) for one, box in empty], axis=0
        )
        self._usual = np.median([self._cut(*_middle(box)) for _, box in empty], axis=0)
        self._ink = float((255 - self._usual).mean())
        self._dark = float((255 - self._usual).max())

    def _inside(self, cut: Any) -> float:
        """The mean within the sides."""
        rim = max(1, round(self._side * 0.25))
        return float(cut[rim:-rim, rim:-rim].mean())

    def _cut(self, x: float, y: float) -> Any:
        wide = 2 * round(self._side * 0.55) + 1
        return cv2.getRectSubPix(self._page, (wide, wide), (float(x), float(y))).astype(np.float32)

    def at(self, choice: _Choice, box: Square | None) -> Square | None:
        """What stands before a choice; None where nothing does."""
        x, y = _middle(box) if box else (choice.start - self._off[0], choice.middle - self._off[1])
        reach = max(1, round(self._side * (_SHIFT if box else 2 * _SHIFT)))
        shifts = range(-reach, reach + 1)
        cuts = [(self._cut(x + right, y + down), x + right, y + down) for right in shifts for down in shifts]
        differs, near, left, top = min((self._differs(*one) for one in cuts), key=lambda one: one[0])
        if differs > _OTHER[0] and self._inside(255 - self._cut(x, y)) < _BLANK * self._dark:
            return None
        if differs < _OTHER[0]:
            x, y = left, top
        half = self._side / 2
        place = (round(x - half), round(y - half), round(x + half), round(y + half))
        told = _SEEN if (choice.mark and choice.mark in TICKS) or (box and box.ticked >= 0.5) else _OTHER
        return Square(place, max(_between(near, *_INKED), _between(differs, *told)), False)

    def _differs(self, cut: Any, x: float, y: float) -> tuple[float, float, float, float]:
        """How far a place differs from an empty box, as a whole and within; and the place."""
        off = np.abs(cut - self._usual)
        return float(off.mean()) / self._ink, self._inside(off) / self._dark, x, y


def _between(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))
