"""入口 - the pages of designers are for designers who have to do with the procedure; to others they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from madoguchi.core.case import Actor
from madoguchi.core.package.edition import Edition
from madoguchi.desk.revise import ROLE
from madoguchi.store.look import revision as look
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

View = Callable[..., HttpResponse]


def designers_only(view: View) -> View:
    """A page for designers."""

    @wraps(view)
    def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
        if ROLE not in request.clerk.roles:
            raise PermissionDenied
        return view(request, city, **names)

    return staff_only(ask)(guarded)


def edition_of(request: HttpRequest, procedure: str) -> Edition:
    """The edition in force, with tables. Raises Http404 where this clerk has nothing to do with it."""
    found = next((one for one in look.with_tables(request.clerk) if one.procedure.id == procedure), None)
    if found is None:
        raise Http404
    return found


def designer(request: HttpRequest) -> Actor:
    """The clerk as the designer they are."""
    return Actor(request.clerk.username, ROLE)
