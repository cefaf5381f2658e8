"""添付書類の項目 - files that were handed over beside the answers, each by the key under which it is kept."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw

MOST: Final = 5  # files, where the field does not say how many
KEY: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


def most(field: Field) -> int:
    """How many files the field takes."""
    return field.max or MOST


class Files(Kind):
    """A list of keys. What a browser sends beside them becomes keys before it comes here (web/resident/files.py)."""

    name = "files"
    blank: ClassVar[Any] = []
    shape = list
    ask = "{label}を選んでください。"

    def typed(self, field: Field, raw: Raw, path: str) -> dict[str, str]:
        return {path: " ".join(_keys(raw, path))}

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        keys = _keys(raw, path)
        return Parsed(keys, self.check(field, keys))

    def check(self, field: Field, value: Any) -> str:
        well = isinstance(value, list) and all(isinstance(key, str) and KEY.fullmatch(key) for key in value)
        if not well or len(set(value)) != len(value):
            return say("{label}をもう一度選んでください。", label=field.label)
        if len(value) > most(field):
            return say("{label}は{most}個までにしてください。", label=field.label, most=most(field))
        return ""

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        return {path: " ".join(value or ())}

    def show(self, field: Field, value: Any) -> str:
        return say("{n}件", n=len(value)) if value else ""

    def schema(self, field: Field) -> dict[str, Any]:
        keys = {"type": "string", "pattern": f"^{KEY.pattern}$"}
        return {"type": "array", "uniqueItems": True, "maxItems": most(field), "items": keys}


def _keys(raw: Raw, path: str) -> list[str]:
    """Sent again by its own page, a key stands in an input of its own; kept as typed, all stand in one."""
    return list(dict.fromkeys(key for sent in raw.get(path, []) for key in sent.split()))


KIND = Files()
