"""依頼の文 - what a finding asks of the family, in the language that they read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from .days import spoken_short
from .finding import Finding
from .language import JA
from .package.edition import Edition
from .say import Say, listed
from .slots import filled


def requested(edition: Edition, finding: Finding, words: Mapping[str, str]) -> str:
    """The sentence to send, from the edition in their language (Edition.spoken); `words` are the pages' own texts in
    it, for dates. "" where nothing is to be asked; the Japanese where the edition knows no such check any more."""
    check = next((one for one in edition.checks if one.id == finding.code), None)
    if check is None:
        return finding.ask
    return filled(check.ask, lambda name: _said(edition, finding.slots.get(name, ""), words))


def _said(edition: Edition, value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return _told(listed(edition.papers.label(one) or str(one) for one in value), edition.lang, words)
    day = _day(value)
    return _told(spoken_short(day), edition.lang, words) if day else str(value)


def _told(said: str, lang: str, words: Mapping[str, str]) -> str:
    return said.tell(words) if isinstance(said, Say) and lang != JA else str(said)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("0000-00-00") else None
    except ValueError:
        return None
