"""呼び鈴 - where the services at which families have linked an account tell us of it; each message is signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from madoguchi.core.contact import LINE, PORTAL
from madoguchi.desk import link
from madoguchi.desk.refusals import NotFound

from . import clock

LARGEST: Final = 1_000_000  # bytes of a message
MOST: Final = 200  # signs of somebody's words that are looked at


@csrf_exempt
@require_POST
def line(request: HttpRequest, city: str) -> HttpResponse:
    """LINE's webhook: words that somebody sent to the city's account, and who has blocked it."""
    return _heard(request, LINE, "X-Line-Signature", _events)


@csrf_exempt
@require_POST
def portal(request: HttpRequest, city: str) -> HttpResponse:
    """The same of マイナポータル, as we assume it (見本): {"to", "text"}, or {"to", "gone": true}."""
    return _heard(request, PORTAL, "X-Madoguchi-Signature", lambda told: iter([(told["to"], told.get("text"))]))


def _heard(request: HttpRequest, way: str, head: str, read: Any) -> HttpResponse:
    door = link.door_of(way)
    if door is None:
        raise NotFound(way)
    if len(request.body) > LARGEST or not link.signed(door, request.body, request.headers.get(head, "")):
        return HttpResponse(status=401)
    try:
        found = [(str(account), words) for account, words in read(json.loads(request.body))]
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse(status=400)
    for account, words in found:
        if words is None:
            link.gone(way, account, clock.now())
        else:
            link.take(way, account, str(words)[:MOST], clock.now())
    return HttpResponse()  # whether the words were right is told to nobody but the family, on its page


def _events(told: Any) -> Iterator[tuple[str, str | None]]:
    """Who said what; None: who has blocked the account. All other events are nothing to us."""
    for event in told["events"]:
        source = event.get("source") or {}
        message = event.get("message") or {}
        if source.get("type") != "user":
            continue
        if event["type"] == "unfollow":
            yield source["userId"], None
        elif event["type"] == "message" and message.get("type") == "text":
            yield source["userId"], message["text"]
