"""フリガナ - a reading; hiragana and half-width are made katakana, nothing else passes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import jaconv

from ..say import say
from .kind import Field, Parsed, Raw
from .text import DEFAULT_MAX, Text, narrow, tidy

_READING = re.compile("[\u30a1-\u30fa\u30fc\u30fd\u30fe・ ]+")


class Kana(Text):
    """Full-width katakana with single spaces."""

    name = "kana"
    ask = "{label}をカタカナで入力してください。"

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = jaconv.hira2kata(tidy(narrow(raw.get(path, [""])[-1])))
        return Parsed(value, self.check(field, value) if value else "")

    def fits(self, field: Field) -> Callable[[Any], bool]:
        limit, reading = field.max or DEFAULT_MAX, _READING.fullmatch
        return lambda value: len(value) <= limit and reading(value) is not None

    def check(self, field: Field, value: Any) -> str:
        if not _READING.fullmatch(value):
            pattern = "{label}にカタカナ以外の文字があります。カタカナで入力してください。"
            return say(pattern, label=field.label)
        return super().check(field, value)


KIND = Kana()
