"""紙面 - a page of a paper as every source gives it: pieces of text with their places, whoever read them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

Box = tuple[float, float, float, float]

# What tick boxes look like, on paper and in cells. A bare ring is read by what stands beside it (marks.py).
TICKED: Final = "☑☒✓✔✅■●◉レ"
EMPTY: Final = "□☐"
RINGS: Final = "○◯〇"
UNWORKED: Final = "\ufffc"  # stands where a formula was never worked out
_WAVES: Final = str.maketrans("〜∼～", "~~~")


@dataclass(frozen=True, slots=True)
class Piece:
    """One text on a page: `box` is x0, y0, x1, y1 in any unit, y downwards, one unit for each page.

    `where` names its place as people look it up ("Sheet1!C5", "p1 12,40,80,52"). `sure`, 0 to 1, is how sure the reader
    is of the signs; `marked` that a ring is drawn round it or a tick lies over it; `cell` the ruled cell it lies in,
    where lines are known; `differs` what is to be seen there, where that is something else than its text.
    """

    text: str
    box: Box
    where: str
    sure: float = 1.0
    marked: bool = False
    cell: Box | None = None
    differs: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def room(self) -> Box:
        """The cell it lies in, or its own box."""
        return self.cell or self.box


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or a sheet of a workbook; `example` when it shows how to fill one in, by its name."""

    number: int
    pieces: tuple[Piece, ...]
    example: bool = False


@lru_cache(maxsize=4_096)  # the same words stand on a form again and again
def plain(text: str) -> str:
    """A text for looking things up in: one width, no spaces, one kind of wave."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_WAVES).split())


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """As people read them: line by line, each from the left. Pieces of one line overlap in height by half."""
    waiting = sorted(pieces, key=lambda piece: (piece.middle[1], piece.box[0]))
    usual = sorted(piece.box[3] - piece.box[1] for piece in waiting)[len(waiting) // 2] if waiting else 0.0
    told: list[Piece] = []
    line: list[Piece] = []
    lowest = first = start = 0.0  # the lowest height in the line, that of its first piece, and where its middle lies
    for piece in waiting:
        _, top, _, bottom = piece.box
        # A line ends half a usual sign below the middle of its first piece.
        if line and (top + bottom) / 2 > start + max(lowest, min(usual, first) * 0.7) / 2:
            told += sorted(line, key=_left)
            line = []
        if not line:
            lowest = first = bottom - top
            start = (top + bottom) / 2
        lowest = min(lowest, bottom - top)
        line.append(piece)
    return told + sorted(line, key=_left)


def _left(piece: Piece) -> float:
    return piece.box[0]


def cut(piece: Piece, at: int) -> tuple[Piece, Piece]:
    """One piece as two, its box shared out by the widths of the signs."""
    return part(piece, 0, at), part(piece, at, len(piece.text))


def part(piece: Piece, start: int, end: int) -> Piece:
    """A part of a piece, with its share of the box and of the cell."""
    widths = [wide(sign) for sign in piece.text]
    total = sum(widths) or 1
    edges = [sum(widths[:at]) / total for at in (start, end)]
    return replace(
        piece, text=piece.text[start:end], box=_share(piece.box, *edges), cell=piece.cell and _share(piece.cell, *edges)
    )


def _share(box: Box, start: float, end: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 + (x1 - x0) * start, y0, x0 + (x1 - x0) * end, y1


def wide(sign: str) -> int:
    """How wide a sign is printed: half a full one, or a full one."""
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
