"""PDFの文字 - the text of a page of a PDF as words that stand together, sign by sign where it is drawn."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

from .pdf_drawn import Box, Drawn, Matrix, box_of, moved

TICKABLE: Final = {"□": "□", "☐": "□", "▢": "□", "☑": "☑", "☒": "☑", "■": "☑", "▣": "☑"}
TICKS: Final = frozenset("✓✔✗✘☓レ")
_MOST: Final = 30_000  # signs of one page
_GAP: Final = 0.75  # of a sign's height: a wider gap parts words
_SPACE: Final = 0.22  # of a sign's height: a gap that is a space
_INVISIBLE: Final = 3  # the render mode that draws nothing


@dataclass(frozen=True, slots=True)
class Glyph:
    """A sign: the box of its ink and, `room`, what it takes of its line; in points of the page as it is shown."""

    sign: str
    ink: Box
    room: Box
    hidden: bool  # drawn in no colour at all


@dataclass(frozen=True, slots=True)
class Run:
    """Signs that stand together."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What they say, with a space where a narrow gap is."""
        said = self.glyphs[0].sign
        for one, other in pairwise(self.glyphs):
            gap = other.room[0] - one.room[2]
            said += (" " if gap > (other.room[3] - other.room[1]) * _SPACE else "") + other.sign
        return unicodedata.normalize("NFC", said)

    @property
    def box(self) -> Box:
        """Round all of them."""
        rooms = [one.room for one in self.glyphs]
        return (
            min(room[0] for room in rooms),
            min(room[1] for room in rooms),
            max(room[2] for room in rooms),
            max(room[3] for room in rooms),
        )


def glyphs_of(text: Any, shown: Matrix) -> tuple[list[Glyph], int]:
    """The signs of a page that are no spaces, and how many quarters clockwise their rows are turned."""
    found: list[Glyph] = []
    quarters: Counter[int] = Counter()
    for number in range(min(pdfium.FPDFText_CountChars(text), _MOST)):
        sign = chr(pdfium.FPDFText_GetUnicode(text, number))
        if sign.isspace() or not sign.isprintable() or pdfium.FPDFText_IsGenerated(text, number) == 1:
            continue
        ink, room = _boxes(text, number, shown)
        thing = pdfium.FPDFText_GetTextObject(text, number)
        hidden = bool(thing) and pdfium.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE
        found.append(Glyph(sign, ink, room, hidden))
        quarters[_quarter(text, number, shown)] += 1
    return found, quarters.most_common(1)[0][0] if quarters else 0


def _boxes(text: Any, number: int, shown: Matrix) -> tuple[Box, Box]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, number, left, right, bottom, top)
    room = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, number, room)
    ink = _shown(shown, left.value, bottom.value, right.value, top.value)
    return ink, _shown(shown, room.left, room.bottom, room.right, room.top)


def _shown(shown: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    return box_of([moved(shown, left, bottom), moved(shown, right, top)])


def _quarter(text: Any, number: int, shown: Matrix) -> int:
    """By how many quarters clockwise a sign is turned on the page as it is shown."""
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, number, own):
        return 0
    across, down = shown[0] * own.a + shown[2] * own.b, shown[1] * own.a + shown[3] * own.b
    return round(math.atan2(down, across) / (math.pi / 2)) % 4


def runs_of(glyphs: Sequence[Glyph], drawn: Drawn) -> list[Run]:
    """The signs in rows, parted at wide gaps, at rules, at tick boxes, and where a ring begins or ends."""
    runs: list[Run] = []
    for row in _rows(_once(glyphs)):
        part: list[Glyph] = []
        for one in row:
            boxed = part and (one.sign in TICKABLE or part[-1].sign in TICKABLE)
            ticked = len(part) == 1 and part[0].sign in TICKS and _set_apart(part[0], one)
            if part and (boxed or ticked or _apart(part[-1], one, drawn)):
                runs.append(Run(tuple(part)))
                part = []
            part.append(one)
        runs.append(Run(tuple(part)))
    return runs


def _once(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Without signs that are drawn twice at one place to look bold."""
    seen: dict[tuple[str, int, int], Box] = {}
    for one in glyphs:
        x, y = one.room[0], one.room[1]
        near = [(one.sign, round(x) + i, round(y) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if not any(at in seen and abs(seen[at][0] - x) + abs(seen[at][1] - y) < 1 for at in near):
            seen[near[4]] = one.room
            yield one


def _rows(glyphs: Iterator[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for one in sorted(glyphs, key=lambda one: (one.room[1] + one.room[3]) / 2):
        middle, high = (one.room[1] + one.room[3]) / 2, one.room[3] - one.room[1]
        if rows and middle - middles[-1] < high * 0.4:
            rows[-1].append(one)
        else:
            rows.append([one])
            middles.append(middle)
    return [sorted(row, key=lambda one: one.room[0]) for row in rows]


def _apart(one: Glyph, other: Glyph, drawn: Drawn) -> bool:
    if any(_inside(one, ring) != _inside(other, ring) for ring in drawn.rings):
        return True
    high = max(one.room[3] - one.room[1], other.room[3] - other.room[1])
    if other.room[0] - one.room[2] > high * _GAP or abs(_middle(one) - _middle(other)) > high * 0.4:
        return True
    start, end, at = one.room[2] - high * 0.25, other.room[0] + high * 0.25, _middle(one)
    return any(
        start <= (x0 + x1) / 2 <= end and y0 <= at <= y1 and _between(one, other, (x0 + x1) / 2)
        for x0, y0, x1, y1 in drawn.down
    )


def _between(one: Glyph, other: Glyph, x: float) -> bool:
    """Whether a rule stands between two signs, not through one of them."""
    return (one.ink[0] + one.ink[2]) / 2 < x < (other.ink[0] + other.ink[2]) / 2


def _set_apart(tick: Glyph, one: Glyph) -> bool:
    """Whether a tick, which may be the letter レ, is no part of the word behind it: of another size, or not so near."""
    high, other = tick.room[3] - tick.room[1], one.room[3] - one.room[1]
    return abs(high - other) > 0.05 * other or one.room[0] - tick.room[2] > 0.12 * other


def _inside(one: Glyph, ring: Box) -> bool:
    x, y = (one.ink[0] + one.ink[2]) / 2, (one.ink[1] + one.ink[3]) / 2
    return ring[0] <= x <= ring[2] and ring[1] <= y <= ring[3]


def _middle(one: Glyph) -> float:
    return (one.room[1] + one.room[3]) / 2
