"""表の読み方 - tables inside of a paper: the record of the last months, and the children of the guardian's box."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from . import grammar
from .grammar import Told
from .kind import CHILD, Item, bare
from .marks import chosen, in_one_era, options
from .sheet import EMPTY, TICKED, Piece, plain
from .strand import lines, strand

Row = tuple[str, Told, list[Piece]]

_DAYS: Final = re.compile(r"(\d+(?:\.\d+)?)日")
_HOURS: Final = re.compile(r"(\d+(?:\.\d+)?)時間")
_NUMBER: Final = re.compile(r"(\d+(?:\.\d+)?)")
_STATUS: Final = ("利用中", "利用申込中")


def record(item: Item, pieces: Sequence[Piece]) -> Iterator[Row]:
    """Months with their days and hours, whether they stand one below the other or side by side."""
    months = _months(pieces)
    beside = len(months) > 1 and _level(months[0][0], months[-1][0])
    for row, month in enumerate(months[: item.rows], 1):
        ours = _below(month, months, pieces) if beside else _behind(month, months, pieces)
        rest = strand([piece for piece in ours if piece not in month])
        days, hours = _DAYS.search(rest.text), _HOURS.search(rest.text)
        if not days and not hours:  # the units stand over the columns
            days, hours, *_ = [*_NUMBER.finditer(rest.text), None, None]
        yield f"{item.code}_{row}_month", grammar.months(strand(month).text)[0], month
        for part, match in (("days", days), ("hours", hours)):
            if match:
                yield f"{item.code}_{row}_{part}", Told(grammar.amount(match[1])), rest.pieces_of(*match.span(1))


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
    heads = {part: [piece for piece in pieces if bare(piece.text) in names] for part, names in CHILD.items()}
    inline = len(heads["name"]) > 1 or _followed(heads["name"], pieces)
    taken = {id(piece) for found in heads.values() for piece in found}
    rest = [piece for piece in pieces if inline or id(piece) not in taken]
    rows = _by_name(rest) if inline else list(lines(rest))
    row = 0
    for line in rows:
        told = list(_inline(line) if inline else _under(line, heads))
        told = [(part, value, found) for part, value, found in told if part in item.parts]
        if any(value.value is not None for part, value, _ in told if part != "status"):
            row += 1
            if row > item.rows:
                return
            yield from ((f"{item.code}_{row}_{part}", value, found) for part, value, found in told)


def _followed(heads: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether a value stands behind the word for the child's name, and not the next head."""
    behind = [pieces[at + 1] for at, piece in enumerate(pieces[:-1]) if piece in heads]
    return any(not any(bare(piece.text) in names for names in CHILD.values()) for piece in behind)


def _by_name(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Rows that each begin with the word for the child's name."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if bare(piece.text) in CHILD["name"] or not rows:
            rows.append([])
        rows[-1].append(piece)
    return rows


def _inline(line: Sequence[Piece]) -> Iterator[Row]:
    part, behind = "", dict[str, list[Piece]]()
    for at, piece in enumerate(line):
        named = next((one for one, names in CHILD.items() if bare(piece.text) in names), "")
        if named:
            part = named
        elif part:
            # The boxes behind the name of the place belong to the words behind them.
            ahead = (
                piece.text if plain(piece.text).strip(TICKED + EMPTY) else "".join(it.text for it in line[at : at + 2])
            )
            status = part == "facility" and any(word in bare(ahead) for word in _STATUS)
            part = "status" if status else part
            behind.setdefault(part, []).append(piece)
    for named, found in behind.items():
        yield named, _told(named, found), found


def _under(line: Sequence[Piece], heads: Mapping[str, Sequence[Piece]]) -> Iterator[Row]:
    edges = sorted((found[0].room[0], part) for part, found in heads.items() if found)
    behind: dict[str, list[Piece]] = {}
    for at, piece in enumerate(line):
        # A box belongs to the word behind it, also where it stands under the head before.
        boxed = (
            at + 1 < len(line) and not plain(piece.text).strip(TICKED + EMPTY) and bare(line[at + 1].text) in _STATUS
        )
        stands = line[at + 1] if boxed else piece
        part = next((part for left, part in reversed(edges) if stands.middle[0] >= left), "")
        if part:
            behind.setdefault(part, []).append(piece)
    for part, found in behind.items():
        yield part, _told(part, found), found


def _told(part: str, pieces: Sequence[Piece]) -> Told:
    whole = strand(in_one_era(pieces))
    if part == "birth":
        return grammar.one_date(whole.text)
    if part == "status":
        ours = chosen(options(whole, _STATUS))
        return Told(ours[0].value if len(ours) == 1 else None)
    words = " ".join(" ".join(piece.text.split()) for piece in pieces)
    return Told(words.strip("() ・-_") or None)


READERS: Final[Mapping[str, Callable[[Item, Sequence[Piece]], Iterator[Row]]]] = {
    "record": record,
    "children": children,
}
