"""数 - a whole number with its unit; full-width digits, commas and the unit itself are understood."""

from __future__ import annotations

import re
from typing import Any

from .kind import Field, Kind, Parsed, Raw
from .text import narrow

_WHOLE = re.compile(r"-?\d{1,15}")


class Number(Kind):
    """An integer; fractions are asked in a smaller unit, so that rules stay exact."""

    name = "number"
    blank = None

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = narrow(raw.get(path, [""])[-1]).replace(",", "")
        if field.unit:
            typed = typed.removesuffix(field.unit).strip()
        if not typed:
            return Parsed(None)
        if not _WHOLE.fullmatch(typed):
            return Parsed(None, f"{field.label}は数字で入力してください。")
        return Parsed(int(typed), self.check(field, int(typed)))

    def check(self, field: Field, value: Any) -> str:
        if field.min is not None and value < field.min:
            return f"{field.label}は{field.min}{field.unit}以上で入力してください。"
        if field.max is not None and value > field.max:
            return f"{field.label}は{field.max}{field.unit}以下で入力してください。"
        return ""

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else f"{value}{field.unit}"

    def schema(self, field: Field) -> dict[str, Any]:
        limits = {"minimum": field.min, "maximum": field.max}
        return {"type": ["integer", "null"]} | {key: value for key, value in limits.items() if value is not None}


KIND = Number()
