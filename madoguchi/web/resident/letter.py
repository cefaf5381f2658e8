"""通知の確認 - anybody who holds a letter asks whether it is the city's, by its number or with the file itself."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.days import spoken_long
from madoguchi.core.reference import reference_of, tidy_secret
from madoguchi.core.say import Say, say
from madoguchi.core.town import SAMPLE
from madoguchi.desk import deliver
from madoguchi.store import look
from madoguchi.store.look import letters
from madoguchi.web import clock, language, tries
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .status import own

LOCK: Final = "letter"  # one for each address: who guesses numbers guesses many different ones
NOTHING: Final = say("番号を入力するか、ファイルを選んでください。")
EXPIRED: Final = say("安全のための確認が切れました。もう一度送ってください。")
SPENT: Final = say("何度も違うものが確認されました。15分たってから、もう一度確認してください。")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, *, city: _page(request, 403, mistake=EXPIRED), Forged)
def check(request: HttpRequest, city: str) -> HttpResponse:
    """Whose the letter is. Of what stands in it nothing is told."""
    if request.method != "POST":
        return _page(request)
    number, file = request.POST.get("number", "")[:80], request.FILES.get("file")
    if not (number.strip() or file):
        return _page(request, 422, mistake=NOTHING)
    if tries.spent(request, LOCK):
        return _page(request, 429, mistake=SPENT)
    if file:
        found = letters.letter_by_digest(hashlib.sha256(file.read()).hexdigest())
    else:
        found = letters.letter_by_number(tidy_secret(number))
    if found is None:
        tries.count(request, LOCK)
        return _page(request, 422, asked=True)
    return _page(request, found=found, day=spoken_long(found.date), sample=found.signer.startswith(SAMPLE), asked=True)


def _page(request: HttpRequest, status: int = 200, mistake: Say | str = "", **more: Any) -> HttpResponse:
    editions = [language.heard(one) for one in look.published()]
    context = {
        "mistakes": [showing.Said("number", mistake)] if mistake else [],
        "number": request.POST.get("number", "")[:80],
        "office": editions[0].town.office if editions else None,
    }
    return render(request, "resident/letter.html", {**context, **more}, status=status)


@require_safe
@own
def pdf(request: HttpRequest, city: str, reference: str, number: int) -> HttpResponse:
    """The sealed letter, byte for byte as it was made."""
    found = letters.notice(number)
    ours = found is not None and found.opened and reference_of(found.case) == reference
    data = letters.letter_pdf(number) if ours else None
    if data is None:
        raise Http404
    if request.method == "GET":
        deliver.downloaded(number, clock.now())
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{reference}-{number}.pdf"'
    return answer
