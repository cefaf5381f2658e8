"""門 - every request is inside one municipality or in none; what fails is undone, then told in plain words."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError

from madoguchi.store import look, wall

from . import clock, faults, uploads

Answer = Callable[[HttpRequest], HttpResponse]
FIRST: Final = "arrived"
A_DAY: Final = timedelta(days=1)
# First steps of an address that belong to the house itself.
OURS: Final = frozenset({"", "accessibility", "health", "demo", "robot", "static", "favicon.ico", "robots.txt"})


class Arrived:
    """到達: the moment a request reached us, before its body is read and before it waits for anything.

    What came in and met a fault of ours came in all the same: its moment is sealed into a cookie of that address, and
    whoever sends it once more within a day is as early as the first time.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        before = request.get_signed_cookie(FIRST, "", salt=request.path) if request.method == "POST" else ""
        first = datetime.fromisoformat(before) if before else now
        request.arrived = first if now - A_DAY < first < now else now
        response = self.get_response(request)
        if request.method == "POST" and response.status_code >= 500:
            seal: dict[str, Any] = {"salt": request.path, "max_age": A_DAY, "path": request.path}
            secure = settings.SESSION_COOKIE_SECURE
            response.set_signed_cookie(
                FIRST, request.arrived.isoformat(), **seal, httponly=True, samesite="Lax", secure=secure
            )
        elif before:
            response.delete_cookie(FIRST, path=request.path, samesite="Lax")
        return response


class _Undo(Exception):
    """Leaves the wall so that nothing stays of a deed that failed."""


class Wall:
    """自治体の壁: the first step of the address names the municipality; a host of its own allows no other."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slug = request.path_info.split("/", 2)[1]
        if slug in OURS:
            return self.get_response(request)
        # Read to the end before the transaction begins: a slow sender must not keep others from writing.
        try:
            len(request.body if request.content_type == "application/json" else request.POST)
        except UnreadablePostError as broken_line:
            return faults.unreadable(request, broken_line)
        try:
            return self._answer(request, slug)
        except Exception as fault:
            # Before or after the page itself: nobody answers the first question, or the commit.
            if look.away(fault):
                return faults.away(request, fault)
            raise

    def _answer(self, request: HttpRequest, slug: str) -> HttpResponse:
        own = settings.HOSTS.get(request.get_host().partition(":")[0], slug)
        request.city = look.municipality(slug) if own == slug else None
        if request.city is None:
            raise Http404
        try:
            uploads.before(request)
        except Exception as fault:  # noqa: BLE001 - told by Faults like one of the view itself
            request.fault = fault
            return HttpResponse(status=500)
        response = self._inside(request)
        if request.method in ("GET", "HEAD") and look.away(getattr(request, "fault", None)):
            # The line broke while we only looked: one more look, by another line, harms nobody.
            del request.fault
            response = self._inside(request)
        try:
            uploads.after(response)
        except Exception as fault:  # noqa: BLE001 - as above
            request.fault = fault
        return response

    def _inside(self, request: HttpRequest) -> HttpResponse:
        try:
            with around(request, write=request.method == "POST"):
                response = self.get_response(request)
                if hasattr(request, "fault"):
                    raise _Undo
        except _Undo:
            pass
        return response


class Faults:
    """失敗: a deed that could not be done has been undone by the wall; the answer comes from a fresh look."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not hasattr(request, "fault"):
            return response
        if look.away(request.fault):
            return faults.away(request, request.fault)
        try:
            with around(request):
                return faults.answer(request, request.fault)
        except Exception as worse:  # noqa: BLE001 - a mistake in the page about a mistake still gets its number
            return faults.broken(request, worse)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse:
        """Keep it for later: the page about it is made when the transaction is gone."""
        request.fault = fault
        return HttpResponse(status=500)


class Headers:
    """見出し: nothing of ours is kept by others on the way; only what never changes says otherwise itself."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        # For browsers that do not know frame-ancestors; pages about faults are made outside of Django's own.
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response


def around(request: HttpRequest, write: bool = False) -> AbstractContextManager[object]:
    """The wall of the request's municipality."""
    city = getattr(request, "city", None)
    return wall.inside(city.slug, write=write) if city else nullcontext()
