"""止まった用務 - what could not be done outside by itself waits here for a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.desk import errands
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.web import clock, read
from madoguchi.web.who import staff_only

from .sign import ask


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def failed(request: HttpRequest, city: str) -> HttpResponse:
    """The list; posted, one of them is sent out again."""
    if request.method != "POST":
        context = {"here": "errands", "errands": look.failed_errands(request.clerk), "done": "done" in request.GET}
        return render(request, "staff/errands.html", context)
    clerk = request.clerk
    try:
        errands.retry(read.number(request, "errand") or 0, clerk.actor(clerk.roles[0]), clock.now())
    except LookupError:
        raise NotFound("errand") from None
    answer = redirect("errands", city=city)
    answer["Location"] += "?done=1"
    return answer
