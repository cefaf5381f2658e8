"""見本の入力 - a family types its answers in page by page, the way people type; what comes of it is handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import jaconv

from madoguchi.core import form
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.package.edition import Edition

from .dice import Dice

LOOSE: Final = frozenset({"kana", "phone", "postcode", "number", "date"})


class Mistyped(Exception):
    """The form would not let this family pass: it has changed, and the sample does not know."""


@dataclass(frozen=True)
class Page:
    """One page as a browser sends it."""

    stop: form.Stop
    raw: Mapping[str, list[str]]


def pages_of(edition: Edition, answers: Mapping[str, Any], today: date, dice: Dice) -> tuple[Page, ...]:
    """All pages that these answers lead through, typed in."""
    scope = edition.scope(today, answers)
    full = form.fill(edition.form, answers)
    typed = []
    for stop in form.walk(edition.form, answers, scope):
        home = form.home(stop, full)
        raw: dict[str, list[str]] = {}
        for field in form.fields_of(edition.form, stop, answers, scope):
            inputs = KINDS[field.kind].inputs(field, home[field.id], form.path(stop, field))
            raw |= {name: [_loosely(field, text, dice)] for name, text in inputs.items()}
        typed.append(Page(stop, raw))
    return tuple(typed)


def document_of(edition: Edition, pages: tuple[Page, ...], today: date) -> dict[str, Any]:
    """What the form makes of typed pages, each cleaned as when a browser sends it. Raises Mistyped."""
    given: dict[str, Any] = {}
    for page in pages:
        cleaned = edition.clean(page.stop, given, page.raw, today)
        if not cleaned.ok:
            raise Mistyped(f"{page.stop.slug}: {cleaned.mistakes or cleaned.fresh}")
        given = cleaned.answers
    scope = edition.scope(today, given)
    # What was answered leads through the pages that were typed, and no others.
    led = [stop.slug for stop in form.walk(edition.form, given, scope)]
    if led != [page.stop.slug for page in pages]:
        raise Mistyped(f"the form leads through {led}")
    if wrong := form.mistakes_of(edition.form, given, scope):
        raise Mistyped(f"{wrong}")
    return edition.document(given, today)


def _loosely(field: Field, text: str, dice: Dice) -> str:
    """As people type: full-width digits, hiragana or half-width kana, an ideographic space between names."""
    if not text or field.kind not in LOOSE or not dice.happens("width"):
        return text
    if field.kind == "kana":
        return dice.one_of((jaconv.kata2hira, jaconv.z2h))(text).replace(" ", "\u3000")
    return jaconv.h2z(text, digit=True, ascii=True)
