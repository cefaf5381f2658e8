"""読み取りの差込 - what a paper says, value by value, each under the code of its item; a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Protocol

from madoguchi.core.plug import Health

Kinds = Sequence[Mapping[str, Any]]  # files of documents/, as data


class Reading(Protocol):
    """What every reading plug does. It never says that a paper is true, only what stands on it."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one paper may take."""

    def read(self, form: str, data: bytes, kinds: Kinds, patience: float | None = None) -> Mapping[str, Any]:
        """What a paper (`form`: photo, pdf, sheet) says, by the kinds of paper it may be.

        {"kind": its kind or "", "page", "pages", "quality": "" or why it could not be read, "remarks": [...],
        "fields": {code: {"value", "text", "where": [...], "sure": 0 to 1, "note"}}}; {} when nobody has read
        it, as when it would have to wait for longer than `patience` seconds.
        Raises PlugError when the reader does not answer.
        """

    def health(self) -> Health:
        """Whether the reader answers now; never raises."""
