"""空きが出たとき - to whom places go that come free after the decision, by the same lots; nothing is kept."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.selection import Stopped
from madoguchi.desk import select
from madoguchi.desk.refusals import NotFound
from madoguchi.store.look import round as look
from madoguchi.web import clock
from madoguchi.web.kit.showing import Said

from .compare import SEATS, whole
from .guard import given, workers_only
from .page import about

CASE: Final = re.compile(r"[0-9A-Z][0-9A-Z-]+")
DAYS, MOST_DAYS = 7, 60
UNKNOWN: Final = "この選考回にない番号です。番号を確かめてください。"


@require_safe
@workers_only
def after(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """The page: who gave up a place, which club has more places; and who is next."""
    seen, made = given(request, number)
    if seen.status != "decided":
        raise Http404
    gone = CASE.findall(request.GET.get("gone", "").upper())
    club, seats = request.GET.get("club", ""), whole(request, "seats", SEATS)
    days = whole(request, "days", MOST_DAYS) or DAYS
    found, mistakes = None, []
    try:
        if gone or (club and seats):
            found = select.in_line(seen, gone, {club: seats} if club and seats else {}, clock.today(), days)
    except (NotFound, Stopped) as fault:
        mistakes = [Said("gone", str(fault) if isinstance(fault, Stopped) else UNKNOWN)]
    names = look.named((one["applicant"] for one in found or ()), request.clerk)
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    context = {
        "clubs": made.document["pools"],
        "asked": {"gone": " ".join(gone), "club": club, "seats": seats, "days": days},
        "asks": found is not None,
        "rows": [
            (one["applicant"], names[one["applicant"]], labels.get(one["from"], "なし"), labels[one["to"]])
            for one in found or ()
            if one["applicant"] in names
        ],
        "hidden": len(found or ()) - len(names),
        "by": date.fromisoformat(found[0]["answer_by"]) if found else None,
        "mistakes": mistakes,
        **about(seen, look.opened(seen.edition)),
    }
    return render(request, "round/after.html", context, status=422 if mistakes else 200)
