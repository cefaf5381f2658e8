"""図 - bars made on the server, as SVG without words: what they say stands beside them, and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 100


@dataclass(frozen=True)
class Segment:
    """A part of a bar; `look` is its class in the stylesheet, places are in hundredths of the longest bar."""

    look: str
    x: str
    width: str


Bar = tuple[Segment, ...]


def bars(rows: Iterable[Sequence[tuple[str, int]]], longest: int = 0) -> tuple[Bar, ...]:
    """A bar for each row of (look, value). The longest fills the width; or a value of `longest` does."""
    told = [tuple(row) for row in rows]
    whole = longest or max((sum(value for _, value in row) for row in told), default=0)
    return tuple(_bar(row, whole) for row in told)


def _bar(row: Sequence[tuple[str, int]], whole: int) -> Bar:
    segments, at = [], 0
    for look, value in row:
        if value and whole:
            segments.append(Segment(look, f"{WIDTH * at / whole:.2f}", f"{WIDTH * value / whole:.2f}"))
        at += value
    return tuple(segments)
