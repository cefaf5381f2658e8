"""入力を受け取る - what a browser sent, as the deeds want it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from django.http import HttpRequest

from madoguchi.core.fields import Raw

WORDS: Final = {"reason": "理由", "message": "申請者に伝える内容", "words": "面談の内容"}
MOST_TRIES: Final = 4  # of a page, that may have come or not
LONGEST_DAY: Final = 24 * 60 * 60


def raw(request: HttpRequest) -> Raw:
    """All inputs by name, each with all its values."""
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """The sentences a clerk wrote, each with what it is called, for a page that can no longer take them."""
    said = ((label, request.POST.get(name, "").strip()) for name, label in WORDS.items())
    return [(label, text) for label, text in said if text]


def number(request: HttpRequest, name: str) -> int | None:
    """A whole number that a page of ours put into a hidden input; None when it is no number (any more)."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def touch(request: HttpRequest) -> int | None:
    """作業時間: the seconds a person was active on the page, if its script counted them."""
    seconds = number(request, "touch")
    return seconds if seconds is not None and seconds <= LONGEST_DAY else None


def earlier(request: HttpRequest) -> tuple[Raw, ...]:
    """What a page says that it sent before, without hearing whether it came: each a form's inputs as a query."""
    sent = request.POST.getlist("before")[-MOST_TRIES:]
    return tuple(parse_qs(one, keep_blank_values=True, errors="replace") for one in sent)


def version(request: HttpRequest) -> int:
    """The version a page was made from; none fits when it was lost."""
    known = number(request, "version")
    return -1 if known is None else known
