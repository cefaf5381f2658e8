"""二枚舌の用紙 - PDFs whose text says one thing and whose page shows another, and how each of them does it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final

from PIL import Image

from .grid import Cell, Grid
from .pdf import Frame, Look, frames, pdf, png

PPI: Final = 300
EDGE: Final = 0.35  # mm of a cell that is left as it is, so that its lines stay


def dishonest(shown: Grid, said: Grid, look: Look, dice: Random, way: str) -> tuple[bytes, tuple[str, ...]]:
    """A PDF that shows one form and whose text is another's, and the codes of which that is so.

    Both are of one layout, by different values; `way` is a key of WAYS. Raises ValueError when they are the same.
    """
    places = [place for place, (one, two) in enumerate(zip(shown.cells, said.cells, strict=True)) if _differ(one, two)]
    if not places:
        raise ValueError("nothing differs")
    codes = tuple(sorted({code for place in places for code in said.cells[place].bit.codes}))
    return WAYS[way](shown, said, places, look, dice), codes


def _differ(one: Cell, two: Cell) -> bool:
    assert (one.row, one.column, one.columns) == (two.row, two.column, two.columns)
    return (one.bit.text, one.bit.on) != (two.bit.text, two.bit.on)


def _pictures(shown: Grid, places: Sequence[int], look: Look, dice: Random) -> list[dict[str, Any]]:
    """What is shown in these cells, as pictures in their places."""
    page = Image.open(io.BytesIO(png(shown, look, dice, PPI))).convert("L")
    where = frames(shown)
    return [_picture(page, _inner(shown.cells[place], where[place])) for place in places]


def _picture(page: Image.Image, inner: Frame) -> dict[str, Any]:
    dots = PPI / 25.4
    left, top = round(inner.x * dots), round(inner.y * dots)
    wide, high = round(inner.w * dots), round(inner.h * dots)
    file = io.BytesIO()
    page.crop((left, top, left + wide, top + high)).save(file, "PNG")
    place = {"x": left / dots, "y": top / dots, "w": wide / dots, "h": high / dots}
    return {"kind": "picture", **place, "data": list(file.getvalue())}


def _inner(cell: Cell, frame: Frame) -> Frame:
    """The cell without its lines."""
    left, top, right, bottom = (EDGE if side in cell.edges else 0.0 for side in "ltrb")
    return Frame(frame.x + left, frame.y + top, frame.w - left - right, frame.h - top - bottom)


def _invisible(shown: Grid, said: Grid, places: Sequence[int], look: Look, dice: Random) -> bytes:
    """The text is there, but has no colour; what is shown is a picture."""
    return pdf(said, look, dice, over=_pictures(shown, places, look, dice), unseen=places)


def _patched(shown: Grid, said: Grid, places: Sequence[int], look: Look, dice: Random) -> bytes:
    """The text was covered with white, and a picture laid upon that."""
    where = frames(said)
    inner = [_inner(said.cells[place], where[place]) for place in places]
    patches = [{"kind": "patch", "x": one.x, "y": one.y, "w": one.w, "h": one.h} for one in inner]
    return pdf(said, look, dice, over=[*patches, *_pictures(shown, places, look, dice)])


def _pasted(shown: Grid, said: Grid, places: Sequence[int], look: Look, dice: Random) -> bytes:
    """A scan of the page, over the text of another."""
    page = Image.open(io.BytesIO(png(shown, look, dice, 200))).convert("L")
    file = io.BytesIO()
    page.save(file, "JPEG", quality=80)
    whole = {"kind": "picture", "x": 0, "y": 0, "w": 210, "h": 297, "data": list(file.getvalue())}
    return pdf(said, look, dice, over=[whole])


WAYS: Final[Mapping[str, Callable[[Grid, Grid, Sequence[int], Look, Random], bytes]]] = {
    "invisible": _invisible,
    "patched": _patched,
    "pasted": _pasted,
}
