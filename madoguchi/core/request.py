"""依頼の文 - what a finding asks of the family, in the language that they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from .days import spoken_short
from .language import JA
from .papers import Papers
from .say import Say, listed
from .slots import filled

if TYPE_CHECKING:
    from .finding import Finding
    from .package.edition import Edition


def requested(edition: Edition, finding: Finding, words: Mapping[str, str]) -> str:
    """The sentence to send, from the edition in their language (Edition.spoken); `words` are the pages' own texts in
    it, for dates. "" where nothing is to be asked; the Japanese where the edition knows no such check any more."""
    check = next((one for one in edition.checks if one.id == finding.code), None)
    return sentence(check.ask, finding.slots, edition.papers, edition.lang, words) if check else finding.ask


def sentence(
    text: str, slots: Mapping[str, Any], papers: Papers, lang: str = JA, words: Mapping[str, str] | None = None
) -> str:
    """A sentence with its slots as people read them: days in words, kinds of paper by their names, lists listed."""

    def said(word: str) -> str:
        return word.tell(words or {}) if isinstance(word, Say) and lang != JA else str(word)

    def slot(name: str) -> str:
        value = slots.get(name, "")
        if isinstance(value, list):
            return said(listed(papers.label(one) or str(one) for one in value))
        day = _day(value)
        return said(spoken_short(day)) if day else str(value)

    return filled(text, slot)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("0000-00-00") else None
    except ValueError:
        return None
