"""表の読み方 - tables inside of a paper: the record of the last months, and the children of the guardian's box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from . import grammar
from .grammar import Told
from .kind import STATUS, Item, bare
from .marks import chosen, in_one_era, options
from .sheet import EMPTY, TICKED, Piece, plain
from .strand import lines, strand

Row = tuple[str, Told, list[Piece]]

_DAYS: Final = re.compile(r"(\d+(?:\.\d+)?)日")
_HOURS: Final = re.compile(r"(\d+(?:\.\d+)?)時間")
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)")


def record(item: Item, pieces: Sequence[Piece]) -> Iterator[Row]:
    """Months with their days and hours, whether they stand one below the other or side by side."""
    months = _months(pieces)
    beside = len(months) > 1 and _level(months[0][0], months[-1][0])
    if beside and (told := _in_turn(months, pieces)):
        yield from ((f"{item.code}_{row}_{part}", value, found) for row, part, value, found in told if row <= item.rows)
        return
    lost = beside and len(_DAYS.findall(strand(pieces).text)) > len(months)
    for row, month in enumerate(months[: item.rows], 1):
        ours = _below(month, months, pieces) if beside else _behind(month, months, pieces)
        rest = strand([piece for piece in ours if piece not in month])
        days, hours = _DAYS.search(rest.text), _HOURS.search(rest.text)
        if not days and not hours:  # the units stand over the columns
            days, hours, *_ = [*_NUMBER.finditer(rest.text), None, None]
        note = grammar.INCOMPLETE if lost else ""  # a month that could not be read shifts all others
        first = grammar.months(strand(month).text)[0]
        yield f"{item.code}_{row}_month", replace(first, note=first.note or note), month
        for part, match in (("days", days), ("hours", hours)):
            if match:
                value = Told(grammar.amount(match[1]), note=note)
                yield f"{item.code}_{row}_{part}", value, rest.pieces_of(*match.span(1))


def _in_turn(months: Sequence[list[Piece]], pieces: Sequence[Piece]) -> list[tuple[int, str, Told, list[Piece]]] | None:
    """Months side by side, with as many days and hours in one row below, each with its unit: they belong in turn."""
    heads = [piece for month in months for piece in month]
    rest = strand([piece for piece in pieces if piece not in heads])
    days, hours = [*_DAYS.finditer(rest.text)], [*_HOURS.finditer(rest.text)]
    if not len(days) == len(hours) == len(months):
        return None
    told: list[tuple[int, str, Told, list[Piece]]] = []
    for row, (month, day, hour) in enumerate(zip(months, days, hours, strict=True), 1):
        told.append((row, "month", grammar.months(strand(month).text)[0], month))
        for part, match in (("days", day), ("hours", hour)):
            told.append((row, part, Told(grammar.amount(match[1])), rest.pieces_of(*match.span(1))))
    return told


def _level(one: Piece, other: Piece) -> bool:
    """Whether two pieces stand on one line."""
    return abs(one.middle[1] - other.middle[1]) < (one.box[3] - one.box[1]) / 2


def _months(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each month that is written."""
    whole = strand(pieces)
    return [whole.pieces_of(told.start, told.end) for told in grammar.months(whole.text)]


def _behind(month: list[Piece], months: Sequence[list[Piece]], pieces: Sequence[Piece]) -> list[Piece]:
    """What stands behind a month, up to the next one."""
    following = months[months.index(month) + 1 :]
    end = pieces.index(following[0][0]) if following else len(pieces)
    return list(pieces[pieces.index(month[0]) : end])


def _below(month: list[Piece], months: Sequence[list[Piece]], pieces: Sequence[Piece]) -> list[Piece]:
    """What stands below a month or behind it, up to the left edge of the next one."""
    at = months.index(month)
    edges = [behind[0].box[0] - (behind[0].box[3] - behind[0].box[1]) / 4 for behind in months[1:]]
    left, right = [float("-inf"), *edges][at], [*edges, float("inf")][at]
    return [piece for piece in pieces if left <= piece.middle[0] < right]


