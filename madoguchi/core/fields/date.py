"""日付 - a day in three boxes, its year counted in either way, stored as an ISO string."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..days import spoken_long, spoken_short
from ..eras import Era, spoken_both, typed_year
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
        if all(typed) and (era := typed_year(typed[0])):
            return self._in_era(field, *era, typed[1], typed[2])
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

    def _in_era(self, field: Field, era: Era, number: int, month: str, day: str) -> Parsed:
        """A day of an era; one that it does not have is refused by its name."""
        if not all(text.isascii() and text.isdigit() and len(text) <= 2 for text in (month, day)):
            return Parsed(None, say("{label}の月と日を数字で入力してください。", label=field.label))
        said = f"{era.name}{number}年{int(month)}月{int(day)}日"
        try:
            known: date | None = date(era.first.year + number - 1, int(month), int(day))
        except ValueError:
            known = None
        last = era.last
        if known is None or number < 1:
            return Parsed(
                None, say("{label}の{said}は、ない日です。もう一度入力してください。", label=field.label, said=said)
            )
        if known < era.first:
            first = era.said(era.first)
            return Parsed(
                None, say("{label}の{said}は、ない日です。{first}からです。", label=field.label, said=said, first=first)
            )
        if last and known > last:
            end = era.said(last)
            return Parsed(
                None, say("{label}の{said}は、ない日です。{last}までです。", label=field.label, said=said, last=end)
            )
        return Parsed(known.isoformat())

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
        if not value:
            return ""
        return (spoken_both if field.wareki else spoken_long)(date.fromisoformat(value))

    def brief(self, field: Field, value: Any) -> str:
        return self.show(field, value) if field.wareki or not value else spoken_short(date.fromisoformat(value))

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": ["string", "null"], "format": "date"}


KIND = Date()
