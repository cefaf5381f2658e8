"""選考回の一覧 - the rounds of each procedure, and a new one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import Round
from madoguchi.desk import select
from madoguchi.store.look import round as look
from madoguchi.web import clock
from madoguchi.web.who import acting

from .guard import workers_only


@require_http_methods(["GET", "HEAD", "POST"])
@workers_only
def rounds(request: HttpRequest, city: str) -> HttpResponse:
    """The list; posted, one more is begun."""
    editions = {one.procedure.id: one for one in look.with_rounds(request.clerk)}
    if request.method == "POST":
        edition = editions.get(request.POST.get("procedure", ""))
        if edition is None or edition.selection is None:
            raise Http404
        by = acting(request.clerk, edition.selection.flow, "begin")
        begun = select.begin(edition.procedure.id, request.POST.get("window", ""), by, clock.now())
        return redirect("round", city=city, number=begun.id)
    listed = [(edition, _listed(edition)) for edition in editions.values()]
    may = "clerk" in request.clerk.roles
    return render(request, "round/rounds.html", {"here": "rounds", "listed": listed, "may": may})


def _listed(edition: Edition) -> list[tuple[Round, str, str]]:
    windows = {one.id: one.label for one in edition.town.windows}
    assert edition.selection is not None  # as `with_rounds` has found
    statuses = edition.selection.flow.by_status
    return [
        (one, windows.get(one.window, one.window), statuses[one.status].label)
        for one in look.all_of(edition.procedure.id)
    ]
