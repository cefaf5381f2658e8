"""読み取りの差込 - what a paper says, value by value, each under the code of its item; a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from madoguchi.core.plug import Health


class Reading(Protocol):
    """What every reading plug does. It never says that a paper is true, only what stands on it."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one paper may take."""

    def read(self, kind: str, data: bytes) -> Mapping[str, Any]:
        """The values of a paper (`kind`: photo, pdf, sheet) by code, in the shape of answers; {} when it says nothing.

        Raises PlugError when the reader does not answer.
        """

    def health(self) -> Health:
        """Whether the reader answers now; never raises."""
