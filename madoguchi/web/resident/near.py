"""近くのクラブ - the family of a child that waits adds a free place near it to its wishes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from madoguchi.desk import nearby
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.web import clock

from .status import own


@require_POST
@own
def add(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """One of the clubs that the page shows, for one child."""
    branch, pool = request.POST.get("child", ""), request.POST.get("pool", "")
    case = next((one for one in look.cases_of(reference) if str(one.branch) == branch), None)
    if case:
        nearby.add(case.id, pool, RESIDENT, clock.now())
    return redirect("standing", city=city, reference=reference)
