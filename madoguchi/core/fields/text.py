"""文字 - one line of text, kept as typed for ever; only broken-up kana are joined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from ..say import say
from .kind import Field, Kind, Parsed, Raw

DEFAULT_MAX: Final = 200
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_EMOJI = re.compile("[\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff\U000e0020-\U000e007f]")


def tidy(typed: str) -> str:
    """Trim, join split kana (NFD), make white space single.

    Never NFC or NFKC as a whole: both would replace 神 (U+FA19) and other letters of names.
    """
    joined = _VOICED.sub(lambda two: unicodedata.normalize("NFC", two.group()), typed)
    return re.sub(r"[\s\u3000]+", " ", joined).strip()


def letters(value: str) -> int:
    """Letters as people count them: a variation selector belongs to the letter before it."""
    return len(_SELECTORS.sub("", value))


def narrow(typed: str) -> str:
    """Full-width digits, Latin and signs made half-width, outer space gone: for numbers and codes only."""
    return unicodedata.normalize("NFKC", typed).strip()


class Text(Kind):
    """A text of one line."""

    name = "text"
    free = True

    def parse(self, field: Field, raw: Raw, path: str) -> Parsed:
        value = tidy(raw.get(path, [""])[-1])
        return Parsed(value, self.check(field, value) if value else "")

    def check(self, field: Field, value: Any) -> str:
        limit = field.max or DEFAULT_MAX
        if (count := letters(value)) > limit:
            pattern = "{label}が長すぎます({count:,}文字)。{limit}文字以内で入力してください。"
            return say(pattern, label=field.label, count=count, limit=limit)
        if _EMOJI.search(value):
            return say("{label}に絵文字は使えません。文字で入力してください。", label=field.label)
        if value.isprintable():
            return ""
        if strange := [ch for ch in value if unicodedata.category(ch) in ("Cc", "Cs", "Cn")]:
            pattern = "{label}に使えない文字({sign})があります。消して入力してください。"
            return say(pattern, label=field.label, sign=f"U+{ord(strange[0]):04X}")
        return ""

    def fits(self, field: Field) -> Callable[[Any], bool]:
        limit, strange = field.max or DEFAULT_MAX, _EMOJI.search
        return lambda value: len(value) <= limit and value.isprintable() and not strange(value)

    def schema(self, field: Field) -> dict[str, Any]:
        # a selector counts as a character to JSON Schema, hence the double
        return {"type": "string", "maxLength": 2 * (field.max or DEFAULT_MAX)}


KIND = Text()
