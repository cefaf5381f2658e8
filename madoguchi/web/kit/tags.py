"""札 - the few words templates need besides Django's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from jaconv import kata2hira

from madoguchi import locale
from madoguchi.core import days
from madoguchi.core.attachment import spoken_size
from madoguchi.core.case import Municipality
from madoguchi.core.contact import shown
from madoguchi.core.language import RUBY
from madoguchi.core.language import tag as tag_of
from madoguchi.core.say import Say, Untold, japanese, say
from madoguchi.web import assets, furigana, language
from madoguchi.web.language import LATIN, READ

from . import cut
from .slots import over, word

register = template.Library()
register.tag("piece", cut.piece)


class Told(Node):
    """A sentence of a template: its Japanese, and what stands in its slots."""

    def __init__(self, pattern: str, slots: Mapping[str, FilterExpression]) -> None:
        self.pattern, self.slots = pattern, slots

    def render(self, context: template.Context) -> SafeString:
        """The sentence in the language of the page, with its slots made safe."""
        html = _html(self.pattern, language.current())
        if not self.slots:
            return html
        filled = {name: conditional_escape(told(slot.resolve(context))) for name, slot in self.slots.items()}
        return SafeString(html.format(**filled))


@cache
def _html(pattern: str, lang: str) -> SafeString:
    """A pattern in a language, its slots still open; marked where nobody has translated it."""
    texts = locale.texts(lang)
    known = japanese(pattern) if texts is None else texts.get(pattern) or Untold(japanese(pattern))
    return conditional_escape(known)


@register.tag
def t(parser: Parser, token: Token) -> Told:
    """`{% t "{n}か所を直してください" n=count %}`: the sentence in the language of the page, by its Japanese."""
    name, *words = token.split_contents()
    if not words or words[0][0] not in "\"'":
        raise template.TemplateSyntaxError(f"{name} takes a Japanese sentence in quotation marks")
    slots = token_kwargs(words[1:], parser)
    return Told(words[0][1:-1], slots)


@register.filter(name="t")
@over
def told(word: Any) -> Any:
    """What the house said, in the language of the page; anything else as it is."""
    if not isinstance(word, Say):
        return word
    if language.current() == RUBY and (reading := locale.readings().get(word.pattern)):
        return SafeString(furigana.over(word, reading))  # homonyms: only their pattern tells them apart
    texts = locale.texts(language.current())
    return word if texts is None else word.tell(texts)


@register.filter
@over
def plain(word: Any) -> str:
    """The same for attributes, titles and options, where no element can mark what is not translated."""
    known = say(word) if isinstance(word, SafeString) else word  # a literal of the template
    return str(told(known))


@register.filter
@over
def called(city: Municipality) -> str:
    """A municipality as it calls itself; with its reading, or in English letters, where the page has those."""
    lang = language.current()
    if lang in READ:
        return SafeString(furigana.over(city.name, kata2hira(city.kana)))
    return city.name_en if lang in LATIN and city.name_en else city.name


@register.filter
@over
def tag(lang: str) -> str:
    """What an element says of its language."""
    return tag_of(lang)


@register.filter
@over
def span(word: str, look: str) -> SafeString:
    """What a family wrote, for the slot of a sentence: with a look of its own, and never said otherwise."""
    return format_html('<span class="{}" translate="no">{}</span>', look, word)


@register.filter
@over
def address(contact: str) -> Any:
    """An address for news as people read it: of an account that was linked its service alone."""
    return told(shown(contact))


@register.filter
@over
def bold(word: Any) -> SafeString:
    """A word that stands out in the slot of a sentence, in the language of the page."""
    return format_html("<b>{}</b>", told(word))


@register.simple_tag
def asset(name: str) -> str:
    """Address of a file of ours."""
    return assets.address(name)


@register.filter
@over
def filesize(size: int) -> str:
    """1.2 MB."""
    return spoken_size(size)


@register.filter
@over
def spoken(at: date | datetime) -> Any:
    """11月26日(木), in Japan."""
    return told(days.spoken(_day(at)))


@register.filter
@over
def spoken_long(at: date | datetime) -> Any:
    """2026年11月26日(木), in Japan."""
    return told(days.spoken_long(_day(at)))


@register.filter
@over
def clock(at: datetime) -> str:
    """11月26日(木) 9:05, in Japan."""
    here = at.astimezone(days.JST)
    return f"{told(days.spoken(here.date()))} {here:%-H:%M}"


@register.filter
@over
def then(holds: bool, words: str) -> str:
    """The words, where something holds: ` checked`."""
    return words if holds else ""


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Django's own, for open values too."""
    node = defaulttags.url(parser, token)
    node.args = [_Step(arg) for arg in node.args]
    node.kwargs = {name: _Step(arg) for name, arg in node.kwargs.items()}
    return node


class _Step:
    """A step of an address."""

    def __init__(self, said: FilterExpression) -> None:
        self.said = said

    def resolve(self, context: template.Context) -> Any:
        """What stands in the address."""
        return word(self.said.resolve(context))


def _day(at: date | datetime) -> date:
    return days.jst_date(at) if isinstance(at, datetime) else at
