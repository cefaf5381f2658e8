"""空きが出たとき - to whom places go that come free after the decision, by the same lots; one press offers them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.selection import Stopped
from madoguchi.desk import vacancy
from madoguchi.desk.refusals import NotFound
from madoguchi.store.look import round as look
from madoguchi.web import clock
from madoguchi.web.kit.showing import Said

from .compare import SEATS, whole
from .guard import given, workers_only
from .page import about

CASE: Final = re.compile(r"[0-9A-Z][0-9A-Z-]+")
UNKNOWN: Final = "この選考回にない番号です。番号を確かめてください。"


@require_http_methods(["GET", "HEAD", "POST"])
@workers_only
def after(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Who gave up a place, which club has more places; and who is next. Posted, they are offered them."""
    seen, made = given(request, number)
    edition = look.opened(seen.edition)
    step = edition.flow.by_step.get(vacancy.STEP)
    if not seen.decided or step is None or step.ask is None:
        raise Http404
    told = request.POST if request.method == "POST" else request.GET
    gone = CASE.findall(told.get("gone", "").upper())
    club, seats = told.get("club", ""), whole(told, "seats", SEATS)
    change = {club: seats} if club and seats else {}
    found, mistakes, wished, leaving = None, [], look.wished(seen.members), look.leaving(seen)
    try:
        if request.method == "POST":
            came = vacancy.offer(number, gone, change, request.clerk.actor(step.role), clock.now())
            answer = redirect("round-after", city=city, number=number)
            answer["Location"] += f"?offered={len(came)}"
            return answer
        if gone or change or wished or leaving:
            found = vacancy.next_ones(seen, gone, change)
    except (NotFound, Stopped) as fault:
        mistakes = [Said("gone", str(fault) if isinstance(fault, Stopped) else UNKNOWN)]
    names = look.named([*(one.case for one in found or ()), *wished, *leaving], request.clerk)
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    offered = whole(request.GET, "offered", 10_000)
    context = {
        "clubs": made.document["pools"],
        "asked": {"gone": " ".join(gone), "club": club, "seats": seats},
        "asks": found is not None,
        "rows": [(one, names[one.case]) for one in found or () if one.case in names],
        "hidden": sum(one.case not in names for one in found or ()),
        "leaving": [(case, names[case], day) for case, day in leaving.items() if case in names],
        "wished": list(_shown(wished, names, labels)),
        "by": clock.today() + timedelta(days=int(step.ask.days)) if str(step.ask.days).isdecimal() else None,
        "may": step.role in request.clerk.roles,
        "done": f"{offered}人に案内しました。" if offered else "",
        "mistakes": mistakes,
        **about(seen, edition),
    }
    return render(request, "round/after.html", context, status=422 if mistakes else 200)


def _shown(
    wished: Mapping[str, tuple[str, ...]], names: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """Case, name and clubs; without those whom 支援措置 hides."""
    for case, clubs in wished.items():
        if case in names:
            yield case, names[case], "、".join(labels[one] for one in clubs)
