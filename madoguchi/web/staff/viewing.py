"""閲覧 - before a case is shown it is written who looks and why; whoever has no work with it says so first."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.core.words import CHOSEN, VIEWINGS
from madoguchi.desk import view
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.store.look import Glance
from madoguchi.web import clock, kept, read
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

KEPT: Final = "purposes"  # in the session: case -> [purpose, since]
CHOOSE: Final = "何のために見るかを選んでください。"


def gate(request: HttpRequest, subject: str, kind: str = "case", document: int | None = None) -> HttpResponse | None:
    """Before anything of a case (by its number, or its application's) is shown: None when the viewing is written and
    it may be, else the page that asks for the purpose. Raises NotFound; raises, too, when it cannot be written."""
    found = look.glance(subject, request.clerk)
    if found is None:
        raise NotFound(subject)
    purpose = purpose_for(request, found)
    if not purpose:
        packed = kept.pack(request, request.city.slug)
        return _ask(request, found, request.get_full_path(), packed, kind, status=403 if packed else 200)
    view.viewed(found.id, request.clerk, purpose, clock.now(), kind, document)
    return None


@require_POST
@staff_only(ask)
def purpose(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """The purpose was chosen: it stands for a while, and the page that was wanted follows."""
    found = look.glance(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    code, following, packed = (request.POST.get(name, "") for name in ("purpose", "next", "kept"))
    if code not in CHOSEN:
        return _ask(request, found, following, packed, say=CHOOSE, status=422)
    known = {one: told for one, told in request.session.get(KEPT, {}).items() if _stands(told)}
    request.session[KEPT] = {**known, found.id: [code, clock.now().isoformat()]}
    if waiting := kept.unpack(packed, city):
        words = [(read.WORDS[name], value) for name, value in waiting.pairs if name in read.WORDS and value]
        return render(request, "staff/kept.html", {"waiting": waiting, "words": words})
    home = reverse("inbox", kwargs={"city": city})
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts=None) and following.startswith(home)
    return redirect(following if safe else reverse("case", kwargs={"city": city, "case_id": found.id}))


def purpose_for(request: HttpRequest, found: Glance) -> str:
    """For what this clerk looks at a case: as they said, or as follows from their work; "" when they must say."""
    return _chosen(request, found.id) or _of_work(request, found)


def _chosen(request: HttpRequest, case_id: str) -> str:
    told = request.session.get(KEPT, {}).get(case_id)
    return str(told[0]) if told and _stands(told) else ""


def _stands(told: list[str]) -> bool:
    age = clock.now() - datetime.fromisoformat(told[1])
    return abs(age) < view.CHOSEN


def _of_work(request: HttpRequest, found: Glance) -> str:
    """What follows from the work costs no click; a protected case is nobody's ordinary work."""
    if found.protected:
        return ""
    flow, clerk = look.opened(found.edition).flow, request.clerk
    asked = {one.kind for one in look.open_asks(found.id)}
    return view.purpose_of_work(flow, found.status, clerk, asked) or view.visit(found.id, clerk, clock.now())


def _ask(
    request: HttpRequest,
    found: Glance,
    following: str,
    packed: str,
    kind: str = "case",
    say: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        "kind": VIEWINGS[kind],
        "purposes": CHOSEN.items(),
        "next": following,
        "kept": packed,
        "mistakes": [showing.Said("purpose", say)] if say else [],
    }
    return render(request, "staff/purpose.html", context, status=status)
