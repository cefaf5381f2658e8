"""金額 - whole yen; typed in any width, with or without commas, 円 or 万, and shown as 12,000円."""

from __future__ import annotations

import re
from typing import Any, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw
from .number import GREATEST
from .text import narrow

_YEN: Final = re.compile(r"(?:(?P<man>\d{1,9})万)?(?P<yen>\d{1,13})?", re.ASCII)


class Money(Kind):
    """An integer of yen, from 0 on unless the field says otherwise."""

    name = "money"
    blank = None
    shape = int

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = re.sub(r"[,、\s]", "", narrow(raw.get(path, [""])[-1])).lstrip("¥\\").removesuffix("円")
        if not typed:
            return Parsed(None)
        found = _YEN.fullmatch(typed)
        if not found:
            return Parsed(None, say("{label}は 12000 のように、円の単位の数字で入力してください。", label=field.label))
        value = 10_000 * int(found["man"] or 0) + int(found["yen"] or 0)
        return Parsed(value, self.check(field, value))

    def check(self, field: Field, value: Any) -> str:
        least = field.min or 0
        if value > GREATEST:
            return say("{label}の数が大きすぎます。確かめて、もう一度入力してください。", label=field.label)
        if value < least:
            return say("{label}は{least}円以上で入力してください。", label=field.label, least=f"{least:,}")
        if field.max is not None and value > field.max:
            return say("{label}は{most}円以下で入力してください。", label=field.label, most=f"{field.max:,}")
        return ""

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else say("{yen:,}円", yen=value)

    def schema(self, field: Field) -> dict[str, Any]:
        most = {} if field.max is None else {"maximum": field.max}
        return {"type": ["integer", "null"], "minimum": field.min or 0, **most}


KIND = Money()
