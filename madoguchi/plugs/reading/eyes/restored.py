"""取り戻し - a sign that looks like a tick box, as 0, ロ and 口 do, is put back between those that it stands among."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .ink import Ink
from .known import Known
from .signs import Reader
from .squares import Box, Picture, Square
from .words import Word, slowly

_TOUCH: Final = 0.7  # sizes of a sign between it and its neighbours in a word


def restored(page: Picture, ink: Ink, words: Sequence[Word], reader: Reader, known: Known) -> tuple[Ink, list[Word]]:
    """What was seen without the boxes that are signs, and the words with them, read anew."""
    signs = [(one, near) for one in ink.squares if one.sure and (near := _beside(one, words, ink.size, known))]
    if not signs:
        return ink, list(words)
    for one, _ in signs:
        x0, y0, x1, y1 = one.box
        rows, columns = slice(max(0, y0 - 2), y1 + 2), slice(max(0, x0 - 2), x1 + 2)
        ink.clean[rows, columns] = page[rows, columns]
    groups: list[tuple[list[Square], list[Word]]] = []
    for one, near in sorted(signs, key=lambda sign: sign[0].box[0]):
        group = next((group for group in groups if any(word is other for word in near for other in group[1])), None)
        if group is None:
            groups.append(group := ([], []))
        group[0].append(one)
        group[1].extend(word for word in near if not any(word is other for other in group[1]))
    read = slowly(
        ink,
        [_around([*(one.box for one in ones), *(word.box for word in near)]) for ones, near in groups],
        reader,
        known,
    )
    gone, parts = {id(one) for ones, _ in groups for one in ones}, {id(word) for _, near in groups for word in near}
    squares = tuple(one for one in ink.squares if id(one) not in gone)
    return replace(ink, squares=squares), [*(word for word in words if id(word) not in parts), *read]


def _beside(square: Square, words: Sequence[Word], size: float, known: Known) -> list[Word]:
    """The words that a square stands next to as one of their signs would; none where it stands before a choice."""
    near: list[Word] = []
    for word in words:
        if abs(word.box[1] + word.box[3] - square.box[1] - square.box[3]) > size:
            continue
        signs = [sign for sign in word.signs if sign.text.strip()]
        if -2 <= word.box[0] - square.box[2] < size * _TOUCH:
            if not known.choices or known.choice_at(signs) or known.nearest(signs):
                return []
            near.append(word)
        elif -2 <= square.box[0] - word.box[2] < size * _TOUCH:
            near.append(word)
    return near


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
