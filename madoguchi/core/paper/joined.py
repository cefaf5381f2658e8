"""つなぐ - words that are printed with room between their signs (証 明 日), or on several lines, made one again."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from .kind import bare
from .sheet import Box, Piece, in_order

LONGEST: Final = 8  # pieces of one word
_LONG: Final = 6  # signs: of a word as long as this in a picture,
_ALIKE: Final = 0.8  # so much may be read
_NUMBERED: Final = "0123456789()①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳. "


def joined(pieces: Iterable[Piece], words: Mapping[str, str]) -> list[Piece]:
    """The pieces, with those made one that together are one of `words`: in one cell, or side by side.

    `words` are bare, with their spelling; what was read a little wrongly is spelled as it was meant.
    """
    told: list[Piece] = []
    cells: dict[Box, list[Piece]] = {}
    for piece in pieces:
        if piece.cell is None or piece.cell == piece.box:
            told.append(piece)
        else:
            cells.setdefault(piece.cell, []).append(piece)
    for inside in cells.values():
        ordered = in_order(inside)
        whole = _one(ordered)
        named = _named(whole, words)
        told += [replace(whole, text=named)] if named else _beside(ordered, words)
    return [*_beside(in_order(one for one in told if one.cell is None), words), *(one for one in told if one.cell)]


def _named(piece: Piece, words: Mapping[str, str]) -> str:
    """What a cell says when that is one of the words; in a picture, a long one may be read a little wrongly."""
    text = bare(piece.text.partition("※")[0].lstrip(_NUMBERED))
    if text in words or piece.sure >= 1 or len(text) < _LONG:
        return piece.text if text in words else ""
    near = (word for word in words if abs(len(word) - len(text)) <= 2 and _digits(word) == _digits(text))
    return next((words[word] for word in difflib.get_close_matches(text, near, 1, _ALIKE)), "")


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _beside(ordered: Sequence[Piece], words: Mapping[str, str]) -> Iterator[Piece]:
    """Pieces in reading order; the longest run of them that makes a word first."""
    at = 0
    while at < len(ordered):
        ends = range(min(at + LONGEST, len(ordered)), at + 1, -1)
        end = next((end for end in ends if bare("".join(one.text for one in ordered[at:end])) in words), at + 1)
        yield _one(ordered[at:end]) if end > at + 1 else ordered[at]
        at = end


def _one(pieces: Sequence[Piece]) -> Piece:
    boxes = [piece.box for piece in pieces]
    box = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    text, sure = " ".join(piece.text for piece in pieces), min(piece.sure for piece in pieces)
    return replace(pieces[0], text=text, box=box, sure=sure, marked=any(piece.marked for piece in pieces))
