"""確認と受付 - the answers once more, the deed of handing in, and what the family takes home."""

from __future__ import annotations

import secrets
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core import again, form
from madoguchi.core.form import Mistake
from madoguchi.core.say import say
from madoguchi.core.voice import LONGEST, QUESTIONS
from madoguchi.desk import confirm, need, submit
from madoguchi.desk.refusals import NoDraft, Refused, Unconfirmed, WindowClosed
from madoguchi.desk.submit import Receipt
from madoguchi.desk.tell import resume_link
from madoguchi.store import look
from madoguchi.web import clock, language, read, who
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import assent, reading, showing

from . import signed, window
from .closing import closing_of
from .form import Walk, walk_of

SHORTEST: Final = 20  # of a key of ours; a guessable one could meet another family's
AGAIN: Final = say("まだ申請していません。もう一度「申請する」を押してください。")
UNSAID: Final = say("確認が切れました。感想はまだ届いていません。もう一度「感想を送る」を押してください。")
WRONG: Final = say("番号が違うか、期限が切れています。届いた番号を確かめるか、もう一度送ってください。")


def refused(request: HttpRequest, fault: Refused, *, city: str, procedure: str, key: str) -> HttpResponse:
    """Something has become wrong since the page was filled in: all of it, with the way to mend it."""
    return _check(request, walk_of(key, procedure), fault.mistakes, status=422)


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str) -> HttpResponse:
    """The token was lost: nothing was handed in, and the same key is sent again."""
    return _check(request, walk_of(key, procedure), (), status=403)


def unconfirmed(request: HttpRequest, fault: Unconfirmed, **names: str) -> HttpResponse:
    """Answers of an earlier application wait for a word: to the page where it is said."""
    return redirect("again-check", **names)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(refused, Refused)
@otherwise(unconfirmed, Unconfirmed)
@otherwise(forged, Forged)
@otherwise(window.closed, WindowClosed)
def check(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """The check page; posted, the draft becomes an application."""
    if request.method == "POST":
        idempotency = request.POST.get("key", "")
        if len(idempotency) < SHORTEST:
            raise Forged
        told = {"touch": read.touch(request), "arrived": request.arrived, "language": language.current()}
        told["person"] = signed.person(request)
        submit.submit(key, idempotency, clock.now(), clerk=who.present(request), **told)
        return redirect("done", city=city, procedure=procedure, key=key)
    walk = walk_of(key, procedure)
    if stop := walk.first_mistake():
        answer = redirect("page", city=city, procedure=procedure, key=key, slug=stop.slug)
        answer["Location"] += "?check=1"
        return answer
    if again.pending(walk.draft.unconfirmed, walk.stops):
        return redirect("again-check", city=city, procedure=procedure, key=key)
    return _check(request, walk, ())


def _check(request: HttpRequest, walk: Walk, mistakes: tuple[Mistake, ...], status: int = 200) -> HttpResponse:
    layout, answers = walk.edition.form, walk.draft.answers
    places = showing.places(layout, answers, walk.base)
    sent = request.POST.get("key", "")
    parts = form.summary(layout, answers, walk.base, brief=True)
    context = {
        "procedure": walk.edition.procedure,
        "office": walk.edition.town.office,
        "key": walk.key,
        "parts": reading.named(parts, layout, answers, look.draft_files(walk.key)),
        "change": True,
        "bad": {mistake.path for mistake in mistakes},
        "mistakes": [
            showing.Said(f"part-{places[m.path].slug}" if m.path in places else "main", m.say) for m in mistakes
        ],
        "places": len(walk.stops) + 1,
        "closing": closing_of(walk.edition, walk.draft),
        "before": walk.stops[-1].slug,
        "link": resume_link(walk.key),
        "helper": walk.draft.helper,
        # Made with the page and sent with it: the same page sent twice is one application.
        "idempotency": sent if len(sent) >= SHORTEST else secrets.token_urlsafe(16),
    }
    if status == 403:
        context |= {"notice": AGAIN, "notice_look": "warn"}
    return render(request, "resident/check.html", context, status=status)


@require_safe
def done(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """The receipt: may be loaded again as often as wanted."""
    return _done(request, key)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """Type the code from the mail, or ask for another."""
    if request.method != "POST":
        return redirect("done", city=city, procedure=procedure, key=key)
    receipt = _receipt(key)
    if "again" in (*request.POST, request.POST.get("deed")):
        confirm.send(receipt.reference, clock.now())
        return redirect("done", city=city, procedure=procedure, key=key)
    if confirm.confirm(receipt.reference, request.POST.get("code", ""), clock.now()):
        return redirect("done", city=city, procedure=procedure, key=key)
    return _done(request, key, WRONG)


def unsaid(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str) -> HttpResponse:
    """The token was lost: what was written stands there again."""
    return _done(request, key, status=403, notice=UNSAID, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(unsaid, Forged)
def voice(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """What the family says of the form it has handed in; nothing at all is fine too."""
    answer = redirect("done", city=city, procedure=procedure, key=key)
    if request.method == "POST":
        need.say(key, request.POST.dict(), request.POST.get("words", ""), clock.now())
        answer["Location"] += "#voice"
    return answer


def _done(request: HttpRequest, key: str, wrong: str = "", status: int = 200, **more: Any) -> HttpResponse:
    draft = look.draft(key)
    application = look.application(draft.submitted) if draft and draft.submitted else None
    if application is None or draft is None:
        raise NoDraft
    edition = language.opened(application.edition)
    context = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "key": key,
        "receipt": submit.receipt_of(application),
        "stations": edition.flow.stations,
        "mistakes": [showing.Said("code", wrong)] if wrong else [],
        "typed": request.POST.get("code", "")[:40],
        "voiced": draft.voiced,
        "helper": application.helper,
        "second": assent.about(application),
        "questions": QUESTIONS,
        "words": request.POST.get("words", "")[:LONGEST],
        "words_most": LONGEST,
        **more,
    }
    return render(request, "resident/done.html", context, status=422 if wrong else status)


def _receipt(key: str) -> Receipt:
    receipt = submit.receipt(key)
    if receipt is None:
        raise NoDraft
    return receipt
