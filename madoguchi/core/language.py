"""言語 - the languages in which the counter speaks: how each is called, written, and guessed from a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

JA: Final = "ja"
RUBY: Final = "ruby"
EASY: Final = "easy"
# As each calls itself. Japanese with readings (ruby) is Japanese; easy Japanese is a language like any other.
LANGUAGES: Final[Mapping[str, str]] = {
    JA: "日本語",
    RUBY: "ふりがな",
    EASY: "やさしい日本語",
    "en": "English",
    "zh": "中文",
    "ko": "한국어",
}
_TAGS: Final = {RUBY: JA, EASY: JA, "zh": "zh-Hans"}
_GUESSED: Final = (JA, "en", "zh", "ko")  # what a browser can ask for


def known(lang: str) -> str:
    """The language, Japanese for one that is not spoken here."""
    return lang if lang in LANGUAGES else JA


def texts_of(lang: str) -> str:
    """In which language's texts it is written: readings stand beside the Japanese itself."""
    return JA if lang == RUBY else lang


def tag(lang: str) -> str:
    """What an HTML page says of itself (BCP 47)."""
    return _TAGS.get(lang, lang)


def guess(accepted: str) -> str:
    """The first of our languages that a browser asks for (Accept-Language); Japanese when there is none."""
    wanted = sorted((_wanted(part) for part in accepted.split(",")), key=lambda pair: -pair[1])
    return next((lang for lang, weight in wanted if lang in _GUESSED and weight > 0), JA)


def _wanted(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";")
    try:
        share = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        share = 0.0
    return name.strip().partition("-")[0].lower(), share
