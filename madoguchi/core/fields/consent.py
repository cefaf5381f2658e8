"""同意 - a sentence to agree with; never answered beforehand."""

from __future__ import annotations

from typing import Any

from ..say import say
from .kind import Field, Kind, Parsed, Raw


class Consent(Kind):
    """True when agreed, None otherwise."""

    name = "consent"
    blank = None
    shape = bool

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        return Parsed(True if raw.get(path, [""])[-1] == "yes" else None)

    def check(self, field: Field, value: Any) -> str:
        return "" if value is True else self.missing(field)

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {path: "yes" if value else ""}

    def show(self, field: Field, value: Any) -> str:
        return say("確認しました") if value else ""

    def schema(self, field: Field) -> dict[str, Any]:
        return {"enum": [True, None]}

    def missing(self, field: Field) -> str:
        return say("「{label}」を確認して、チェックしてください。", label=field.label)


KIND = Consent()
