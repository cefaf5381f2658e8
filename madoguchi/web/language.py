"""言語の選択 - which language a page is read in: chosen on it, kept in a cookie, guessed from the browser at first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from madoguchi import locale
from madoguchi.core.language import EASY, JA, LANGUAGES, RUBY, guess, tag, texts_of
from madoguchi.core.package.edition import Edition
from madoguchi.store import look

from . import furigana

NAME: Final = "lang"  # of the cookie, and in an address
READ: Final = (RUBY, EASY)  # readings stand over their kanji
LATIN: Final = ("en", "ko")  # whose readers do not read the names of towns in kanji
A_YEAR: Final = 365 * 24 * 60 * 60
STAFF: Final = "staff"  # the second step of addresses whose pages are Japanese


@dataclass
class Speech:
    """What is being said: in which language, and whether people have signed off every word of it."""

    lang: str = JA
    reviewed: bool = True

    @property
    def tag(self) -> str:
        """What the page says of itself."""
        return tag(self.lang)

    @property
    def name(self) -> str:
        """How the language calls itself."""
        return LANGUAGES[self.lang]

    @property
    def translated(self) -> bool:
        """Whether it is no longer the Japanese that counts."""
        return texts_of(self.lang) != JA


_SPEECH: ContextVar[Speech] = ContextVar("speech", default=Speech())  # noqa: B039 - outside of requests, never changed


def speech() -> Speech:
    """What is being said on the page that is being made."""
    return _SPEECH.get()


def current() -> str:
    """The language of the page that is being made."""
    return speech().lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Everything within is said in this language."""
    written = texts_of(lang)
    token = _SPEECH.set(Speech(lang, written == JA or bool(locale.catalogue(written).reviewed)))
    try:
        yield
    finally:
        _SPEECH.reset(token)


def heard(edition: Edition) -> Edition:
    """An edition in the language of the page, which is signed off only if all of them are."""
    if (said := edition.spoken(current())) is not edition:
        speech().reviewed &= said.reviewed
    return said


def opened(digest: str) -> Edition:
    """The edition of a digest in the language of the page."""
    return heard(look.opened(digest))


def others(request: HttpRequest) -> tuple[dict[str, str], ...]:
    """Every language with the way to this page in it."""
    return _others(tuple(_rest(request)))


@lru_cache(maxsize=64)
def _others(rest: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], ...]:
    return tuple(
        {"name": name, "tag": tag(lang), "query": urlencode([*rest, (NAME, lang)])} for lang, name in LANGUAGES.items()
    )


def _rest(request: HttpRequest) -> list[tuple[str, str]]:
    """What else the address asks for."""
    return [(name, value) for name, values in request.GET.lists() if name != NAME for value in values]


class Language:
    """言語: `?lang=en` chooses, and is kept; else the cookie of before, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get(NAME, "")
        if wanted in LANGUAGES and request.method in ("GET", "HEAD"):
            return keep(_without(request), wanted)
        with speaking(_of(request)):
            response = self.get_response(request)
            if current() in READ and response.headers.get("Content-Type", "").startswith("text/html"):
                page = furigana.annotated(response.content.decode(), locale.readings())
                response.content = page
        return response


def keep(response: HttpResponse, lang: str) -> HttpResponse:
    """The answer, with which this device learns the language."""
    kept: dict[str, Any] = {"max_age": A_YEAR, "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(NAME, lang, httponly=True, samesite="Lax", **kept)
    return response


def recalled(request: HttpRequest, response: HttpResponse, lang: str) -> HttpResponse:
    """The answer, with which a device that has chosen nothing learns the language a family reads in."""
    return response if kept(request) else keep(response, lang)


def kept(request: HttpRequest) -> str:
    """The language that was chosen on this device, "" when none was."""
    chosen = request.COOKIES.get(NAME, "")
    return chosen if chosen in LANGUAGES else ""


def _of(request: HttpRequest) -> str:
    if request.path_info.split("/")[2:3] == [STAFF]:
        return JA
    return kept(request) or guess(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))


def _without(request: HttpRequest) -> HttpResponse:
    """To the same page, whose address no longer names a language."""
    rest = _rest(request)
    path = request.path.replace("//", "/")  # never to another house
    return HttpResponseRedirect(path + (f"?{urlencode(rest)}" if rest else ""))
