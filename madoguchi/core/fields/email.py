"""メールアドレス - one address; whether it is the family's own is settled by a code."""

from __future__ import annotations

import re
from typing import Any, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw
from .text import narrow

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST: Final = 254  # RFC 5321


class Email(Kind):
    """An address; old Japanese addresses with dots in odd places are accepted."""

    name = "email"
    free = True

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = narrow(raw.get(path, [""])[-1])
        return Parsed(value, self.check(field, value) if value else "")

    def check(self, field: Field, value: Any) -> str:
        well = isinstance(value, str) and len(value) <= LONGEST and _ADDRESS.fullmatch(value)
        pattern = "{label}の形が違います。name@example.jp のように入力してください。"
        return "" if well else say(pattern, label=field.label)

    def schema(self, field: Field) -> dict[str, Any]:
        return {"type": "string", "maxLength": LONGEST}


KIND = Email()
