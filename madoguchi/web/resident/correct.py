"""補正の画面 - the family mends what it was asked to, and sees nothing else to change."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core import form
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.form import Cleaned, Stop
from madoguchi.core.proof import PROOF
from madoguchi.core.say import say
from madoguchi.desk import ask, attach
from madoguchi.desk.ask import Asked
from madoguchi.desk.submit import RESIDENT
from madoguchi.store import look
from madoguchi.web import clock, language, read, uploads
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import cut, showing
from madoguchi.web.middleware import around

from . import files
from .status import own, shows


@own
def forged(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    notice = say("安全のための確認が切れました。まだ送られていません。もう一度「直した内容を送る」を押してください。")
    asked = _asked(_waiting(request, reference))
    return _page(request, asked, _as_sent(request, asked), status=403, notice=notice, notice_look="warn")


def take_in(request: HttpRequest, city: str, reference: str) -> None:
    """The files of the page, for who may send them, before its answers and outside of every transaction."""
    with around(request):
        SessionMiddleware(lambda _: HttpResponse()).process_request(request)
        case_id = _waiting(request, reference) if shows(request, reference) else ""
        asked = _for_files(_asked(case_id)) if case_id else ()
    slug = request.city.slug
    lay = attach.add_to_application
    files.take_in(request, asked, lambda name, data: lay(slug, reference, name, data, clock.now()))


@uploads.first(take_in)
@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: forged(request, **names), Forged)
@own
def correct(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """Only the fields asked for, and those that their new answers bring up."""
    case_id = _waiting(request, reference)
    if not case_id:
        # Already sent, or the day has passed: where things stand says which.
        return redirect("standing", city=city, reference=reference)
    if request.method != "POST":
        asked = _asked(case_id)
        return _page(request, asked, Cleaned(asked.application.answers, (), {}))
    asked = _asked(case_id)
    sent = files.raw(request, _for_files(asked), look.sent_files(reference))
    as_sent = files.with_refusals(request, _as_sent(request, asked))
    if showing.LOOK in request.POST:
        return _page(request, asked, as_sent)
    if as_sent.mistakes:
        # A file was refused: nothing is sent before the family knows.
        return _page(request, asked, as_sent, status=422)
    asked, cleaned = ask.correct(
        case_id, sent, RESIDENT, clock.now(), touch=read.touch(request), language=language.current()
    )
    if cleaned.mistakes:
        return _page(request, asked, cleaned, status=422)
    answer = redirect("standing", city=city, reference=reference)
    answer["Location"] += "?done=proved" if asked.ask.kind == PROOF else "?done=corrected"
    return answer


def _asked(case_id: str) -> Asked:
    """What is asked, in the language of the page."""
    return ask.asked(case_id, language.current())


def _as_sent(request: HttpRequest, asked: Asked) -> Cleaned:
    """The page's inputs as they came, with the files that are already here."""
    sent = files.raw(request, _for_files(asked), look.sent_files(asked.application.reference))
    typed: dict[str, str] = {}
    for stop, field in asked.fields:
        typed |= KINDS[field.kind].typed(field, sent, form.path(stop, field))
    return Cleaned(asked.application.answers, (), typed)


def _for_files(asked: Asked) -> tuple[tuple[Stop, Field], ...]:
    """Also those that new answers bring up; which of them may be answered, the deed decides."""
    return tuple(form.places_for_files(asked.edition.form, asked.application.answers))


def _waiting(request: HttpRequest, reference: str) -> str:
    """The case that waits for its family, the child's that the address names if it does; "" when none waits."""
    child = request.GET.get("child", "")
    waiting = [
        case for case in look.cases_of(reference) if any(one.to == RESIDENT.role for one in look.open_asks(case.id))
    ]
    named = [case for case in waiting if child in ("", str(case.branch))]
    return named[0].id if named else ""


def _page(request: HttpRequest, asked: Asked, cleaned: Cleaned, status: int = 200, **more: Any) -> HttpResponse:
    filled = form.fill(asked.edition.form, cleaned.answers)
    known = look.sent_files(asked.application.reference)
    fields = files.shown(showing.shown(asked.fields, filled, cleaned.typed, cleaned.mistakes), known)
    context = {
        "procedure": asked.edition.procedure,
        "office": asked.edition.town.office,
        "reference": asked.application.reference,
        "ask": asked.ask,
        "proof": asked.ask.kind == PROOF,
        "groups": [
            (stop.title, [field for field, (home, _) in zip(fields, asked.fields, strict=True) if home == stop])
            for stop in dict.fromkeys(stop for stop, _ in asked.fields)
        ],
        "multipart": any(field.kind == "files" for field in fields),
        "mistakes": showing.said(cleaned.mistakes, fields),
        **more,
    }
    return cut.page(request, "resident/correct.html", context, status)
