"""はい・いいえ - a question with two answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw

YES: Final = say("はい")
NO: Final = say("いいえ")


class YesNo(Kind):
    """True, False, or None while unanswered."""

    name = "yesno"
    blank = None
    shape = bool
    ask = "{label}を選んでください。"

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = raw.get(path, [""])[-1].strip()
        if typed in ("yes", "no", ""):
            return Parsed({"yes": True, "no": False}.get(typed))
        return Parsed(None, say("{label}をもう一度選んでください。", label=field.label))

    def check(self, field: Field, value: Any) -> str:
        return "" if isinstance(value, bool) else say("{label}をもう一度選んでください。", label=field.label)

    def fits(self, field: Field) -> Callable[[Any], bool]:
        return lambda value: True

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {path: {True: "yes", False: "no"}.get(value, "")}

    def show(self, field: Field, value: Any) -> str:
        return {True: YES, False: NO}.get(value, "")

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["boolean", "null"]}


KIND = YesNo()
