"""入口 - rounds are for who works on the procedure; to others they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from madoguchi.core.selection import Round, Run
from madoguchi.store.look import round as look
from madoguchi.web.context import WORK
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

View = Callable[..., HttpResponse]


def workers_only(view: View) -> View:
    """A page for clerks and deciders."""

    @wraps(view)
    def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
        if not WORK & set(request.clerk.roles):
            raise Http404
        return view(request, city, **names)

    return staff_only(ask)(guarded)


def found(request: HttpRequest, number: int) -> Round:
    """The round of an address. Raises Http404 where this clerk has nothing to do with it."""
    seen = look.seen(number, request.clerk)
    if seen is None:
        raise Http404
    return seen


def given(request: HttpRequest, number: int) -> tuple[Round, Run]:
    """A round whose places were given, and the run in force. Raises Http404."""
    seen = found(request, number)
    made = look.run(seen.run)
    if made is None:
        raise Http404
    return seen, made
