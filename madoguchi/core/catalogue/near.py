"""似た手続 - rows that say the same twice, or nearly: two people listed one procedure under two names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

from madoguchi.core.search import normalise

from .entry import Entry

NEAR: Final = 0.8  # of the pairs of letters that two names share


@dataclass(frozen=True)
class Alike:
    """Two rows and how alike they are: 1 for the same name under the same rule."""

    one: Entry
    other: Entry
    likeness: float


def alike(entries: Iterable[Entry]) -> tuple[Alike, ...]:
    """The pairs that are the same or nearly, the likest first. Rows of different laws are different procedures."""
    rows = [one for one in entries if one.name]
    names = [normalise(one.name) for one in rows]
    found = {**dict(_same(rows, names)), **dict(_near(rows, names))}
    told = [Alike(rows[a], rows[b], how) for (a, b), how in found.items() if _together(rows[a], rows[b])]
    return tuple(sorted(told, key=lambda one: (-one.likeness, one.one.key, one.other.key)))


def _together(one: Entry, other: Entry) -> bool:
    laws = {normalise(row.text("law")) for row in (one, other)} - {""}
    return len(laws) < 2


def _same(rows: list[Entry], names: list[str]) -> Iterator[tuple[tuple[int, int], float]]:
    by_name = defaultdict[str, list[int]](list)
    for at, name in enumerate(names):
        by_name[name].append(at)
    for places in by_name.values():
        yield from (((a, b), 1.0) for number, a in enumerate(places) for b in places[number + 1 :])


def _near(rows: list[Entry], names: list[str]) -> Iterator[tuple[tuple[int, int], float]]:
    """Two sets that share so much must share one of their rarest pieces: only those are compared."""
    pieces = [{name[at : at + 2] for at in range(len(name) - 1)} for name in names]
    often = Counter(piece for one in pieces for piece in one)
    seen = defaultdict[str, list[int]](list)
    for at, own in enumerate(pieces):
        rare = sorted(own, key=lambda piece: (often[piece], piece))
        first = rare[: len(rare) - ceil(NEAR * len(rare)) + 1]
        for other in sorted({place for piece in first for place in seen[piece]}):
            both = len(own & pieces[other])
            how = both / (len(own) + len(pieces[other]) - both)
            if how >= NEAR and names[at] != names[other]:
                yield (other, at), round(how, 3)
        for piece in first:
            seen[piece].append(at)
