"""見本の用紙 - sets squares on a page of A4: thin lines, small type, filled in by a machine or as if by hand."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

import typst

from .fonts import LENDERS, shelf
from .grid import Cell, Grid

WIDTH, HEIGHT = 210.0, 297.0  # A4, in mm
TOP: Final = 9.0
FREE: Final = 6.0  # under the last row, at least
PT: Final = 0.3528  # mm
LEADING: Final = 0.1
MOST: Final = 1.12  # times as high as told rows become to fill the page
SIZES: Final = {"title": 1.75, "label": 0.93, "tick": 1.05, "word": 0.9, "say": 0.9}  # of type, times the look's
WRAPPED: Final = 6.5  # ems, from which text goes on in another line
LEAST: Final = 4.6  # pt, of the smallest type


@dataclass(frozen=True)
class Look:
    """How a page looks. `hand`: the font of what is filled in as if by hand."""

    font: str
    hand: str = ""
    line: float = 0.5
    ink: int = 0
    grey: int = 238
    size: float = 8.0


@dataclass(frozen=True)
class Frame:
    """A cell's place on the page, in mm."""

    x: float
    y: float
    w: float
    h: float


def pdf(grid: Grid, look: Look, dice: Random, over: Sequence[dict[str, Any]] = (), unseen: Sequence[int] = ()) -> bytes:
    """The page with its text. `over` is laid over it; the cells `unseen`, by their place, are there but not seen."""
    return _set(_told(grid, look, dice, over, unseen), format="pdf")


def png(grid: Grid, look: Look, dice: Random, ppi: int = 200) -> bytes:
    """The page as a picture."""
    return _set(_told(grid, look, dice), format="png", ppi=ppi)


def _set(told: dict[str, Any], **form: Any) -> bytes:
    here = Path(__file__).parent
    inputs = {"told": json.dumps(told, ensure_ascii=False)}
    made = typst.Compiler(here / "page.typ", here, shelf(), ignore_system_fonts=True, sys_inputs=inputs).compile(**form)
    assert isinstance(made, bytes)  # one page
    return made


def frames(grid: Grid) -> list[Frame]:
    """Where each cell lies; rows are made lower when they would not go on one page."""
    scale = min(MOST, (HEIGHT - TOP - FREE) / sum(grid.heights))
    tops = [TOP]
    for height in grid.heights:
        tops.append(tops[-1] + height * scale)
    left = (WIDTH - grid.columns * grid.column_mm) / 2
    return [
        Frame(
            round(left + cell.column * grid.column_mm, 3),
            round(tops[cell.row], 3),
            round(cell.columns * grid.column_mm, 3),
            round(tops[cell.row + cell.rows] - tops[cell.row], 3),
        )
        for cell in grid.cells
    ]


def _told(
    grid: Grid, look: Look, dice: Random, over: Sequence[dict[str, Any]] = (), unseen: Sequence[int] = ()
) -> dict[str, Any]:
    placed = list(zip(grid.cells, frames(grid), strict=True))
    shown = [(place, cell, frame) for place, (cell, frame) in enumerate(placed) if cell.bit.text or cell.edges]
    title = next(cell.bit.text for cell in grid.cells if cell.bit.kind == "title")
    return {
        "title": title,
        "width": WIDTH,
        "height": HEIGHT,
        "line": look.line,
        "ink": look.ink,
        "grey": look.grey,
        "cells": [_cell(cell, frame, look, dice) | {"unseen": place in unseen} for place, cell, frame in shown],
        "over": [mark for cell, frame in placed for mark in _marks(cell, frame, look, dice)] + list(over),
    }


def _cell(cell: Cell, frame: Frame, look: Look, dice: Random) -> dict[str, Any]:
    bit = cell.bit
    by_hand = bool(look.hand) and bit.kind == "value"
    text = "□" if look.hand and bit.kind == "tick" else bit.text
    inset = 0.0 if bit.kind == "word" else 0.5 if bit.left or frame.w > 8 else 0.1
    size = SIZES.get(bit.kind, 1.0) * look.size * (1.15 if by_hand else 1)
    wraps = _ems(text) > WRAPPED and bit.kind in ("label", "value") and frame.h > 2 * size * PT * (1 + LEADING)
    fitted = _fitting(text, frame, size, inset, wraps)
    return {
        "x": frame.x,
        "y": frame.y,
        "dx": round(dice.uniform(-0.3, 0.3), 2) if by_hand else 0,
        "dy": round(dice.uniform(-0.4, 0.4), 2) if by_hand else 0,
        "w": frame.w,
        "h": frame.h,
        "text": text,
        "fonts": [*([look.hand] if by_hand else []), look.font, *(name for name in LENDERS if name != look.font)],
        "size": fitted,
        "wraps": wraps,
        "leading": LEADING,
        "align": "left" if bit.left else "center",
        "edges": cell.edges,
        "grey": bit.kind == "label",
        "inset": inset,
        "turn": round(dice.uniform(-1.5, 1.5), 2) if by_hand else 0,
    }


def _fitting(text: str, frame: Frame, size: float, inset: float, wraps: bool) -> float:
    """The size of type with which the text goes into its cell, in whole or several lines."""
    room = frame.w - 2 * inset
    while size > LEAST:
        em = size * PT
        lines = [max(1, -(-_ems(line) * em * 1.03 // room)) for line in text.split("\n")]
        if sum(lines) * em * (1 + LEADING) <= frame.h + 0.2 and (wraps or max(lines) == 1):
            return round(size, 2)
        size -= 0.25
    return LEAST


def _ems(text: str) -> float:
    """How wide a line is, at most."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.56 for letter in text)


def _marks(cell: Cell, frame: Frame, look: Look, dice: Random) -> list[dict[str, Any]]:
    """Ellipses round words, and checks over boxes."""
    bit = cell.bit
    if not bit.on:
        return []
    lean = dice.uniform(-0.5, 0.5) if look.hand else 0.0
    if bit.kind == "word" and not bit.left:
        wide = min(frame.w, _ems(bit.text) * look.size * PT + 2.2)
        return [
            {
                "kind": "ellipse",
                "x": frame.x + (frame.w - wide) / 2 + lean,
                "y": frame.y + 0.35,
                "w": wide,
                "h": frame.h - 0.7,
                "line": 0.9 if look.hand else 0.7,
                "turn": lean * 8,
            }
        ]
    if bit.kind == "tick" and look.hand:
        size = dice.uniform(2.4, 3.4)
        middle = frame.x + frame.w / 2, frame.y + frame.h / 2
        check = {"kind": "check", "x": middle[0] - size * 0.35, "y": middle[1] - size * 0.7}
        return [check | {"w": size, "h": size, "line": 0.9}]
    return []
