"""切り分け - a template that Django has rendered once is cut at its open places; afterwards its page is only joined.

A text is remembered with the questions that the template asked of the values of its page (kit/slots.py). Whoever
answers alike is shown the same text with values of their own between: no value is ever part of a text, whatever the
template does. A text serves only after it has made the very bytes of the template once. What cannot be cut is rendered
by the template, as ever: see docs/decisions/0012-cut-pages.md.
"""

from __future__ import annotations

import logging
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.template.base import Parser, Token
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.utils.safestring import SafeString

from madoguchi.web import language

from .slots import Text, Trace, Values

log = logging.getLogger("madoguchi.cut")

MOST_PIECES: Final = 2000  # pieces of pages whose texts are remembered: those used last
MOST_TEXTS: Final = 64  # texts of one piece, before it begins anew


@lru_cache(maxsize=MOST_PIECES)
def _texts(name: str, spoken: str, names: tuple[str, ...], fixed: object) -> list[Text | None]:
    """What is known of a piece, by all that its texts may depend on without a question; None: it cannot be cut."""
    return []


def html(name: str, values: Values, about: str = "") -> SafeString:
    """A template with these values. `about`: the one that knows what of it is the same for all (`fixed`, `opened`)."""
    texts = _texts(name, values.language, tuple(values), values[about].fixed if about else None)
    for place, text in enumerate(texts):
        if found := _of(text, values):
            if place:  # what is asked for more often is met sooner
                texts[place - 1], texts[place] = text, texts[place - 1]
            return SafeString(found)
    plain: SafeString = get_template(name).render(dict(values), values.request)
    if None not in texts:
        if len(texts) >= MOST_TEXTS:
            texts.clear()
        texts.append(_cut(name, values, about, plain))
    return plain


def _of(text: Text | None, values: Values) -> str | None:
    try:
        return text.of(values) if text else None
    except Exception:  # noqa: BLE001 - what is so unlike the page that was cut, the template knows
        return None


def _cut(name: str, values: Values, about: str, plain: str) -> Text | None:
    """The template's text, where it comes to what the template made of the values themselves."""
    trace, why = Trace(values), "other bytes"
    try:
        text = trace.cut(get_template(name).template.render(trace.context(about)))
        if text.of(values) == plain:
            return text
    except Exception as fault:  # noqa: BLE001 - as above
        why = type(fault).__name__
    log.info("%s is left to its template here: %s", name, why)
    return None


def page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """As django.shortcuts.render, to the byte."""
    values = Values()
    for processor in Engine.get_default().template_context_processors:
        values.update(processor(request))
    values.update(context)
    values.request, values.language = request, language.current()
    return HttpResponse(html(name, values), status=status)


class Piece(IncludeNode):
    """`{% piece "kit/field.html" f %}`: as include, and cut for itself; `f` knows what of it is the same for all."""

    about = ""

    def render(self, context: Context) -> str:
        trace: Trace | None = getattr(context, "trace", None)
        if trace is None:
            return str(super().render(context))
        name, about, make = trace.name(str(self.template.resolve(context))), trace.name(self.about), trace.name(html)
        values = f"v0.beside({about}, v{context[self.about]._place})" if self.about else "v0"
        return escape(trace.mark(f"{make}({name}, {values}, {about})"))


def piece(parser: Parser, token: Token) -> Piece:
    """The tag."""
    _, template, *about = token.split_contents()
    node = Piece(parser.compile_filter(template))
    node.about = about[0] if about else ""
    return node
