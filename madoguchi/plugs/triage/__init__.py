"""優先の目安の差込 - learns from counts of decided cases how likely a request is; told numbers alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from madoguchi.core.plug import Health


class Learner(Protocol):
    """What every way to learn does. It is no errand: whoever asks waits for the answer."""

    @property
    def slowest(self) -> timedelta:
        """The longest time a call may take."""

    def fit(self, rows: Sequence[Sequence[int]], asked: Sequence[bool]) -> tuple[float, tuple[float, ...]]:
        """The start and one weight for each column, of a logistic line. Both outcomes are there. Raises PlugError."""

    def health(self) -> Health:
        """Whether it can learn now; never raises."""
