"""はい・いいえ - a question with two answers."""

from __future__ import annotations

from typing import Any

from .kind import Field, Kind, Parsed, Raw


class YesNo(Kind):
    """True, False, or None while unanswered."""

    name = "yesno"
    blank = None
    ask = "を選んでください。"

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = raw.get(path, [""])[-1].strip()
        if typed in ("yes", "no", ""):
            return Parsed({"yes": True, "no": False}.get(typed))
        return Parsed(None, f"{field.label}をもう一度選んでください。")

    def check(self, field: Field, value: Any) -> str:
        return "" if isinstance(value, bool) else f"{field.label}をもう一度選んでください。"

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {path: {True: "yes", False: "no"}.get(value, "")}

    def show(self, field: Field, value: Any) -> str:
        return {True: "はい", False: "いいえ"}.get(value, "")

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["boolean", "null"]}


KIND = YesNo()
