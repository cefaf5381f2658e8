"""ふりがな - readings beside the kanji of a page, but not of what a family wrote, nor where they could not stand."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Final

KANJI: Final = re.compile("[々〆ヶ\u3400-\u9fff\uf900-\ufaff]")
COUNTED: Final = "#"  # before a word: it is read so only behind a digit, as 人 in 3人
_PIECE: Final = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>")
# In these an element cannot stand, or it has its reading already.
_PLAIN: Final = frozenset({"title", "textarea", "option", "script", "style", "ruby"})
_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# What a family wrote, and what is said in another language, as the languages call themselves.
_OTHERS: Final = re.compile(r'translate="no"|\blang="(?!ja")')


def annotated(page: str, readings: Mapping[str, str]) -> str:
    """A page of HTML, well formed as ours are, with a reading over every word of `readings`, the longest first."""
    known = _by_first(tuple(readings.items()))
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
                if not kept and (name in _PLAIN or _OTHERS.search(rest)):
                    kept = depth
        elif not kept and not piece.startswith("<") and KANJI.search(piece):
            # One element for all of it: of a row that lays out its children, each ruby would be one.
            piece = f"<bdi>{''.join(_read(piece, known))}</bdi>"
        out.append(piece)
    return "".join(out)


def over(word: str, reading: str) -> str:
    """A word with its reading over its kanji: what both end with stands beside, as the む of 読む."""
    size = 0
    while size < len(word) - 1 and size < len(reading) - 1 and word[-1 - size] == reading[-1 - size]:
        size += 1
    stem, end = (word[:-size], word[-size:]) if size else (word, "")
    return f"<ruby>{html.escape(stem)}<rt>{html.escape(reading[: len(reading) - size])}</rt></ruby>{end}"


@dataclass(frozen=True)
class _Word:
    """A word, how it is read, and whether only behind a digit."""

    text: str
    reading: str
    counted: bool


@cache
def _by_first(readings: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[_Word, ...]]:
    """The words by their first sign, the longest first; of two alike the one behind a digit."""
    words = [_Word(word.removeprefix(COUNTED), reading, word.startswith(COUNTED)) for word, reading in readings]
    words.sort(key=lambda word: (word.text[0], -len(word.text), not word.counted))
    return {first: tuple(alike) for first, alike in groupby(words, key=lambda word: word.text[0])}


def _read(text: str, known: Mapping[str, tuple[_Word, ...]]) -> Iterator[str]:
    at = 0
    while at < len(text):
        digit = text[at - 1 : at].isdigit()
        alike = known.get(text[at], ())
        word = next((it for it in alike if (digit or not it.counted) and text.startswith(it.text, at)), None)
        yield over(word.text, word.reading) if word else text[at]
        at += len(word.text) if word else 1
