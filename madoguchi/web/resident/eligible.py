"""利用できるか確かめる - questions before the form: why it may be no use, what else there is; nobody is stopped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.core import form
from madoguchi.core.form import Cleaned, Eligibility, Obstacle, Stop
from madoguchi.core.package.edition import Edition
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .index import about, answered, current


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str) -> HttpResponse:
    """The token was lost: nothing is kept of these answers, so they are simply asked again."""
    edition = current(procedure)
    return _page(request, edition, _asked(edition), Cleaned({}, (), {}), status=403)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def eligible(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The questions; posted, what the answers say. They are not stored."""
    edition = current(procedure)
    before = _asked(edition)
    if request.method != "POST":
        return _page(request, edition, before, Cleaned({}, (), {}))
    cleaned = answered(request, edition, before)
    if showing.LOOK in request.POST or not cleaned.ok:
        return _page(request, edition, before, cleaned, status=422 if cleaned.mistakes else 200)
    against = before.against(cleaned.answers, edition.scope(clock.today(), {}))
    return _page(
        request, edition, before, cleaned, verdict=True, against=list(_told(against)), carried=cleaned.typed.items()
    )


def _asked(edition: Edition) -> Eligibility:
    """What is asked before the form. Raises Http404."""
    if edition.eligibility is None:
        raise Http404
    return edition.eligibility


def _page(
    request: HttpRequest, edition: Edition, before: Eligibility, cleaned: Cleaned, status: int = 200, **more: Any
) -> HttpResponse:
    base, stop = edition.scope(clock.today(), {}), Stop(before.form.pages[0])
    filled, asks = form.prefilled(before.form, stop, cleaned.answers, base)
    fields = showing.shown([(stop, field) for field in asks], filled, cleaned.typed, cleaned.mistakes)
    context = {**about(edition), "fields": fields, "mistakes": showing.said(cleaned.mistakes, fields), **more}
    return render(request, "resident/eligible.html", context, status=status)


def _told(against: Iterable[Obstacle]) -> Iterable[dict[str, Any]]:
    """Why not, and what else there is; a procedure that is not offered here is told without a link."""
    offered = {edition.procedure.id: edition.procedure for edition in look.published()}
    for obstacle in against:
        instead = [{"say": one.say, "procedure": offered.get(one.procedure)} for one in obstacle.instead]
        yield {"say": obstacle.say, "source": obstacle.source, "instead": instead}
