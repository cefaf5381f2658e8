"""もう一人の保護者の画面 - the family gives out an address; whoever opens it sees little, and says yes once."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core import assent as core
from madoguchi.core.days import jst_date
from madoguchi.core.say import say
from madoguchi.desk import assent as desk
from madoguchi.desk import submit, tell
from madoguchi.desk.refusals import NoDraft, NotFound
from madoguchi.store import look
from madoguchi.web import clock, language
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing
from madoguchi.web.kit.assent import about

from .later import picture
from .status import own

LONGEST: Final = 300
AGAIN: Final = say("安全のための確認が切れました。まだ何もしていません。もう一度押してください。")


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page as it was sent."""
    return _page(request, reference, 403, notice=AGAIN, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def offer(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """From the status page."""
    return _offer(request, reference)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: of_receipt_again(request, **names), Forged)
def of_receipt(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """From the receipt."""
    return _offer(request, _handed_in(key))


def of_receipt_again(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """The token was lost: the page as it was sent."""
    return _page(request, _handed_in(key), 403, notice=AGAIN, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: _asked(request, names["token"], 403), Forged)
def confirm(request: HttpRequest, city: str, token: str) -> HttpResponse:
    """What the other guardian meets."""
    if request.method == "POST" and desk.confirm(token, clock.now()):
        return redirect("assent", city=city, token=token)
    return _asked(request, token)


def _handed_in(key: str) -> str:
    receipt = submit.receipt(key)
    if receipt is None:
        raise NoDraft
    return receipt.reference


def _offer(request: HttpRequest, reference: str) -> HttpResponse:
    application = look.application(reference)
    given = application is not None and about(application)["given"]
    if request.method != "POST" or given:
        return _page(request, reference)
    if request.POST.get("deed") != "send":
        return _page(request, reference, link=tell.guardian_link(desk.offer(reference, clock.now())))
    wrong = desk.send(reference, request.POST.get("contact", "")[:LONGEST], clock.now())
    if wrong:
        return _page(request, reference, 422, mistakes=[showing.Said("contact", wrong)])
    return _page(request, reference, sent=True)


def _page(request: HttpRequest, reference: str, status: int = 200, link: str = "", **more: Any) -> HttpResponse:
    application = look.application(reference)
    second = about(application) if application else {"number": None}
    if application is None or second["number"] is None:
        raise NotFound(reference)
    edition = language.opened(application.edition)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "second": second,
        "link": link,
        "picture": picture(link) if link else "",
        "typed": request.POST.get("contact", "")[:LONGEST],
        **more,
    }
    return render(request, "resident/second.html", context, status=status)


def _asked(request: HttpRequest, token: str, status: int = 200) -> HttpResponse:
    """The sentence, and what was said about this guardian; under 支援措置 the sentence alone."""
    found = look.assent_of(token)
    application = look.application(found.reference) if found else None
    if found is None or application is None or not (found.state == "done" or found.open_at(clock.now())):
        return render(request, "resident/assent_gone.html", status=404)
    edition = language.opened(application.edition)
    context: dict[str, Any] = {"procedure": edition.procedure, "office": edition.town.office, "done": found.confirmed}
    if not found.confirmed and look.protection(found.reference) is None:
        received = jst_date(application.received)
        context["rows"] = core.shown(edition, application.answers, received, found.item)
        context["children"] = core.first_names(edition, application.answers)
    if status == 403:
        context |= {"notice": AGAIN, "notice_look": "warn"}
    return render(request, "resident/assent.html", context, status=status)
