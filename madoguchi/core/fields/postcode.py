"""郵便番号 - seven digits, shown as 206-0000."""

from __future__ import annotations

import re
from typing import Any

from ..say import say
from .kind import Field, Kind, Parsed, Raw
from .text import narrow

_JOINTS = re.compile(r"[-‐‑‒–—―−ー〒\s]")


class Postcode(Kind):
    """Seven digits without a hyphen."""

    name = "postcode"
    free = True

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = _JOINTS.sub("", narrow(raw.get(path, [""])[-1]))
        return Parsed(value, self.check(field, value) if value else "")

    def check(self, field: Field, value: Any) -> str:
        well = isinstance(value, str) and re.fullmatch(r"[0-9]{7}", value)
        return "" if well else say("{label}は7けたの数字で入力してください。", label=field.label)

    def show(self, field: Field, value: Any) -> str:
        return f"{value[:3]}-{value[3:]}" if value else ""

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^([0-9]{7})?$"}


KIND = Postcode()
