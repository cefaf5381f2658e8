"""読み取りの答え - what is told of a paper: pages of pieces, and remarks where what is written is not what is seen.

It leaves the box as JSON in the data part, and is as little trusted as the file: it is measured while it is read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from madoguchi.core.paper.sheet import Page, Piece

MOST_PAGES: Final = 6  # of one file that are read: a certificate has one or two
_MOST_PIECES: Final = 20_000
_LONGEST: Final = 2_000  # signs of one piece

# Why a paper is not read, by the code of the refusal: a person looks at it.
SAYS: Final[Mapping[str, str]] = {
    "no_reader": "写真を読み取る部品が、ここにはありません。職員が見て確かめます。",
    "blurred": "ぼやけていて、読み取れません。",
    "dark": "暗すぎて、読み取れません。",
    "cut": "紙の一部が写っていないため、読み取れません。",
    "small": "文字が小さすぎて、読み取れません。",
    "wrong": "書類の文字が見つかりません。",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a place: with `differs`, `text` is written there and `seen` is what is seen."""

    code: str
    where: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a file. `turns`: of each page 9 numbers, by rows: from what is kept to its unit; or none."""

    pages: tuple[Page, ...]
    remarks: tuple[Remark, ...] = ()
    turns: tuple[tuple[float, ...], ...] = ()


def pack(told: Told) -> bytes:
    """As it leaves the box."""
    pages = [[page.number, page.width, page.height, [[*_plain(piece)] for piece in page.pieces]] for page in told.pages]
    remarks = [[one.code, one.where, one.text, one.seen] for one in told.remarks]
    return json.dumps({"pages": pages, "remarks": remarks, "turns": told.turns}, ensure_ascii=False).encode()


def _plain(piece: Piece) -> Sequence[Any]:
    box = [round(side, 2) for side in piece.box]
    return piece.text, box, piece.where, round(piece.sure, 3), piece.marked


def unpack(data: bytes) -> Told:
    """What was packed. Raises ValueError when it was not `pack` that made it."""
    try:
        told = json.loads(data)
        pages = tuple(_page(*one) for one in told["pages"])
        remarks = tuple(Remark(*(_text(word) for word in one)) for one in told["remarks"])
        turns = tuple(tuple(_number(one) for one in turn) for turn in told["turns"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("no answer of a reader") from fault
    if sum(len(page.pieces) for page in pages) > _MOST_PIECES:
        raise ValueError("too many pieces")
    return Told(pages, remarks, turns)


def _page(number: Any, width: Any, height: Any, pieces: Any) -> Page:
    return Page(int(_number(number)), _number(width), _number(height), tuple(_piece(*one) for one in pieces))


def _piece(text: Any, box: Any, where: Any, sure: Any, marked: Any) -> Piece:
    x0, y0, x1, y1 = (_number(side) for side in box)
    return Piece(_text(text), (x0, y0, x1, y1), _text(where), min(1.0, max(0.0, _number(sure))), bool(marked))


def _number(told: Any) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not math.isfinite(told):
        raise ValueError("no number")
    return float(told)


def _text(told: Any) -> str:
    if not isinstance(told, str) or len(told) > _LONGEST:
        raise ValueError("no text")
    return told
