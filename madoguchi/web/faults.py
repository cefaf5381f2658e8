"""失敗の画面 - what was expected to go wrong has its own words; what was not has a number, and nothing internal."""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from madoguchi.core.flow import NotAllowed
from madoguchi.core.plug import PlugError
from madoguchi.desk.refusals import AlreadySubmitted, Incomplete, NoDraft, NotFound, Refused, WindowClosed
from madoguchi.store import look
from madoguchi.store.look import OutsideTheWall, Stale

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of an input

log = logging.getLogger("madoguchi.faults")

View = Callable[..., HttpResponse]
Again = Callable[..., HttpResponse]


RETRY_AFTER = "5"  # seconds; a fail-over takes about as long
PLAIN = "うまくいきませんでした。続くときは、この番号を窓口に伝えてください: {}\n"


class ProveFirst(Exception):
    """What was sent needs a second factor shown lately; it is kept, and offered again behind it."""


class Forged(Exception):
    """A form came without its token: the cookie was lost, or another site sent it."""


def otherwise(again: Again, *kinds: type[Exception]) -> Callable[[View], View]:
    """Which view answers, from a fresh look, when a deed of this view fails so: `again(request, fault, **names)`."""

    def marked(view: View) -> View:
        known: dict[type[Exception], Again] = getattr(view, "otherwise", {})
        view.otherwise = known | dict.fromkeys(kinds, again)  # type: ignore[attr-defined] # - a mark on a function
        return view

    return marked


def answer(request: HttpRequest, fault: Exception) -> HttpResponse:
    """The page for a deed that failed, by the view's own answer if it has one."""
    match = request.resolver_match
    known: Mapping[type[Exception], Again] = getattr(match.func, "otherwise", {}) if match else {}
    if again := known.get(type(fault)):
        try:
            return again(request, fault, **match.kwargs)
        except Exception as deeper:  # noqa: BLE001 - told below like any other: the fresh look may find the draft gone
            fault = deeper
    if isinstance(fault, AlreadySubmitted):
        return redirect("done", **{name: match.kwargs[name] for name in ("city", "procedure", "key")})
    if isinstance(fault, ProveFirst):
        return _prove(request)
    if isinstance(fault, PlugError):
        return away(request, fault)
    for kinds, status, page in EXPECTED:
        if isinstance(fault, kinds):
            return _page(request, page, status, {"fault": fault, "posted": _posted(request, fault)})
    return broken(request, fault)


EXPECTED: tuple[tuple[tuple[type[Exception], ...], int, str], ...] = (
    ((Http404, NoDraft, NotFound, OutsideTheWall), 404, "missing"),
    ((PermissionDenied,), 403, "refused"),
    ((WindowClosed,), 409, "closed"),
    ((NotAllowed, Stale, Incomplete, Refused), 409, "moved"),
    ((Forged,), 403, "forged"),
    ((BadRequest, SuspiciousOperation), 400, "unreadable"),
)


def _prove(request: HttpRequest) -> HttpResponse:
    from .staff import sign  # the page keeps what was sent, and so it needs this module

    return sign.prove(request, request.city.slug)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page again, with what was typed and a fresh token."""
    return answer(request, Forged(reason))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return _page(request, "missing", 404)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return _page(request, "refused", 403)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: mostly a body that is too big to be read."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return _page(request, "too_big", 413)
    return _page(request, "unreadable", 400)


def broken(request: HttpRequest, fault: Exception | None = None) -> HttpResponse:
    """handler500, and what else nobody expected: our mistake, with a number that the office finds in the log."""
    if look.away(fault or sys.exc_info()[1]):
        return away(request, fault)
    number = new_number()
    log.error("fault %s", number, exc_info=fault or True, extra={"number": number, "method": str(request.method)})
    try:
        return _page(request, "broken", 500, {"number": number})
    except Exception:  # noqa: BLE001 - when not even our pages can be made, the number still reaches the person
        return HttpResponse(PLAIN.format(number), status=500, content_type="text/plain; charset=utf-8")


def away(request: HttpRequest, fault: Exception | None = None) -> HttpResponse:
    """The database is away, or busy, for a moment: what was typed comes back, to be sent once more.

    Sending it again makes nothing twice: forms carry keys and versions made before the first try.
    """
    number = new_number()
    kind = type(fault or sys.exc_info()[1]).__name__
    log.warning("database away %s", number, extra={"number": number, "method": str(request.method), "fault": kind})
    # A password does not travel back, and a file cannot.
    keeps = request.method == "POST" and not request.FILES and "password" not in request.POST
    posted = [(name, value) for name, values in request.POST.lists() for value in values] if keeps else []
    page = {"number": number, "keeps": keeps, "posted": posted, "files": bool(request.FILES)}
    response = _page(request, "away", 503, page | {"path": request.get_full_path()})
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def new_number() -> str:
    return "-".join(secrets.token_hex(2).upper() for _ in range(2))


def _posted(request: HttpRequest, fault: Exception) -> list[tuple[str, str]]:
    """What a page without a way of its own may send once more."""
    if not isinstance(fault, Forged):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values if name != TOKEN]


def _page(request: HttpRequest, page: str, status: int, more: Mapping[str, Any] | None = None) -> HttpResponse:
    return render(request, f"kit/faults/{page}.html", {"path": request.path, **(more or {})}, status=status)
