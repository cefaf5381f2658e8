"""電話番号 - ten or eleven digits, however the hyphens are typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..say import say
from .kind import Field, Kind, Parsed, Raw
from .text import narrow

_JOINTS = re.compile(r"[-‐‑‒–—―−ー()\s]")
_NUMBER = re.compile(r"0\d{9,10}")


class Phone(Kind):
    """The digits only, beginning with 0."""

    name = "phone"
    free = True

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = _JOINTS.sub("", narrow(raw.get(path, [""])[-1]))
        return Parsed(value, self.check(field, value) if value else "")

    def check(self, field: Field, value: Any) -> str:
        well = isinstance(value, str) and value.isascii() and _NUMBER.fullmatch(value)
        pattern = "{label}は0から始まる10けたか11けたの数字で入力してください。"
        return "" if well else say(pattern, label=field.label)

    def fits(self, field: Field) -> Callable[[Any], bool]:
        return lambda value: _NUMBER.fullmatch(value) is not None and value.isascii()

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^(0[0-9]{9,10})?$"}


KIND = Phone()
