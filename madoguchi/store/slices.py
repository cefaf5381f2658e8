"""小分け - many values, a few at a time: a statement takes only so many of them, on SQLite not many more than these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

MOST: Final = 500


def slices(values: Iterable[str]) -> Iterator[list[str]]:
    """Each once, in order, at most MOST together."""
    every = sorted(set(values))
    for first in range(0, len(every), MOST):
        yield every[first : first + MOST]
