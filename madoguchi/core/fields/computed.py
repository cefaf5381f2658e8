"""計算 - what follows from other answers: shown, kept with them, never typed."""

from __future__ import annotations

from typing import Any

from .kind import Field, Kind, Parsed, Raw, measured
from .yesno import NO, YES


class Computed(Kind):
    """A number, a text, or yes or no; None while it cannot be told."""

    name = "computed"
    blank = None
    parts = ()
    tells = True

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        return Parsed(None)

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {}

    def show(self, field: Field, value: Any) -> str:
        if isinstance(value, bool):
            return YES if value else NO
        return "" if value is None else measured(value, field)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["integer", "string", "boolean", "null"]}


KIND = Computed()
