"""ふりがな - readings beside the kanji of a page, but not of what a family wrote, nor where they could not stand."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_PIECE: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
_KANJI: Final = re.compile("[々〆ヶ\u3400-\u9fff\uf900-\ufaff]")
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
        elif not kept and not piece.startswith("<") and _KANJI.search(piece):
            piece = words.sub(lambda word: _ruby(word[0], readings), piece)
        out.append(piece)
    return "".join(out)


@cache
def _words(known: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(known, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)")


def _ruby(word: str, readings: Mapping[str, str]) -> str:
    return f"<ruby>{word}<rt>{html.escape(readings[word])}</rt></ruby>"
