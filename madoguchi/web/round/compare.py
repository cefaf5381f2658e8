"""くらべる - what a round would give with other places, another bonus or table, or gave before; nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.allocation import compare as compared
from madoguchi.core.flow import steps_open
from madoguchi.core.selection import Round, Run, Stopped, limit
from madoguchi.desk import select, tables
from madoguchi.desk.refusals import NotFound
from madoguchi.store.look import round as look
from madoguchi.web.kit.showing import Said

from .guard import given, workers_only
from .page import about, said

MOST = 100  # children of each list that are shown
SEATS, BONUS = 200, 50  # so many, at most, more or less


@require_safe
@workers_only
def compare(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """The page: a form of what to try, and who gains and who loses by it."""
    seen, made = given(request, number)
    edition = look.opened(seen.edition)
    assert edition.selection is not None  # or there would be no round
    club, seats = request.GET.get("club", ""), whole(request.GET, "seats", SEATS)
    bonus, other = whole(request.GET, "bonus", BONUS), whole(request.GET, "run", 10**9)
    listed = tables.others(seen)
    table = next((one.id for one in listed if one.id == request.GET.get("table")), "")
    found, mistakes = None, []
    try:
        found = _told(request, seen, made, {club: seats} if club and seats else {}, bonus, other, table)
    except (Stopped, NotFound) as fault:
        mistakes = [Said("club", str(fault))]
    may = {step.id for step in steps_open(edition.selection.flow, seen.status, request.clerk.roles)}
    context = {
        "clubs": made.document["pools"],
        "runs": [one for one in look.runs(seen) if one.id != made.id],
        "asked": {"club": club, "seats": seats, "bonus": bonus, "run": other, "table": table},
        "tables": listed,
        "told": found,
        "may_choose": "choose" in may and bool(club and seats) and not (bonus or other or table),
        "mistakes": mistakes,
        **about(seen, edition),
    }
    return render(request, "round/compare.html", context, status=409 if mistakes else 200)


def whole(told: Mapping[str, str], name: str, most: int) -> int:
    """A whole number that was sent, cut to what makes sense; 0 for none."""
    typed = told.get(name, "").strip().replace("−", "-")
    digits = typed.removeprefix("-").removeprefix("+")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        return 0
    return max(-most, min(most, int(typed)))


def _told(
    request: HttpRequest, seen: Round, made: Run, change: dict[str, int], bonus: int, other: int, table: str
) -> dict[str, Any] | None:
    """Who gains and who loses; None when nothing was asked."""
    if other:
        earlier = look.run(other)
        if earlier is None or earlier.round != seen.id:
            raise NotFound(str(other))
        differs = compared(earlier.result, made.result)
    elif table:
        differs = tables.what_if(seen, table, change, bonus)
    elif change or bonus:
        differs = select.what_if(seen, change, bonus)
    else:
        return None
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    names = look.named((one["applicant"] for key in ("gain", "lose") for one in differs[key]), request.clerk)
    lists = {
        key: [
            (one["applicant"], names[one["applicant"]], labels.get(one["from"], "なし"), labels.get(one["to"], "なし"))
            for one in differs[key]
            if one["applicant"] in names
        ]
        for key in ("gain", "lose")
    }
    return {
        "placed": differs["placed"],
        "exceptions": [len(differs["exceptions"][key]) for key in ("before", "after")],
        "families": [
            (label, sorted(set(differs["exceptions"][one]) - set(differs["exceptions"][two])))
            for label, one, two in (("例外でなくなる世帯", "before", "after"), ("例外になる世帯", "after", "before"))
        ],
        "counts": {key: len(differs[key]) for key in ("gain", "lose")},
        "lists": [(label, lists[key][:MOST]) for key, label in (("gain", "よくなる児童"), ("lose", "悪くなる児童"))],
        "limits": [
            (labels[one["pool"]], *(said(*limit(one[key])) for key in ("before", "after"))) for one in differs["limits"]
        ],
    }
