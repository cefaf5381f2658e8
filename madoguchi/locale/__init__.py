"""訳の台帳 - what pages and messages of our own say in other languages, by the Japanese; beside the floors, for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from madoguchi.core.language import JA, texts_of
from madoguchi.core.package.read import read
from madoguchi.core.say import told

HERE: Final = Path(__file__).parent
FURIGANA: Final = "furigana"  # the file of readings, which is no translation


@dataclass(frozen=True)
class Catalogue:
    """One language: `texts` by the Japanese, and by whom it was `reviewed` and when, if a person has read it."""

    texts: Mapping[str, str]
    reviewed: Mapping[str, str] | None = None


class BadCatalogue(Exception):
    """A file of this folder cannot be read; the message says where and why."""


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language that is not Japanese. Raises BadCatalogue."""
    data = _data(lang)
    return Catalogue(data["texts"], data.get("reviewed"))


def texts(lang: str) -> Mapping[str, str] | None:
    """The texts of a language; None for Japanese, which needs none."""
    written = texts_of(lang)
    return None if written == JA else catalogue(written).texts


def tell(word: object, lang: str) -> str:
    """A sentence of the house in a language; what is no sentence of the house as it is."""
    known = texts(lang)
    return str(word if known is None else told(word, known))


@cache
def readings() -> Mapping[str, str]:
    """How kanji are read, by the words they make."""
    return dict(_data(FURIGANA)["readings"])


def _data(name: str) -> dict[str, Mapping[str, str]]:
    source, faults = read(f"{name}.yaml", (HERE / f"{name}.yaml").read_bytes())
    if source is None or faults:
        raise BadCatalogue("; ".join(map(str, faults)))
    return dict(source.data)
