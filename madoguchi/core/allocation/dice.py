"""賽 - numbers that look like chance and are the same on every machine.

A linear congruence (D. E. Knuth, The Art of Computer Programming 2, 3.3.4; the constants of MMIX), the upper half used.
It only decides where a search looks next; no lot is ever drawn with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of numbers from a seed."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, sides: int) -> int:
        """0 up to `sides` - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self._state >> 32) * sides >> 32

    def one_of(self, things: Sequence[T]) -> T:
        """One of them. Raises IndexError when there are none."""
        return things[self.below(len(things))]
