"""窓口で前回の内容から始める - a clerk begins a draft for a family at the counter; it is written who did, and why."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core.words import CHOSEN
from madoguchi.desk import again as desk
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.who import staff_only

from . import viewing
from .sign import ask

ROLE = "clerk"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def begin(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """The purpose of looking at the case is that of beginning with it; without one, the case's page asks for it."""
    found = look.glance(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    if request.method != "POST":
        return redirect("case", city=city, case_id=found.id)
    if ROLE not in request.clerk.roles or look.hidden(found.reference, request.clerk):
        raise PermissionDenied
    purpose = viewing.purpose_for(request, found)
    if purpose not in CHOSEN:
        return redirect("case", city=city, case_id=found.id)
    key = desk.at_counter(found.reference, found.id, request.clerk, purpose, clock.now())
    procedure = look.opened(found.edition).procedure.id
    return redirect("again-check", city=city, procedure=procedure, key=key)
