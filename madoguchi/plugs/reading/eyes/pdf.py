"""PDFを読む - the pages of a PDF as pieces, and a remark wherever what is written in it is not what is seen on it.

A page whose text nobody can see (a scan, or letters drawn as lines) is drawn and read as a photo.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pypdfium2
import pypdfium2.raw as pdfium

from madoguchi.core.paper.kind import bare
from madoguchi.core.paper.sheet import Page, Piece
from madoguchi.plugs.keeper import Refused

from . import pdf_fields
from .known import NOTHING, Known
from .pdf_drawn import Box, Drawn, Matrix, drawn
from .pdf_marks import marked, tick_boxes
from .pdf_text import TICKABLE, TICKS, Glyph, Run, glyphs_of, runs_of
from .ruled import celled
from .told import HIDDEN, MOST_PAGES, Told

Picture = Any
DOTS: Final = 200  # an inch of a page that is drawn to be read
_LOOK: Final = 150  # an inch of a page that is drawn to see whether there is ink
_INK: Final = 40  # of 255: the least difference between ink and paper
_LEAST: Final = 4  # signs that are seen: a page with fewer is a picture


class Eye(Protocol):
    """Who reads pictures, where that is possible."""

    def page(self, picture: Any, number: int, finer: float = 1.0, known: Known = NOTHING) -> Page:
        """A drawn page (of so many pixels for a point) as a photo is read. Raises Refused."""

    def compare(self, picture: Any, runs: Sequence[tuple[str, Box]]) -> list[str | None]:
        """What is seen at each box of a drawn page, where it surely differs from the text; None where not."""

    def other(self, picture: Any, known: Sequence[Box]) -> list[tuple[str, Box, float]]:
        """What stands on a drawn page outside of the boxes that are known."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is shown, in points; its rows of writing are turned by so many quarters clockwise."""

    number: int
    width: float
    height: float
    quarters: int

    def upright(self, box: Box) -> Box:
        """Where a box lies once the rows of writing are level."""
        x0, y0, x1, y1 = box
        if self.quarters == 1:
            return y0, self.width - x1, y1, self.width - x0
        if self.quarters == 2:
            return self.width - x1, self.height - y1, self.width - x0, self.height - y0
        if self.quarters == 3:
            return self.height - y1, x0, self.height - y0, x1
        return box

    @property
    def size(self) -> tuple[float, float]:
        """Width and height once the rows are level."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def where(self, box: Box) -> str:
        """The place of an upright box on the page as it is shown."""
        wide, high = self.size
        back = Leaf(self.number, wide, high, -self.quarters % 4)
        return f"p{self.number} " + ",".join(f"{side:.1f}" for side in back.upright(box))


def read(data: bytes, eye: Eye | None, known: Known = NOTHING) -> Told:
    """The pages of a PDF; what is `known` to stand on every such paper is not looked at a second time.

    Raises Refused when there is a page that only an eye could read, and none is here."""
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        pages = [_page(document, number, eye, known) for number in range(min(len(document), MOST_PAGES))]
    except pypdfium2.PdfiumError:
        raise Refused("pdf_broken") from None
    remarks = [remark for page in pages for remark in page.remarks]
    return Told(tuple(one for page in pages for one in page.pages), tuple(dict.fromkeys(remarks)))


def _page(document: Any, number: int, eye: Eye | None, known: Known) -> Told:
    page = document[number]
    shown = _shown(page)
    fields = pdf_fields.fields_of(document, page, shown)
    page = document[number]  # anew: its fields and notes are ink now
    glyphs, quarters = glyphs_of(page.get_textpage(), shown)
    wide, high = page.get_size()
    leaf = Leaf(number + 1, wide, high, quarters)
    seen = _drawn(page, _LOOK).convert("L")
    hidden = [one for one in glyphs if not _is_seen(one, seen, leaf)]
    if len(glyphs) - len(hidden) < _LEAST and not fields:
        return _as_photo(page, leaf.number, eye, known)
    return _as_text(page, leaf, glyphs, fields, drawn(page, shown), frozenset(map(id, hidden)), eye, known)


def _as_photo(page: Any, number: int, eye: Eye | None, known: Known) -> Told:
    if eye is None:
        raise Refused("no_reader")
    picture = _drawn(page, DOTS)
    return Told((eye.page(picture, number, picture.width / page.get_width(), known),))


def _as_text(
    page: Any,
    leaf: Leaf,
    glyphs: Sequence[Glyph],
    fields: Sequence[pdf_fields.Field],
    lines: Drawn,
    hidden: frozenset[int],
    eye: Eye | None,
    known: Known,
) -> Told:
    lines = _turned(lines, leaf)
    upright = [Glyph(one.sign, leaf.upright(one.ink), leaf.upright(one.room), id(one) in hidden) for one in glyphs]
    told = [pdf_fields.Field(leaf.upright(one.box), one.text) for one in fields]
    boxes = [one for one in told if one.text in TICKABLE]
    kept = [one for one in upright if not any(_inside(one.ink, box.box) for box in boxes)]
    runs, squares, ticks = _without_boxes(runs_of(kept, lines))
    squares += [(box.box, TICKABLE[box.text] == "☑") for box in boxes]
    squares, ticks = tick_boxes(squares, lines, [run.box for run in runs], ticks)
    pieces, remarks = _pieces(leaf, runs, page, eye, known)
    written = [one for one in told if one.text not in TICKABLE and not _covered(one.box, runs)]
    pieces += [Piece(one.text, one.box, leaf.where(one.box)) for one in written]
    pieces, ticks = marked(pieces, lines, ticks)
    squares += [(tick, True) for tick in ticks]
    pieces += [Piece("☑" if ticked else "□", box, leaf.where(box)) for box, ticked in squares]
    if eye is not None:
        picture = _upright(_drawn(page, DOTS), leaf)
        scale = DOTS / 72
        there = [_times(piece.box, scale) for piece in pieces]
        for text, box, sure in eye.other(picture, there):
            place = _times(box, 1 / scale)
            pieces.append(Piece(text, place, leaf.where(place), sure))
    pieces.sort(key=lambda piece: (piece.box[1], piece.box[0]))
    pieces = celled(pieces, lines.across, lines.down)
    return Told((Page(leaf.number, tuple(pieces)),), tuple(remarks))


def _pieces(leaf: Leaf, runs: Sequence[Run], page: Any, eye: Eye | None, known: Known) -> tuple[list[Piece], list[str]]:
    """The runs as pieces: what nobody sees, or what is seen otherwise, is sure to nobody and gets a remark."""
    pieces, remarks = [], []
    seen: list[str | None] = ["" if _is_hidden(run) else None for run in runs]
    if eye is not None:
        there = [at for at, run in enumerate(runs) if seen[at] is None and bare(run.text) not in known.words]
        picture = _upright(_drawn(page, DOTS), leaf)
        told = eye.compare(picture, [(runs[place].text, _times(runs[place].box, DOTS / 72)) for place in there])
        for place, other in zip(there, told, strict=True):
            seen[place] = other
    for run, other in zip(runs, seen, strict=True):
        where = leaf.where(run.box)
        if other is not None:
            remarks.append("differs")
            pieces.append(Piece(run.text, run.box, where, 0.0, differs=other or HIDDEN))
        else:
            pieces.append(Piece(run.text, run.box, where))
    return pieces, remarks


def _without_boxes(runs: Sequence[Run]) -> tuple[list[Run], list[tuple[Box, bool]], list[Box]]:
    """The words, the boxes that are signs, each with whether it is ticked, and ticks that stand alone."""
    words: list[Run] = []
    boxes: list[tuple[Box, bool]] = []
    ticks: list[Box] = []
    for run in runs:
        ink = run.glyphs[0].ink
        if run.text not in TICKABLE and run.text not in TICKS:
            words.append(run)
        elif _is_hidden(run):
            continue
        elif run.text in TICKS:
            ticks.append(ink)
        else:
            boxes.append((ink, TICKABLE[run.text] == "☑"))
    return words, boxes, ticks


def _is_hidden(run: Run) -> bool:
    """Whether a third of its signs is not there to be seen."""
    return sum(one.hidden for one in run.glyphs) * 3 > len(run.glyphs)


def _is_seen(one: Glyph, picture: Picture, leaf: Leaf) -> bool:
    if one.hidden:
        return False
    scale = _LOOK / 72
    x0, y0, x1, y1 = (int(side * scale) for side in one.ink)
    box = (max(0, x0), max(0, y0), min(picture.width, x1 + 2), min(picture.height, y1 + 2))
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    darkest, lightest = picture.crop(box).getextrema()
    return bool(lightest - darkest >= _INK)


def _shown(page: Any) -> Matrix:
    """From the page's own space to points from the upper left of the page as it is shown."""
    fine = 100
    wide, high = (round(side * fine) for side in page.get_size())
    x, y = ctypes.c_double(), ctypes.c_double()
    corners = []
    for across, down in ((0, 0), (wide, 0), (0, high)):
        pdfium.FPDF_DeviceToPage(page, 0, 0, wide, high, 0, across, down, x, y)
        corners.append((x.value, y.value))
    return _inverse(corners, wide / fine, high / fine)


