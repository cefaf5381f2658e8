"""見出し - which pieces of a page stand behind which printed label, wherever on the page it has been moved to."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from .joined import joined
from .kind import Area, PaperKind, bare
from .sheet import Page, Piece, cut, in_order, plain

_NUMBER: Final = re.compile(r"(no)?[0-9]{1,2}", re.IGNORECASE)
_TAIL: Final = 10  # signs that may follow a label in its own cell (「…の有無・期間」)
_ALIKE: Final = 0.78  # of a label recognised in a picture
LONGEST: Final = 60  # signs of a piece that may be a label
_SEVERAL: Final = 2  # pieces
_SHORT: Final = 4  # signs: shorter labels must be read exactly


# How surely a piece is a label (0: it is that and nothing else), which, its piece, and what stands in the same piece.
Match = tuple[int, Area, Piece, Piece | None]


@dataclass(frozen=True, slots=True)
class Band:
    """Where what belongs to a label may lie: `behind` when the label stands behind it; it begins before `until`."""

    left: float
    top: float
    right: float
    bottom: float
    middle: float
    behind: bool
    until: float = float("inf")


@dataclass(frozen=True)
class Label:
    """A label found on the page; what was printed behind it in the same piece is a piece of its own."""

    area: Area
    piece: Piece


@dataclass(frozen=True)
class Found:
    """The pieces behind the label of one area, as people read them."""

    label: Label
    pieces: tuple[Piece, ...]


def found(kind: PaperKind, page: Page) -> tuple[Found, ...]:
    """The areas of `kind` that stand on a page, each once."""
    page = replace(page, pieces=tuple(joined(page.pieces, kind.words)))
    labels, rest = _labels(kind, page)
    bands = _bands(labels, page.pieces)
    behind: dict[int, list[Piece]] = {at: [] for at in range(len(labels))}
    for piece in rest:
        at = _owner(bands, piece)
        if at is not None:
            behind[at].append(piece)
    return tuple(Found(label, _ours(label, in_order(behind[at]))) for at, label in enumerate(labels))


def _ours(label: Label, pieces: list[Piece]) -> tuple[Piece, ...]:
    """To the left of a label only the nearest piece is its own: before it stands what belongs to others.

    A line to write upon is no piece.
    """
    return tuple([one for one in pieces if bare(one.text).strip("ー一")][-1:] if label.area.left else pieces)


def _labels(kind: PaperKind, page: Page) -> tuple[list[Label], list[Piece]]:
    """One label for each area, and all other pieces."""
    rest: list[Piece] = []
    candidates: list[tuple[int, Label, Piece, Piece | None]] = []
    for piece in in_order(page.pieces):
        match = _match(kind, piece)
        if match is None:
            rest.append(piece)
        else:
            rank, area, head, tail = match
            candidates.append((rank, Label(area, head), piece, tail))
    rooms = [piece.room[:2] for piece in page.pieces]
    whole = [_band(label, rooms) for _, label, _, _ in candidates if label.area.whole]
    chosen: dict[int, tuple[Label, Piece | None]] = {}
    for _, label, piece, tail in sorted(candidates, key=lambda one: one[0]):
        once = id(label.area) if label.area.items else id(piece)  # what nobody reads may stand there often
        if once in chosen or (not label.area.whole and any(_beside(one, piece) for one in whole)):
            rest.append(piece)
        else:
            chosen[once] = label, tail
    rest += [tail for _, tail in chosen.values() if tail]
    return [label for label, _ in chosen.values()], rest


def _match(kind: PaperKind, piece: Piece) -> Match | None:
    """The area whose label a piece is or begins with (rank 0: the label and nothing else), and what follows it."""
    text = bare(piece.text.partition("※")[0])
    if not text or len(text) > 60:
        return None
    if area := kind.by_label.get(text):
        return 0, area, piece, None
    if end := _ending(kind, piece):
        return end
    trimmed = _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
    if trimmed and (area := kind.by_label.get(trimmed)):
        return 0, area, piece, None
    return _beginning(kind, piece, trimmed) or _alike(kind, piece, trimmed)


def _beginning(kind: PaperKind, piece: Piece, text: str) -> Match | None:
    """A label with something behind it in its own cell: its value, or more words of the label."""
    if not text.startswith(kind.beginnings):
        return None
    label = next(one for one in kind.beginnings if text.startswith(one))
    head, tail = _split(piece, label)
    signs = plain(tail.text)
    if signs[:1] in (":", "は") or (signs and tail.text[:1].isspace()):
        return 1, kind.by_label[label], head, tail
    if len(label) < _SHORT or any(sign.isdigit() for sign in signs) or len(signs) > _TAIL:
        return None
    return 2, kind.by_label[label], piece, None


def _ending(kind: PaperKind, piece: Piece) -> Match | None:
    """A value with the label behind it in the same piece: 〇〇市長 殿."""
    text = piece.text.rstrip()
    if not text.endswith(kind.endings):
        return None
    label = next(one for one in kind.endings if text.endswith(one))
    value, head = cut(piece, len(text) - len(label))
    return 1, kind.by_label[label], head, value


def _split(piece: Piece, label: str) -> tuple[Piece, Piece]:
    """A piece after the signs that make up its label."""
    at = next((at for at in range(1, len(piece.text) + 1) if bare(piece.text[:at]).endswith(label)), len(piece.text))
    return cut(piece, at)


def _alike(kind: PaperKind, piece: Piece, text: str) -> Match | None:
    """A label that another city words a little otherwise, or of which a sign or two were read wrongly."""
    if len(text) < _SHORT or text in kind.printed:
        return None
    signs, long = frozenset(text), len(text)
    near = [label for label, of in kind.signs.items() if _close(long, signs, len(label), of)]
    near = [label for label in near if _digits(label) == _digits(text)]
    label = max(near, key=lambda one: difflib.SequenceMatcher(None, one, text).ratio(), default="")
    if not label or difflib.SequenceMatcher(None, label, text).ratio() < _ALIKE:
        return None
    return 3, kind.by_label[label], piece, None


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _close(long: int, signs: AbstractSet[str], other: int, others: AbstractSet[str]) -> bool:
    """Whether two words, so long and of these signs, are worth a closer look: nearly as long, mostly of the same."""
    longest = long if long > other else other
    return long * 0.6 <= other <= long / 0.6 and len(signs & others) >= longest * 0.6


def _beside(whole: Band, piece: Piece) -> bool:
    """Whether a piece stands in the band to the right of a label whose area is a table of its own."""
    return piece.middle[0] > whole.right and whole.top <= piece.middle[1] <= whole.bottom


def _owner(bands: Sequence[Band], piece: Piece) -> int | None:
    """The nearest label to the left (of some, to the right or above) in whose band a piece lies."""
    y, x0, x1 = piece.middle[1], piece.box[0], piece.box[2]
    best = (float("inf"), 0.0)
    owner: int | None = None
    for at, band in enumerate(bands):
        if not (band.top <= y <= band.bottom and x0 < band.until):
            continue
        gap = band.left - x1 if band.behind else x0 - band.right
        if gap >= (band.left - band.right) / 4 and (gap, abs(band.middle - y)) < best:
            best, owner = (gap, abs(band.middle - y)), at
    return owner


def _bands(labels: Sequence[Label], pieces: Sequence[Piece]) -> list[Band]:
    """Where what belongs to each label lies."""
    left, right = min((piece.box[0] for piece in pieces), default=0), max((piece.box[2] for piece in pieces), default=0)
    heads = frozenset(id(label.piece) for label in labels)
    placed = [(piece.middle[1], piece) for piece in pieces]
    rooms = [(room[0], room[1]) for room in (piece.room for piece in pieces)]
    return [
        _under(label, labels)
        if _above(label, labels, placed, heads, (right - left) / 2)
        else _heading(label, heads, placed) or _no_wider(_band(label, rooms), label.piece, pieces)
        for label in labels
    ]


def _no_wider(band: Band, piece: Piece, pieces: Sequence[Piece]) -> Band:
    """In a picture the rule behind a label may have been overlooked: its cell ends where something else begins."""
    if piece.sure >= 1 or band.behind:
        return band
    inside = (
        one.box[0]
        for one in pieces
        if band.top < one.middle[1] < band.bottom and piece.box[2] < one.box[0] < band.right
    )
    return replace(band, right=min(inside, default=band.right))


def _heading(label: Label, heads: AbstractSet[int], placed: Sequence[tuple[float, Piece]]) -> Band | None:
    """Typed squares that are not joined: a numbered label that has its row to itself, over a row of several pieces, or
    a row of nothing but labels with something else under each, stands over what belongs to it. `heads` are the labels
    by identity, `placed` all pieces with their middles."""
    piece = label.piece
    if piece.sure < 1 or label.area.left:
        return None
    row = [one for middle, one in placed if piece.box[1] <= middle <= piece.box[3]]
    if any(id(one) not in heads for one in row) or piece not in row:
        return None
    row.sort(key=lambda one: one.box[0])
    ends = [*(one.box[0] for one in row[1:]), float("inf")]
    if len(row) == 1 and not _NUMBER.match(bare(piece.text)):  # it may be blank, with another item below
        return None
    least = 1 if len(row) > 1 else _SEVERAL  # a single line under a label alone may be a note to all of it
    if not all(_under_it(one, end, heads, placed) >= least for one, end in zip(row, ends, strict=True)):
        return None
    left, bottom = piece.box[0], piece.box[3]
    tops = (one.box[1] for _, one in placed if id(one) in heads and one.box[1] >= bottom)
    return Band(left, bottom, left, min(tops, default=float("inf")), bottom, False, ends[row.index(piece)])


def _under_it(head: Piece, end: float, heads: AbstractSet[int], placed: Sequence[tuple[float, Piece]]) -> int:
    """How many pieces next stand beside each other under a head, up to the next; 0 with a label among them."""
    under = [one for _, one in placed if one.box[1] >= head.box[3] and head.box[0] <= one.box[0] < end]
    top = min((one.box[1] for one in under), default=0)
    first = [one for one in under if one.box[1] == top]
    return 0 if any(id(one) in heads for one in first) else len(first)


def _above(
    label: Label,
    labels: Sequence[Label],
    placed: Sequence[tuple[float, Piece]],
    names: AbstractSet[int],
    half: float,
) -> bool:
    """Whether a label stands over what belongs to it: its cell reaches across most of the page, or it is one
    of several labels side by side (`names`, by identity), and something that is none stands right below."""
    piece = label.piece
    if piece.cell is None or label.area.left:
        return False
    x0, y0, x1, y1 = piece.cell
    if x1 - x0 > half:
        return True
    others = [other.piece for other in labels]
    heads = [one.cell for one in others if one.cell and one.cell[1] <= piece.middle[1] <= one.cell[3]]
    slack = (y1 - y0) / 4
    if not any(abs(x1 - cell[0]) < slack or abs(cell[2] - x0) < slack for cell in heads):
        return False
    if any(y0 <= y <= y1 and one.box[0] >= x1 and id(one) not in names for y, one in placed):
        return False
    below = [one for _, one in placed if x0 <= one.box[0] and one.box[2] <= x1]
    below = [one for one in below if 0 <= one.room[1] - y1 + slack < y1 - y0]
    return bool(below) and not any(id(one) in names for one in below)


def _under(label: Label, labels: Sequence[Label]) -> Band:
    """From a label down to the next one, no wider than its cell."""
    left, top, right, bottom = label.piece.room
    others = (other.piece.room for other in labels)
    slack = (bottom - top) / 4
    below = min((y for x, y, x1, _ in others if y >= bottom - slack and x < right and x1 > left), default=float("inf"))
    return Band(left, bottom, left, below, bottom, label.area.left, right)


def _band(label: Label, rooms: Iterable[tuple[float, float]]) -> Band:
    """Its cell; where cells are not joined, down to what next begins as far to the left; without lines a little more
    than its own height. `rooms` are the left and upper sides of all cells."""
    left, top, right, bottom = label.piece.room
    middle = label.piece.middle[1]
    if label.piece.cell is None:
        slack = (bottom - top) * 0.6
        return Band(left, top - slack, right, bottom + slack, middle, label.area.left)
    slack = (bottom - top) / 4
    farthest, least = left + slack, bottom - slack
    below = min((y for x, y in rooms if x <= farthest and y >= least), default=float("inf"))
    return Band(left, top, right, max(bottom, below), middle, label.area.left)


def titled(kinds: Iterable[PaperKind], page: Page) -> PaperKind | None:
    """The kind whose title stands on a page: the longest title wins, then the most labels."""
    texts = [bare(piece.text) for piece in page.pieces]
    known, whole = frozenset(texts), "\n".join(texts)
    named = [(kind, rank) for kind in kinds if (rank := _rank(kind, known, whole))[1]]
    if named:
        return max(named, key=lambda one: (*one[1], _labelled(one[0].by_label, texts)))[0]
    told = [(_labelled(kind.by_label, texts), kind) for kind in kinds]
    return max((one for one in told if one[0] > _TAIL), default=(0, None), key=lambda one: one[0])[1]


def _rank(kind: PaperKind, texts: AbstractSet[str], whole: str) -> tuple[int, int]:
    """How long the longest title is that is a text of the page, and that is part of one."""
    titles = [title for title in map(bare, kind.titles) if title in whole]
    return max((len(title) for title in titles if title in texts), default=0), max(map(len, titles), default=0)


def _labelled(labels: Mapping[str, Area], texts: Iterable[str]) -> int:
    return sum(text in labels for text in texts)
