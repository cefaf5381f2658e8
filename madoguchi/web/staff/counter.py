"""窓口で一緒に入力する - a clerk begins a draft with whoever sits there; the form itself is the residents' own."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.helper import LONGEST
from madoguchi.desk import helper as desk
from madoguchi.desk.refusals import Incomplete
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

WHO: Final = "申請する人の名前を入力してください。"
LOST: Final = "安全のための確認が切れました。まだ始めていません。もう一度押してください。"


@staff_only(ask)
def again(request: HttpRequest, city: str, fault: Exception) -> HttpResponse:
    """The page as it was sent, with what was wrong."""
    if isinstance(fault, Incomplete):
        return _page(request, 422, mistakes=[showing.Said("resident", WHO)])
    return _page(request, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: again(request, fault=fault, **names), Incomplete, Forged)
@staff_only(ask)
def counter(request: HttpRequest, city: str) -> HttpResponse:
    """Whose application it is; posted, the form begins. This device does not remember it: the next family sits here."""
    if request.method != "POST":
        return _page(request)
    editions = {edition.procedure.id: edition for edition in _editions(request)}
    edition = editions.get(request.POST.get("procedure", ""))
    if edition is None:
        raise PermissionDenied
    key = desk.begin(edition.procedure.id, request.clerk, request.POST.get("resident", ""), clock.now())
    return redirect("page", city=city, procedure=edition.procedure.id, key=key, slug=edition.form.pages[0].id)


def _editions(request: HttpRequest) -> tuple[Any, ...]:
    """The procedures of the clerk's sections that are open now. Raises PermissionDenied for whoever is no clerk."""
    if desk.ROLE not in request.clerk.roles:
        raise PermissionDenied
    now = clock.now()
    return tuple(one for one in look.editions_of(request.clerk) if not one.town.windows or one.town.open_at(now))


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "here": "inbox",
        "editions": _editions(request),
        "chosen": request.POST.get("procedure", ""),
        "resident": request.POST.get("resident", "")[:LONGEST],
        "longest": LONGEST,
        **more,
    }
    return render(request, "staff/counter.html", context, status=status)
