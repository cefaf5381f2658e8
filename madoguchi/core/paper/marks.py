"""選択 - which of the printed choices are ticked, ringed or left alone, and which word stands alone in a drop-down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from madoguchi.core.eras import ERAS

from .sheet import EMPTY, RINGS, TICKED, Piece, plain
from .strand import Strand, strand

_BETWEEN: Final = re.compile("[・、,.･/]")  # the words of a choice
_TICK: Final = frozenset(TICKED)
_EMPTY: Final = frozenset(EMPTY)
_RING: Final = frozenset(RINGS)
_SHORT: Final = frozenset("昭平令")
_YEAR: Final = re.compile(r"\d{1,2}(?!\d)")
_LONGEST: Final = 31  # years of any era but 昭和
_PERHAPS: Final = 0.5  # as sure as an era is that nobody read
_ERAS: Final = frozenset({era.name for era in ERAS} | {era.name[0] for era in ERAS} | {era.letter for era in ERAS})


@dataclass(frozen=True, slots=True)
class Option:
    """A printed choice: which, where in the strand, and whether it is chosen (None: nothing tells)."""

    value: str
    start: int
    end: int
    chosen: bool | None


def options(strand: Strand, values: Sequence[str]) -> list[Option]:
    """Every printed choice in the strand, from the left."""
    places = _places(strand, values)
    after = _boxes_follow(strand.text, places)
    rings = _rings_choose(strand.text, places)
    return [Option(value, start, end, _chosen(strand, start, end, after, rings)) for value, start, end in places]


def chosen(found: Sequence[Option]) -> list[Option]:
    """The chosen ones. Where nothing is there to be ticked, a word that stands alone is what was picked from a list."""
    if any(option.chosen is not None for option in found):
        return [option for option in found if option.chosen]
    return list(found) if len({option.value for option in found}) == 1 else []


def in_one_era(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the eras that are printed to choose from and were not chosen: 昭 平 (令) 4年 is 令 4年."""
    told: list[Piece] = []
    row: list[Piece] = []
    for piece in (*pieces, None):
        if piece and (
            plain(piece.text).strip(TICKED + EMPTY) in _ERAS or (row and plain(piece.text) in (*TICKED, *EMPTY))
        ):
            row.append(piece)
            continue
        told += _era(row, piece)
        row = []
        told += [piece] if piece else []
    return told


def _era(row: list[Piece], behind: Piece | None) -> list[Piece]:
    """The chosen one of eras in a row; none where nothing tells. Only 昭和 has had years beyond 31."""
    words = [piece for piece in row if plain(piece.text).strip(TICKED + EMPTY) in _ERAS]
    year = _YEAR.match(plain(behind.text)) if behind and words else None
    if year and int(year[0]) > _LONGEST and all(word.sure < 1 for word in words):
        read = [word for word in words if plain(word.text).strip(TICKED + EMPTY) in ("昭", "昭和")]
        return read[:1] or [replace(words[0], text="昭", sure=_PERHAPS)]
    if len(words) < 2:
        return row
    whole = strand(row)
    ours = chosen(options(whole, [plain(word.text).strip(TICKED + EMPTY) for word in words]))
    told = [word for word in words if any(word in whole.pieces_of(one.start, one.end) for one in ours)][:1]
    return told or _ringed(words)


def _ringed(words: list[Piece]) -> list[Piece]:
    """In a picture, the one of three eras that could not be read, the others having no mark: a ring hid it, perhaps."""
    unread = _SHORT - {plain(word.text) for word in words}
    if len(unread) != 1 or any(word.sure >= 1 or word.marked for word in words):
        return []
    return [replace(words[0], text=min(unread), sure=_PERHAPS)]


def _places(strand: Strand, values: Sequence[str]) -> list[tuple[str, int, int]]:
    """Each value once, longer ones first, none inside of another, where it begins a word if it can."""
    taken: list[tuple[str, int, int]] = []
    for value in sorted(values, key=len, reverse=True):
        spans = _spans(plain(value), strand.text)
        free = [span for span in spans if not any(start < span[1] and span[0] < end for _, start, end in taken)]
        if free:
            taken.append((value, *max(free, key=lambda span: _stands(strand, span[0]))))
    return sorted(taken, key=lambda place: place[1])


def _stands(strand: Strand, at: int) -> tuple[bool, bool]:
    """How surely a choice begins here: behind a box or tick, or where a word begins."""
    return _is_box(strand.text[at - 1 : at] if at else ""), strand.begins(at)


def _spans(spelled: str, text: str) -> list[tuple[int, int]]:
    """Where a choice stands in a text, in any of its spellings: the dots and commas between its words vary. Looked for
    sign by sign: the box that reads a workbook would have to compile a pattern for each choice, anew for each file."""
    first, *more = _BETWEEN.split(spelled)
    found: list[tuple[int, int]] = []
    at = text.find(first)
    while at >= 0:
        end = at + len(first)
        for part in more:
            end += bool(_BETWEEN.match(text, end))
            if not text.startswith(part, end):
                break
            end += len(part)
        else:
            found.append((at, end))
        at = text.find(first, at + 1)
    return found


def _boxes_follow(text: str, places: Sequence[tuple[str, int, int]]) -> bool:
    """Whether the boxes stand behind the words: 月☑火□."""
    if not places or places[0][1] >= len(text):
        return False
    first = places[0]
    before = text[first[1] - 1] if first[1] else ""
    behind = text[first[2]] if first[2] < len(text) else ""
    return not _is_box(before) and _is_box(behind) and _is_box(text[places[-1][2] : places[-1][2] + 1])


def _is_box(sign: str) -> bool:
    return sign != "" and (sign in _TICK or sign in _EMPTY or sign in _RING)


def _rings_choose(text: str, places: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a ring before a word chooses it: beside empty boxes it does, beside full rings it does not."""
    before = [text[start - 1] for _, start, _ in places if start]
    if "●" in before or "◉" in before:
        return False
    rings = sum(sign in _RING for sign in before)
    return bool(rings) and (any(sign in _EMPTY for sign in before) or rings < len(places))


def _chosen(strand: Strand, start: int, end: int, after: bool, rings: bool) -> bool | None:
    if any(piece.marked for piece in strand.pieces_of(start, end)):
        return True
    text = strand.text
    sign = text[end : end + 1] if after else text[start - 1 : start] if start else ""
    if sign in _TICK and sign:
        return True
    if sign and sign in _RING:
        return rings
    if sign and sign in _EMPTY:
        return False
    return False if rings or any(piece.marked for piece in strand.pieces) else None
