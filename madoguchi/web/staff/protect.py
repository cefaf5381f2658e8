"""支援措置の画面 - a family is hidden or shown again by those who decide; the new number is told once, on paper."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.case import Actor
from madoguchi.desk import protect as desk
from madoguchi.desk.refusals import Incomplete, NotFound, Stale
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.faults import otherwise
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

NOBODY: Final = "見ることができる職員を1人以上選んでください。"
MOVED: Final = "ほかの人が先に変えました。いまの状態を確かめてください。"


@staff_only(ask)
def again(request: HttpRequest, city: str, case_id: str, fault: Exception) -> HttpResponse:
    """The page as it is now, with what was wrong."""
    if isinstance(fault, Incomplete):
        return _page(request, case_id, 422, mistakes=[showing.Said("clerks", NOBODY)])
    return _page(request, case_id, 409, notice=MOVED, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: again(request, fault=fault, **names), Incomplete, Stale)
@staff_only(ask)
def protect(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """Who may still see it; posted, the mark is set, changed or lifted."""
    actor = _actor(request)
    if request.method != "POST":
        return _page(request, case_id)
    found = look.glance(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    named = request.POST.getlist("clerks")
    deed = request.POST.get("deed", "")
    if deed == "protect":
        secret = desk.protect(found.reference, named, actor, clock.now())
        # The number opens the family's pages: it is for those who may see them.
        shown = "" if look.hidden(found.reference, request.clerk) else secret
        return render(request, "staff/protected.html", {"found": found, "secret": shown})
    if deed == "name":
        desk.name(found.reference, named, actor, clock.now())
    elif deed == "unprotect":
        desk.unprotect(found.reference, actor, clock.now())
    return redirect("protect", city=city, case_id=found.id)


def _actor(request: HttpRequest) -> Actor:
    role = next((role for role in desk.ROLES if role in request.clerk.roles), "")
    if not role:
        raise PermissionDenied
    return request.clerk.actor(role)


def _page(request: HttpRequest, case_id: str, status: int = 200, **more: Any) -> HttpResponse:
    found = look.glance(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    protection = look.protection(found.reference)
    sent = request.POST.getlist("clerks") if request.method == "POST" else None
    ticked = sent if sent is not None else protection.clerks if protection else ()
    context = {
        "found": found,
        "protection": protection,
        "accounts": [(one, one.username in ticked) for one in look.clerks() if one.active],
        **more,
    }
    return render(request, "staff/protect.html", context, status=status)
