"""弁明の画面 - the letter that tells what the city thinks of revoking, and the family's own words about it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.flow import NotAllowed
from madoguchi.core.say import say
from madoguchi.desk import deliver
from madoguchi.desk import hearing as desk
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.store.look.letters import made_of
from madoguchi.web import clock, language, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import case_asked, own

BLANK: Final = say("言い分を入力してください。")


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page again with what was typed."""
    notice = say("安全のための確認が切れました。まだ送られていません。もう一度「言い分を送る」を押してください。")
    return _page(request, city, reference, status=403, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def hearing(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Read first, which is noted as a deed of the family; then answered, once."""
    case, now = case_asked(request, reference), clock.now()
    if case and "open" in request.POST:
        deliver.opened(case.id, now)
        answer = redirect("hearing", city=city, reference=reference)
        answer["Location"] += f"?child={case.branch}"
        return answer
    if case and request.method == "POST":
        words = request.POST.get("words", "").replace("\r\n", "\n")
        try:
            desk.state(case.id, words, RESIDENT, now, touch=read.touch(request))
        except Incomplete:
            return _page(request, city, reference, status=422, mistakes=[showing.Said("words", BLANK)])
        except (NotFound, NotAllowed):
            pass  # its day has passed meanwhile: where things stand says so
        return redirect("standing", city=city, reference=reference)
    return _page(request, city, reference)


def _page(request: HttpRequest, city: str, reference: str, status: int = 200, **more: Any) -> HttpResponse:
    case, application = case_asked(request, reference), look.application(reference)
    try:
        ask, letter = desk.open_of(case.id if case else "")
    except NotFound:
        return redirect("standing", city=city, reference=reference)
    if case is None or application is None or letter.opened is None:
        return redirect("standing", city=city, reference=reference)
    edition = language.opened(case.edition)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "letters": edition.town.letters,
        "application": application,
        "case": case,
        "ask": ask,
        "letter": letter,
        "made": made_of([case.id]),
        "words": request.POST.get("words", "")[: desk.LONGEST],
        "longest": desk.LONGEST,
        **more,
    }
    return render(request, "resident/hearing.html", context, status=status)
