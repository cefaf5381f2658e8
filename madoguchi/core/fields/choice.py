"""選択 - one of the options."""

from __future__ import annotations

from typing import Any

from ..say import say
from .kind import Field, Kind, Parsed, Raw


class Choice(Kind):
    """The id of one option."""

    name = "choice"
    ask = "{label}を選んでください。"

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = raw.get(path, [""])[-1].strip()
        return Parsed(value, self.check(field, value) if value else "")

    def check(self, field: Field, value: Any) -> str:
        known = any(value == option.id for option in field.options)
        return "" if known else say("{label}をもう一度選んでください。", label=field.label)

    def show(self, field: Field, value: Any) -> str:
        return next((option.label for option in field.options if option.id == value), str(value or ""))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"enum": ["", *(option.id for option in field.options)]}


KIND = Choice()
