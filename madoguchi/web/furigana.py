"""ふりがな - readings beside the kanji of a page, but not of what a family wrote, nor where they could not stand."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

KANJI: Final = re.compile("[々〆ヶ\u3400-\u9fff\uf900-\ufaff]")
BEHIND_A_DIGIT: Final = "#"  # before a word: it is read so only there, as 人 in 3人
_PIECE: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
# In these an element cannot stand, or it has its reading already.
_PLAIN: Final = frozenset({"title", "textarea", "option", "script", "style", "ruby"})
_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_OWN: Final = 'translate="no"'


def annotated(page: str, readings: Mapping[str, str]) -> str:
    """A page of HTML, well formed as ours are, with a reading over every word of `readings`, the longest first."""
    words = _words(tuple(readings))
    depth, kept = 0, 0  # how many elements are open, and the depth of the outermost in which nothing changes
    out: list[str] = []
    for piece in _PIECE.split(page):
        if tag := _TAG.fullmatch(piece):
            closing, name, rest = tag[1], tag[2].lower(), tag[3]
            if closing:
                kept = 0 if kept == depth else kept
                depth -= 1
            elif name not in _VOID:
                depth += 1
                if not kept and (name in _PLAIN or _OWN in rest):
                    kept = depth
        elif not kept and not piece.startswith("<") and KANJI.search(piece):
            piece = words.sub(lambda word: over(word[0], _reading(word, readings)), piece)
        out.append(piece)
    return "".join(out)


def over(word: str, reading: str) -> str:
    """A word with its reading over its kanji: what both end with stands beside, as the む of 読む."""
    size = 0
    while size < len(word) - 1 and size < len(reading) - 1 and word[-1 - size] == reading[-1 - size]:
        size += 1
    stem, end = (word[:-size], word[-size:]) if size else (word, "")
    return f"<ruby>{html.escape(stem)}<rt>{html.escape(reading[: len(reading) - size])}</rt></ruby>{end}"


def _reading(word: re.Match[str], readings: Mapping[str, str]) -> str:
    counted = readings.get(BEHIND_A_DIGIT + word[0]) if word.string[: word.start()][-1:].isdigit() else None
    return counted or readings[word[0]]


@cache
def _words(known: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first; of two alike the one behind a digit."""
    longest = sorted(known, key=lambda word: (-len(word.removeprefix(BEHIND_A_DIGIT)), word))
    return re.compile("|".join(map(_pattern, longest)) or "(?!)")


def _pattern(word: str) -> str:
    plain = word.removeprefix(BEHIND_A_DIGIT)
    return re.escape(plain) if plain == word else f"(?<=[0-9]){re.escape(plain)}"
