"""時刻 - a time of day, HH:MM on the 24-hour clock."""

from __future__ import annotations

import re
from typing import Any

from ..say import say
from .kind import Field, Kind, Parsed, Raw
from .text import narrow

_STORED = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?::|時)?(\d{2})?分?")


class Time(Kind):
    """17:30, 1730, 17時30分, 17時 and their full-width forms are the same time."""

    name = "time"
    blank = None

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = narrow(raw.get(path, [""])[-1])
        if not typed:
            return Parsed(None)
        found = _CLOCK.fullmatch(typed)
        if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
            return Parsed(None, say("{label}は 17:30 のように入力してください(24時間)。", label=field.label))
        return Parsed(f"{int(found[1]):02}:{int(found[2] or 0):02}")

    def check(self, field: Field, value: Any) -> str:
        well = isinstance(value, str) and _STORED.fullmatch(value)
        return "" if well else say("{label}が時刻ではありません。もう一度入力してください。", label=field.label)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["string", "null"], "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}


KIND = Time()
