"""入力できるPDF - a form whose squares are fields (AcroForm): the page's text lacks the values, the fields hold them.

Written as an update behind a page of typst, as programs that fill in forms do: the first bytes stay as they were.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from PIL import Image

from .grid import Cell, Grid
from .pdf import HEIGHT, PT, Frame, Look, frames, pdf, png

PPI: Final = 240
READ_ONLY: Final = 1  # flag of a field that was locked when it was sent


class _Update:
    """New objects behind a file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        trailer = re.search(rb"trailer\s*<</Size (\d+)/Root (\d+) 0 R(.*?)>>\s*startxref\s+(\d+)", data, re.DOTALL)
        assert trailer
        self.first = self.next = int(trailer[1])
        self.root, self.rest, self.before = int(trailer[2]), trailer[3], int(trailer[4])
        self.objects: dict[int, bytes] = {}

    def add(self, body: bytes) -> int:
        number, self.next = self.next, self.next + 1
        self.objects[number] = body
        return number

    def change(self, number: int, more: bytes) -> None:
        """Puts more into a dictionary that is there."""
        found = re.search(rb"\n%d 0 obj\n<<(.*?)>>\nendobj" % number, self.data, re.DOTALL)
        assert found
        self.objects[number] = b"<<" + found[1] + more + b">>"

    def page(self) -> int:
        found = re.search(rb"\n(\d+) 0 obj\n<</Type/Page/", self.data)
        assert found
        return int(found[1])

    def written(self) -> bytes:
        file = io.BytesIO()
        file.write(self.data + b"\n")
        places = {}
        for number, body in self.objects.items():
            places[number] = file.tell()
            file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        start = file.tell()
        file.write(b"xref\n")
        for number in sorted(places):
            file.write(b"%d 1\n%010d 00000 n\r\n" % (number, places[number]))
        told = (self.next, self.root, self.rest, self.before, start)
        file.write(b"trailer\n<</Size %d/Root %d 0 R%b/Prev %d>>\nstartxref\n%d\n%%%%EOF" % told)
        return file.getvalue()


def acroform(grid: Grid, look: Look, dice: Random, locked: bool = False) -> bytes:
    """The form with a field in each square that is filled in and in each box; `locked` fields cannot be changed."""
    fields = [
        (place, cell) for place, cell in enumerate(grid.cells) if cell.bit.kind in ("value", "tick") and cell.bit.codes
    ]
    chosen = {place for place, _ in fields}
    empty = [_emptied(cell) if place in chosen else cell for place, cell in enumerate(grid.cells)]
    update = _Update(pdf(replace(grid, cells=tuple(empty)), look, dice))
    shown = {on: _page(grid, look, dice, on) for on in (True, False)}
    where = frames(grid)
    annots = [
        _field(update, cell, where[place], number, shown, locked)
        for number, (place, cell) in enumerate(fields, start=1)
    ]
    listed = b"[" + b" ".join(b"%d 0 R" % number for number in annots) + b"]"
    form = update.add(b"<</Fields %b/DA(/Helv 0 Tf 0 g)/DR<<>>>>" % listed)
    update.change(update.page(), b"/Annots " + listed)
    update.change(update.root, b"/AcroForm %d 0 R" % form)
    return update.written()


def _emptied(cell: Cell) -> Cell:
    return replace(cell, bit=replace(cell.bit, text="", data=None, on=False))


def _page(grid: Grid, look: Look, dice: Random, on: bool) -> Image.Image:
    """The page with all boxes ticked, or none: what a box looks like in either state is cut from it."""
    mark = next((cell.bit.text for cell in grid.cells if cell.bit.kind == "tick" and cell.bit.on), "☑")
    cells = [
        replace(cell, bit=replace(cell.bit, text=mark if on else "□", on=on)) if cell.bit.kind == "tick" else cell
        for cell in grid.cells
    ]
    return Image.open(io.BytesIO(png(replace(grid, cells=tuple(cells)), look, dice, PPI))).convert("L")


def _field(update: _Update, cell: Cell, frame: Frame, number: int, shown: dict[bool, Image.Image], locked: bool) -> int:
    inner = Frame(frame.x + 0.2, frame.y + 0.3, frame.w - 0.4, frame.h - 0.6)
    box = [inner.x / PT, (HEIGHT - inner.y - inner.h) / PT, (inner.x + inner.w) / PT, (HEIGHT - inner.y) / PT]
    common = b"/Type/Annot/Subtype/Widget/F 4/Ff %d/Rect[%b]/P %d 0 R" % (
        READ_ONLY if locked else 0,
        b" ".join(b"%.2f" % side for side in box),
        update.page(),
    )
    if cell.bit.kind == "tick":
        states = {on: _appearance(update, inner, shown[on]) for on in (True, False)}
        state = b"/Yes" if cell.bit.on else b"/Off"
        look = b"/AP<</N<</Yes %d 0 R/Off %d 0 R>>>>/AS%b/V%b" % (states[True], states[False], state, state)
        return update.add(b"<<%b/FT/Btn/T(Check Box%d)%b>>" % (common, number, look))
    seen = b"/AP<</N %d 0 R>>" % _appearance(update, inner, shown[True]) if cell.bit.text else b""
    told = ("\ufeff" + cell.bit.text).encode("utf-16-be").hex().upper().encode()
    return update.add(b"<<%b/FT/Tx/T(Text%d)/DA(/Helv 0 Tf 0 g)/V<%b>%b>>" % (common, number, told, seen))


def _appearance(update: _Update, frame: Frame, page: Image.Image) -> int:
    """What the field looks like: a picture, since a font that has all letters is not in the file."""
    dots = PPI / 25.4
    corners: Sequence[int] = [round(side * dots) for side in (frame.x, frame.y, frame.x + frame.w, frame.y + frame.h)]
    cut = page.crop((corners[0], corners[1], corners[2], corners[3]))
    packed = zlib.compress(cut.tobytes())
    image = update.add(
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (*cut.size, len(packed), packed)
    )
    size = frame.w / PT, frame.h / PT
    drawing = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % size
    return update.add(
        b"<</Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Resources<</XObject<</I %d 0 R>>>>/Length %d>>\n"
        b"stream\n%b\nendstream" % (*size, image, len(drawing), drawing)
    )
