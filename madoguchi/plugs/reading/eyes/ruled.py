"""罫線 - the cell of a table that a piece lies in, by the rules around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from madoguchi.core.paper.sheet import Box, Piece

Line = tuple[float, float, float]  # its place, and from where to where it goes
NEAR: Final = 2.5  # units between two halves of a rule, or a rule that was drawn twice


def celled(pieces: Iterable[Piece], across: Sequence[Box], down: Sequence[Box]) -> list[Piece]:
    """Each piece with its cell, where rules close it in on all four sides."""
    level = _lines([((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in across])
    upright = _lines([((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in down])
    return [replace(piece, cell=_cell(piece, level, upright)) for piece in pieces]


def _lines(rules: Iterable[Line]) -> list[Line]:
    """Rules that lie nearly on one line lie on it: two pieces of one cell must have the same cell."""
    told: list[Line] = []
    for place, start, end in sorted(rules):
        near = bool(told) and place - told[-1][0] < NEAR
        told.append((told[-1][0] if near else place, start, end))
    return told


def _cell(piece: Piece, level: Sequence[Line], upright: Sequence[Line]) -> Box | None:
    x, y = piece.middle
    slack = (piece.box[3] - piece.box[1]) / 2
    top, bottom = _nearest((place for place, start, end in level if start - slack <= x <= end + slack), y)
    left, right = _nearest((place for place, start, end in upright if start - slack <= y <= end + slack), x)
    if top is None or bottom is None or left is None or right is None:
        return None
    return left, top, right, bottom


def _nearest(rules: Iterable[float], place: float) -> tuple[float | None, float | None]:
    """The rules before and behind a place."""
    told = list(rules)
    before = max((rule for rule in told if rule <= place), default=None)
    behind = min((rule for rule in told if rule > place), default=None)
    return before, behind
