"""メールで始める画面 - an address, then the six digits that reached it."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.say import say
from madoguchi.desk import identity, mailcode
from madoguchi.web import clock, language
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from . import index, signed
from .person import onward
from .sign_in import own

MAILED: Final = "mailed"  # in the session: which address was sent a code, sealed
LONGEST: Final = 300
WRONG: Final = say("番号が違うか、期限が切れています。届いた番号を確かめるか、もう一度送ってください。")
LOST: Final = say("安全のための確認が切れました。もう一度押してください。")


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    return _page(request, procedure, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def mail_in(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """Both steps are one page: a code is asked for once it was sent."""
    if identity.MAIL not in identity.ways(index.current(procedure)):
        raise Http404
    if request.method != "POST":
        return _page(request, procedure)
    if request.POST.get("deed") == "code":
        return _typed(request, procedure)
    kept, say = mailcode.send(request.POST.get("contact", "")[:LONGEST], procedure, clock.now(), language.current())
    if say:
        return _page(request, procedure, 422, mistakes=[showing.Said("contact", say)], field="contact")
    draft = _draft(request, procedure)
    request.session[MAILED] = {**kept, "draft": draft}
    return redirect("mail-in", city=city, procedure=procedure)


def _typed(request: HttpRequest, procedure: str) -> HttpResponse:
    kept = request.session.get(MAILED)
    address = mailcode.proved(kept, request.POST.get("code", "")[:40], clock.now()) if kept else ""
    if not address:
        return _page(request, procedure, 422, mistakes=[showing.Said("code", WRONG)], field="code")
    del request.session[MAILED]
    number = identity.recognise(identity.MAIL, address, clock.now())
    signed.enter(request, number, identity.MAIL, {})
    return onward(request, procedure, kept["draft"] if own(kept["draft"], procedure) else "", number, {})


def _draft(request: HttpRequest, procedure: str) -> str:
    key = request.POST.get("draft", "") or request.GET.get("draft", "")
    return key if own(key, procedure) else ""


def _page(request: HttpRequest, procedure: str, status: int = 200, **more: Any) -> HttpResponse:
    edition = index.current(procedure)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "sent": MAILED in request.session and "again" not in request.GET and more.get("field") != "contact",
        "typed": request.POST.get("contact", "")[:LONGEST],
        "draft": _draft(request, procedure),
        **more,
    }
    return render(request, "resident/mail_in.html", context, status=status)
