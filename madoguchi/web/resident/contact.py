"""お知らせ先の画面 - the family confirms, changes or takes away the address that news go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.contact import way_of
from madoguchi.core.language import LANGUAGES
from madoguchi.core.say import say
from madoguchi.desk import confirm, link
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.web import clock, language
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import own

WRONG: Final = say("番号が違うか、期限が切れています。届いた番号を確かめるか、もう一度送ってください。")
AGAIN: Final = say("安全のための確認が切れました。まだ変わっていません。もう一度押してください。")
LONGEST: Final = 300  # of an address that is shown again as it was typed


@dataclass(frozen=True)
class Linking:
    """A service to link: our account there, the words to send while a code counts, and the address that opens it."""

    way: str
    account: str
    words: str
    opens: str


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
    elif deed == "link":
        wrong = "" if link.offer(reference, now) else confirm.SPENT
    elif deed == "remove":
        confirm.remove(reference, now)
    elif deed == "change":
        wrong = confirm.change(reference, request.POST.get("contact", "")[:LONGEST], now)
    if wrong:
        return _page(request, reference, 422, mistakes=[showing.Said(field, wrong)], field=field)
    answer = redirect("contact", city=city, reference=reference)
    if deed == "link":
        answer["Location"] += "?link=1"
    return answer


def _linking(reference: str, *, shown: bool) -> list[Linking]:
    """The services at which an account can be linked."""
    found = []
    for door in link.doors():
        words = link.words(reference, door.way, clock.now()) if shown else ""
        # LINE opens with the words in its box (LINE URL scheme, "oaMessage"); nothing is sent by that.
        opens = (
            f"{settings.LINE_OPENS}/R/oaMessage/{quote(door.account, safe='')}/?{quote(words)}" if door.account else ""
        )
        found.append(Linking(door.way, door.account, words, opens if words else ""))
    return found


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
        "linking": _linking(reference, shown="link" in request.GET),
        "told_in": LANGUAGES[application.language],
        "typed": request.POST.get("contact", "")[:LONGEST],
        "code": request.POST.get("code", "")[:40],
        **more,
    }
    return render(request, "resident/contact.html", context, status=status)