def _inverse(corners: Sequence[tuple[float, float]], wide: float, high: float) -> Matrix:
    """The way back from where three corners of the page (upper left, upper right, lower left) lie in its own space."""
    (ox, oy), (rx, ry), (lx, ly) = corners
    a, b, c, d = (rx - ox) / wide, (ry - oy) / wide, (lx - ox) / high, (ly - oy) / high
    part = a * d - b * c
    if abs(part) < 1e-9:
        raise Refused("pdf_broken")
    p, q, r, s = d / part, -b / part, -c / part, a / part
    return p, q, r, s, -(ox * p + oy * r), -(ox * q + oy * s)


def _drawn(page: Any, dots: int) -> Picture:
    scale = min(dots / 72, 2_600 / max(1.0, *page.get_size()))
    return page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True).to_pil().convert("RGB")


def _upright(picture: Picture, leaf: Leaf) -> Picture:
    return picture.rotate(90 * leaf.quarters, expand=True) if leaf.quarters else picture


def _turned(lines: Drawn, leaf: Leaf) -> Drawn:
    across, down = [[leaf.upright(box) for box in boxes] for boxes in (lines.across, lines.down)]
    if leaf.quarters % 2:
        across, down = down, across
    others = [[leaf.upright(box) for box in boxes] for boxes in (lines.squares, lines.rings, lines.ticks)]
    return Drawn(across, down, *others)


def _times(box: Box, scale: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale


def _inside(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _covered(box: Box, runs: Sequence[Run]) -> bool:
    return any(_inside(run.box, box) for run in runs)
