"""メモ - what clerks write beside a case, for colleagues; not for the family, and not for who may not see the case."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core.case import Clerk
from madoguchi.desk.note import LONGEST, note
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.web import clock, read
from madoguchi.web.who import staff_only

from .sign import ask

EMPTY: Final = "メモを入力してください。"


def context(case_id: str, clerk: Clerk) -> dict[str, Any]:
    """What `staff/notes.html` speaks of: `notes` (None for whom the case is hidden from), newest first."""
    glance = look.glance(case_id, clerk)
    if glance is None or look.hidden(glance.reference, clerk):
        return {"notes": None}
    names = {one.username: one.name for one in look.colleagues()}
    told = [{"who": names.get(one.who, one.who), "at": one.at, "words": one.words} for one in look.notes(case_id)]
    return {"notes": told, "note_most": LONGEST}


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def write(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """Keep a note; nothing written, nothing kept."""
    glance = look.glance(case_id, request.clerk)
    if glance is None or look.hidden(glance.reference, request.clerk):
        raise NotFound(case_id)
    words = request.POST.get("words", "")
    if request.method == "POST" and words.strip():
        role = next(iter(request.clerk.roles), "")
        note(case_id, words, request.clerk.actor(role), clock.now(), touch=read.touch(request))
    answer = redirect("case", city=city, case_id=case_id)
    answer["Location"] += "#notes"
    return answer
