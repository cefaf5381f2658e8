"""日付 - a day in three boxes, stored as an ISO string."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..days import spoken_long
from ..say import listed, say
from .kind import Field, Kind, Parsed, Raw
from .text import narrow


class Date(Kind):
    """A day of the calendar; 2月30日 is refused with a sentence that says so."""

    name = "date"
    blank = None
    parts = (".y", ".m", ".d")

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = [narrow(text) for text in self.typed(field, raw, path).values()]
        typed = [text.rstrip(unit).strip() for text, unit in zip(typed, "年月日", strict=True)]
        if not any(typed):
            return Parsed(None)
        names = [name for name, text in zip(("年", "月", "日"), typed, strict=True) if not text]
        if names:
            missing = listed((say(f"日付|{name}") for name in names), "{first}と{then}")
            return Parsed(None, say("{label}の{missing}を入力してください。", label=field.label, missing=missing))
        well = all(text.isascii() and text.isdigit() for text in typed)
        if not well or len(typed[0]) != 4 or max(len(text) for text in typed[1:]) > 2:
            words = say("{label}は西暦4けたの年、月、日を数字で入力してください。", label=field.label)
            return Parsed(None, words)
        try:
            return Parsed(date(*(int(text) for text in typed)).isoformat())
        except ValueError:
            year, month, day = (text.lstrip("0") or "0" for text in typed)
            pattern = "{label}の{year}年{month}月{day}日は、ない日です。もう一度入力してください。"
            return Parsed(None, say(pattern, label=field.label, year=year, month=month, day=day))

    def check(self, field: Field, value: Any) -> str:
        try:
            date.fromisoformat(value)
        except (TypeError, ValueError):
            return say("{label}が日付ではありません。もう一度入力してください。", label=field.label)
        return ""

    def inputs(self, field: Field, value: Any, path: str) -> dict[str, str]:
        pieces = str(value).split("-") if value else ["", "", ""]
        return {path + part: piece.lstrip("0") for part, piece in zip(self.parts, pieces, strict=True)}

    def show(self, field: Field, value: Any) -> str:
        return spoken_long(date.fromisoformat(value)) if value else ""

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date"}


KIND = Date()
