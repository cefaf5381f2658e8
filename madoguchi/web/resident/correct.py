"""補正の画面 - the family mends what it was asked to, and sees nothing else to change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core import form
from madoguchi.core.fields import KINDS
from madoguchi.core.form import Cleaned
from madoguchi.desk import ask
from madoguchi.desk.ask import Asked
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.web import clock, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import own


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    asked = ask.asked(_waiting(reference))
    sent = read.raw(request)
    typed: dict[str, str] = {}
    for stop, field in asked.fields:
        typed |= KINDS[field.kind].typed(field, sent, form.path(stop, field))
    notice = "安全のための確認が切れました。まだ送られていません。もう一度「直した内容を送る」を押してください。"
    cleaned = Cleaned(asked.application.answers, (), typed)
    return _page(request, asked, cleaned, status=403, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def correct(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Only the fields asked for, and those that their new answers bring up."""
    case_id = _waiting(reference)
    if not case_id:
        # Already sent, or the day has passed: where things stand says which.
        return redirect("standing", city=city, reference=reference)
    if request.method != "POST":
        asked = ask.asked(case_id)
        return _page(request, asked, Cleaned(asked.application.answers, (), {}))
    asked, cleaned = ask.correct(case_id, read.raw(request), RESIDENT, clock.now(), touch=read.touch(request))
    if cleaned.mistakes:
        return _page(request, asked, cleaned, status=422)
    answer = redirect("standing", city=city, reference=reference)
    answer["Location"] += "?done=corrected"
    return answer


def _waiting(reference: str) -> str:
    """The case that waits for its family; "" when none does."""
    for case in look.cases_of(reference):
        if any(one.to == RESIDENT.role for one in look.open_asks(case.id)):
            return case.id
    return ""


def _page(request: HttpRequest, asked: Asked, cleaned: Cleaned, status: int = 200, **more: Any) -> HttpResponse:
    filled = form.fill(asked.edition.form, cleaned.answers)
    fields = showing.shown(asked.fields, filled, cleaned.typed, cleaned.mistakes)
    context = {
        "procedure": asked.edition.procedure,
        "office": asked.edition.town.office,
        "reference": asked.application.reference,
        "ask": asked.ask,
        "groups": [
            (stop.title, [field for field, (home, _) in zip(fields, asked.fields, strict=True) if home == stop])
            for stop in dict.fromkeys(stop for stop, _ in asked.fields)
        ],
        "mistakes": showing.said(cleaned.mistakes, fields),
        **more,
    }
    return render(request, "resident/correct.html", context, status=status)
