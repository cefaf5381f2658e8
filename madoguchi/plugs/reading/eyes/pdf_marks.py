"""PDFの印 - tick boxes that are drawn as lines, and words that a ring or a tick singles out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from madoguchi.core.paper.sheet import Piece

from .pdf_drawn import Box, Drawn

_RINGS: Final = frozenset("〇○◯")


def tick_boxes(
    told: Sequence[tuple[Box, bool]], drawn: Drawn, words: Sequence[Box], ticks: Sequence[Box]
) -> tuple[list[tuple[Box, bool]], list[Box]]:
    """All boxes once, each with whether it is ticked, and the ticks that lie in none.

    Of squares that are lines, those are boxes that have no word in them, none beside them, and the height of a word.
    """
    boxes = list(told)
    high = median(word[3] - word[1] for word in words) if words else 0.0
    alone = [
        one for one in _once(drawn.squares) if not _side_by_side(one, drawn.squares) and one[3] - one[1] < 1.3 * high
    ]
    boxes += [
        (one, False)
        for one in alone
        if not any(_inside(word, one) for word in words) and not any(_inside(box, one, 0.5) for box, _ in told)
    ]
    marks = [*ticks, *drawn.ticks]
    left = [tick for tick in ticks if not any(_inside(tick, box, 0.4) for box, _ in boxes)]
    return [(box, ticked or any(_inside(mark, box, 0.4) for mark in marks)) for box, ticked in boxes], left


def _once(squares: Sequence[Box]) -> list[Box]:
    """One of those that lie in each other, as a frame and its filling do: the largest."""
    kept: list[Box] = []
    for one in sorted(squares, key=lambda box: box[0] - box[2]):
        if not any(_inside(one, other, 0.1) for other in kept):
            kept.append(one)
    return kept


def _side_by_side(one: Box, squares: Sequence[Box]) -> bool:
    """Whether another square begins where this one ends: places for single digits do, tick boxes do not."""
    return any(
        abs(one[1] - other[1]) < 1 and (abs(one[2] - other[0]) < 1.5 or abs(other[2] - one[0]) < 1.5)
        for other in squares
    )


def marked(pieces: Sequence[Piece], drawn: Drawn, ticks: Sequence[Box]) -> tuple[list[Piece], list[Box]]:
    """The pieces, those marked that a ring goes round or a tick lies over, and the ticks that lie over none.

    A ring that was typed over a word is no piece.
    """
    typed = [piece for piece in pieces if piece.text in _RINGS]
    over = [one for one in typed if any(one is not other and _inside(other.box, one.box) for other in pieces)]
    rings = [*drawn.rings, *(one.box for one in over)]
    strokes = [*ticks, *drawn.ticks]
    words = [piece for piece in pieces if piece not in over]
    told = [
        replace(piece, marked=True)
        if any(_goes_round(ring, piece.box) for ring in rings) or any(_inside(one, piece.box) for one in strokes)
        else piece
        for piece in words
    ]
    return told, [tick for tick in ticks if not any(_inside(tick, piece.box) for piece in words)]


def _goes_round(ring: Box, word: Box) -> bool:
    """Whether the middle of a word and most of its width lie in a ring that is not far larger than it."""
    wide = min(ring[2], word[2]) - max(ring[0], word[0])
    large = (ring[2] - ring[0]) > 4 * (word[2] - word[0]) + 40 or (ring[3] - ring[1]) > 4 * (word[3] - word[1])
    return _inside(word, ring) and wide > 0.6 * (word[2] - word[0]) and not large


def _inside(inner: Box, outer: Box, slack: float = 0.0) -> bool:
    """Whether the middle of one lies in the other, made larger on each side by a share of itself."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    dx, dy = (outer[2] - outer[0]) * slack, (outer[3] - outer[1]) * slack
    return outer[0] - dx <= x <= outer[2] + dx and outer[1] - dy <= y <= outer[3] + dy
