"""見本の一枚 - one paper as an employer hands it over: an Excel file, a PDF, a scan or a photo.

    told = values(Random(7), life="part_time")
    name, data = paper(told, Random(7), "photo", layout="era", font="IPAexMincho")

Whatever is not asked for is thrown by `dice`; with `held_out`, only layouts and fonts that nobody tunes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from . import fonts, layouts, photo
from .acroform import acroform
from .book import BOOKS, Book
from .dishonest import dishonest
from .grid import Grid
from .pdf import Look, pdf, png
from .values import Values, values
from .xlsx import xlsx

Medium = Literal["xlsx", "pdf", "scan", "photo"]
TITLE: Final = "就労証明書"
PPI: Final = 220  # of the page before it is photographed
USUAL: Final = [name for name, book in BOOKS.items() if book.formulas != "uncached"]  # all that can be read
TURNS: Final = (0, 0, 0, 90, 180, 270)


@dataclass(frozen=True)
class Seen:
    """How a page is looked at; what is empty is thrown."""

    strength: float | None = None  # 0 to 1
    spoilt: str = ""  # a key of photo.UNREADABLE
    turn: int | None = None  # 0, 90, 180, 270


def paper(
    told: Values,
    dice: Random,
    medium: Medium = "xlsx",
    *,
    layout: str = "",
    font: str = "",
    held_out: bool = False,
    book: str = "",
    hand: bool = False,
    fields: bool = False,
    seen: Seen | None = None,
) -> tuple[str, bytes]:
    """A file's name and bytes. `book` is a key of BOOKS, `hand` fills in a page as if by hand, `seen` is of photos;
    with `fields`, a PDF has the values in the fields of a form.

    Raises KeyError for a layout or book that is unknown, NoFont where none is installed.
    """
    name = layout or dice.choice(list(layouts.HELD_OUT if held_out else layouts.TUNED))
    grid = layouts.filled(told, name)
    if medium == "xlsx":
        return f"{TITLE}.xlsx", _book(grid, dice, BOOKS[book or dice.choice(USUAL)])
    look = look_of(dice, font, held_out, hand)
    if medium == "pdf":
        return f"{TITLE}.pdf", acroform(grid, look, dice) if fields else pdf(grid, look, dice)
    return looked_at(grid, look, dice, medium, seen or Seen())


def look_of(dice: Random, font: str = "", held_out: bool = False, hand: bool = False) -> Look:
    """How a page looks: a font, and lines more or less fine."""
    return Look(
        font=font or dice.choice(fonts.installed(held_out=held_out)),
        hand=dice.choice(fonts.installed(hand=True)) if hand else "",
        line=dice.choice((0.4, 0.5, 0.6)),
        ink=dice.choice((0, 0, 0, 30)),
        grey=dice.choice((255, 238, 238, 225)),
        size=dice.choice((7.5, 8.0, 8.0, 8.5)),
    )


def _book(grid: Grid, dice: Random, book: Book) -> bytes:
    return xlsx(grid, book, dice, layouts.filled(values(Random(dice.random())), grid.layout))


def looked_at(grid: Grid, look: Look, dice: Random, medium: Medium, seen: Seen) -> tuple[str, bytes]:
    """The page as a scanner or a telephone sees it."""
    strength = dice.random() if seen.strength is None else seen.strength
    if medium == "scan":
        scanned = photo.scan(photo.opened(png(grid, look, dice, 200)), dice, strength)
        if dice.random() < 0.5:
            return "scan.pdf", photo.scanned_pdf(scanned, dice)
        return "scan.jpg", photo.jpeg(scanned, dice, strength)
    page = photo.opened(png(grid, look, dice, PPI))
    taken = photo.UNREADABLE[seen.spoilt](page, dice) if seen.spoilt else photo.photo(page, dice, strength)
    turn = dice.choice(TURNS) if seen.turn is None else seen.turn
    return f"IMG_{dice.randint(1000, 9999)}.jpg", photo.jpeg(taken, dice, strength, turn, dice.random() < 0.5)


def two_faced(
    told: Values, dice: Random, way: str, lie: Mapping[str, object], layout: str = "", font: str = ""
) -> tuple[str, bytes, tuple[str, ...]]:
    """A PDF that shows `told` and whose text says `lie` where they differ; and the codes of which that is so."""
    name = layout or dice.choice(list(layouts.TUNED))
    shown, said = layouts.filled(told, name), layouts.filled({**told, **lie}, name)
    data, codes = dishonest(shown, said, look_of(dice, font), dice, way)
    return f"{TITLE}.pdf", data, codes
