"""数 - a whole number with its unit; full-width digits, commas and the unit itself are understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw, measured
from .text import narrow

GREATEST: Final = 2**63 - 1  # of what conditions can reckon with
_WHOLE = re.compile(r"-?\d{1,15}")


class Number(Kind):
    """An integer; fractions are asked in a smaller unit, so that rules stay exact."""

    name = "number"
    blank = None
    shape = int

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        typed = narrow(raw.get(path, [""])[-1]).replace(",", "")
        if field.unit:
            typed = typed.removesuffix(field.unit).strip()
        if not typed:
            return Parsed(None)
        if not _WHOLE.fullmatch(typed):
            return Parsed(None, say("{label}は数字で入力してください。", label=field.label))
        return Parsed(int(typed), self.check(field, int(typed)))

    def check(self, field: Field, value: Any) -> str:
        if value != int(value):  # as papers may have it: half a day
            return say("{label}は数字で入力してください。", label=field.label)
        if abs(value) > GREATEST:
            return say("{label}の数が大きすぎます。確かめて、もう一度入力してください。", label=field.label)
        if field.min is not None and value < field.min:
            least = measured(field.min, field)
            return say("{label}は{least}以上で入力してください。", label=field.label, least=least)
        if field.max is not None and value > field.max:
            most = measured(field.max, field)
            return say("{label}は{most}以下で入力してください。", label=field.label, most=most)
        return ""

    def fits(self, field: Field) -> Callable[[Any], bool]:
        low = -GREATEST if field.min is None else field.min
        high = GREATEST if field.max is None else field.max
        return lambda value: low <= value <= high

    def show(self, field: Field, value: Any) -> str:
        return "" if value is None else measured(value, field)

    def schema(self, field: Field) -> dict[str, Any]:
        limits = {"minimum": field.min, "maximum": field.max}
        return {"type": ["integer", "null"]} | {key: value for key, value in limits.items() if value is not None}


KIND = Number()
