"""説明 - words between the questions; asks nothing, stores nothing."""

from __future__ import annotations

from typing import Any

from .kind import Field, Kind, Parsed, Raw


class Note(Kind):
    """No inputs and no value."""

    name = "note"
    parts = ()

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        return Parsed("")

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {}

    def schema(self, field: Field) -> dict[str, Any]:
        return {"const": ""}


KIND = Note()
