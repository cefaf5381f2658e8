"""廃棄の記録 - for admins: what went under which 保存年限, what is kept beyond it, and each certificate to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.store.look import retention
from madoguchi.web.who import staff_only

from .sign import ask


@require_safe
@staff_only(ask)
def disposals(request: HttpRequest, city: str) -> HttpResponse:
    """The list."""
    _admins_only(request)
    context = {"here": "disposals", "certificates": retention.certificates(), "held": retention.held()}
    return render(request, "staff/disposals.html", context)


@require_safe
@staff_only(ask)
def certificate(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """One certificate, with every number that stands on it."""
    _admins_only(request)
    found = retention.certificate(number)
    if found is None:
        raise Http404
    one, gone = found
    context = {"here": "disposals", "one": one, "gone": gone, "procedure": retention.named(one.procedure)}
    return render(request, "staff/certificate.html", context)


def _admins_only(request: HttpRequest) -> None:
    # To everybody else the page is not there: what was kept back, and why, is not theirs to know.
    if "admin" not in request.clerk.roles:
        raise Http404