def children(item: Item, pieces: Sequence[Piece]) -> Iterator[Row]:
    """The children of the guardian's box, each on a line, under heads or with a word before each value."""
    if not item.heads:
        return  # editions that were published before heads stood in the paper's file
    heads = {part: [piece for piece in pieces if bare(piece.text) in words] for part, words in item.heads.items()}
    inline = len(heads["name"]) > 1 or _followed(item, heads["name"], pieces)
    taken = {id(piece) for found in heads.values() for piece in found}
    rest = [piece for piece in pieces if inline or id(piece) not in taken]
    row = 0
    for line in _by_name(item, rest) if inline else lines(rest):
        behind = _inline(item, line) if inline else _under(item, line, heads)
        told = [(part, _told(item, part, found), found) for part, found in behind.items()]
        if any(value.value is not None for part, value, _ in told if part != STATUS):
            row += 1
            if row > item.rows:
                return
            yield from ((f"{item.code}_{row}_{part}", value, found) for part, value, found in told)


def _part(item: Item, piece: Piece) -> str:
    """The part that a head names; "" of any other piece."""
    return next((part for part, words in item.heads.items() if bare(piece.text) in words), "")


def _followed(item: Item, heads: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether a value stands behind the word for the child's name, and not the next head."""
    behind = [pieces[at + 1] for at, piece in enumerate(pieces[:-1]) if piece in heads]
    return any(not _part(item, piece) for piece in behind)


def _by_name(item: Item, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Rows that each begin with the word for the child's name."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if _part(item, piece) == "name" or not rows:
            rows.append([])
        rows[-1].append(piece)
    return rows


def _inline(item: Item, line: Sequence[Piece]) -> dict[str, list[Piece]]:
    """The pieces of each part behind its word."""
    part, behind = "", dict[str, list[Piece]]()
    for at, piece in enumerate(line):
        if named := _part(item, piece):
            part = named
        elif part:
            # The boxes behind the name of the place belong to the words behind them.
            ahead = "".join(one.text for one in line[at : at + 2]) if _box(piece) else piece.text
            status = part == "facility" and any(bare(word) in bare(ahead) for word in item.values)
            part = STATUS if status else part
            behind.setdefault(part, []).append(piece)
    return behind


def _under(item: Item, line: Sequence[Piece], heads: Mapping[str, Sequence[Piece]]) -> dict[str, list[Piece]]:
    """The pieces of each part under its head."""
    edges = sorted((found[0].room[0], part) for part, found in heads.items() if found)
    behind: dict[str, list[Piece]] = {}
    for at, piece in enumerate(line):
        # A box belongs to the word behind it, also where it stands under the head before.
        boxed = at + 1 < len(line) and _box(piece) and bare(line[at + 1].text) in map(bare, item.values)
        stands = line[at + 1] if boxed else piece
        part = next((part for left, part in reversed(edges) if stands.middle[0] >= left), "")
        if part:
            behind.setdefault(part, []).append(piece)
    return behind


def _box(piece: Piece) -> bool:
    """Whether nothing but a box to be ticked stands there."""
    return not plain(piece.text).strip(TICKED + EMPTY)


def _told(item: Item, part: str, pieces: Sequence[Piece]) -> Told:
    whole = strand(in_one_era(pieces))
    if part == "birth":
        return grammar.one_date(whole.text)
    if part == STATUS:
        ours = chosen(options(whole, item.values))
        return Told(ours[0].value if len(ours) == 1 else None)
    words = " ".join(" ".join(piece.text.split()) for piece in pieces)
    return Told(words.strip("() ・-_") or None)


READERS: Final[Mapping[str, Callable[[Item, Sequence[Piece]], Iterator[Row]]]] = {
    "record": record,
    "children": children,
}
