"""面談の日を選ぶ画面 - the times that the city offers, one of them to be chosen, or a word why none suits."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.flow import NotAllowed, steps_open
from madoguchi.core.interview import LONGEST
from madoguchi.core.say import say
from madoguchi.desk import interview as desk
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.web import clock, language, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import case_asked, own

NONE_CHOSEN: Final = say("面談の日時を一つ選んでください。")
BLANK: Final = say("いつなら行けるかなどを入力してください。")


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page again with what was chosen and typed."""
    notice = say("安全のための確認が切れました。もう一度押してください。")
    return _page(request, city, reference, status=403, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def interview(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Answered once: by a time, or by words."""
    case, now, touch = case_asked(request, reference), clock.now(), read.touch(request)
    if case is None or request.method != "POST":
        return _page(request, city, reference)
    none, chosen = "none" in request.POST, request.POST.get("slot", "")
    words = request.POST.get("words", "").replace("\r\n", "\n")
    try:
        if none:
            desk.none_suits(case.id, words, RESIDENT, now, touch=touch)
        else:
            desk.choose(case.id, chosen, RESIDENT, now, touch=touch)
    except Incomplete:
        mistake = showing.Said("words", BLANK) if none else showing.Said("slot", NONE_CHOSEN)
        return _page(request, city, reference, status=422, mistakes=[mistake])
    except (NotFound, NotAllowed):
        pass  # its day has passed meanwhile, or it was answered: where things stand says so
    return redirect("standing", city=city, reference=reference)


def _page(request: HttpRequest, city: str, reference: str, status: int = 200, **more: Any) -> HttpResponse:
    case, application = case_asked(request, reference), look.application(reference)
    try:
        asked = desk.invited(case.id if case else "", clock.now())
    except NotFound:
        return redirect("standing", city=city, reference=reference)
    assert case is not None  # something is asked of it
    edition = language.opened(case.edition)
    steps = {step.deed: step for step in steps_open(edition.flow, case.status, (RESIDENT.role,)) if step.meets}
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "application": application,
        "case": case,
        "asked": asked,
        "choose": steps["pass"],
        "none": steps["return"],
        "chosen": request.POST.get("slot", ""),
        "words": request.POST.get("words", "")[:LONGEST],
        "longest": LONGEST,
        **more,
    }
    return render(request, "resident/interview.html", context, status=status)
