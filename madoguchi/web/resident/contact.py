"""お知らせ先の画面 - the family confirms, changes or takes away the address that news go to."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.contact import way_of
from madoguchi.core.language import LANGUAGES
from madoguchi.core.say import say
from madoguchi.desk import confirm
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.web import clock, language
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import own

WRONG: Final = say("番号が違うか、期限が切れています。届いた番号を確かめるか、もう一度送ってください。")
AGAIN: Final = say("安全のための確認が切れました。まだ変わっていません。もう一度押してください。")
LONGEST: Final = 300  # of an address that is shown again as it was typed


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    return _page(request, reference, 403, notice=AGAIN, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def contact(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """One page for all of it: what is sent says which."""
    if request.method != "POST":
        return _page(request, reference)
    deed, now = request.POST.get("deed", ""), clock.now()
    wrong, field = "", "contact"
    if deed == "code":
        wrong, field = "" if confirm.confirm(reference, request.POST.get("code", ""), now) else WRONG, "code"
    elif deed == "again":
        wrong, field = "" if confirm.send(reference, now) else confirm.SPENT, "code"
    elif deed == "language":
        confirm.speak(reference, language.current())
    elif deed == "remove":
        confirm.remove(reference, now)
    elif deed == "change":
        wrong = confirm.change(reference, request.POST.get("contact", "")[:LONGEST], now)
    if wrong:
        return _page(request, reference, 422, mistakes=[showing.Said(field, wrong)], field=field)
    return redirect("contact", city=city, reference=reference)


def _page(request: HttpRequest, reference: str, status: int = 200, **more: Any) -> HttpResponse:
    application = look.application(reference)
    if application is None:
        raise NotFound(reference)
    edition = language.opened(application.edition)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "application": application,
        "way": way_of(application.contact),
        "told_in": LANGUAGES[application.language],
        "typed": request.POST.get("contact", "")[:LONGEST],
        "code": request.POST.get("code", "")[:40],
        **more,
    }
    return render(request, "resident/contact.html", context, status=status)
