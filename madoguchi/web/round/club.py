"""クラブと児童 - who has a place at a club and who waits; of one child each wish, why, and what would have helped."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.selection import KEPT, PLACED, Change, admitted, change, pools, sentences, wishes
from madoguchi.core.selection.told import LATER
from madoguchi.store import look as house
from madoguchi.store.look import round as look
from madoguchi.web.staff import viewing

from .guard import given, workers_only
from .page import about, rows


@dataclass(frozen=True)
class Wish:
    """A wish with its reason, what would have changed it, and the child's place in the line there (0: none)."""

    say: str
    came: bool
    change: Change | None
    place: int
    waiting: int


@require_safe
@workers_only
def club(request: HttpRequest, city: str, number: int, pool: str) -> HttpResponse:
    """A club: admitted, limit, and the line. Whom 支援措置 hides has a place in it, and no name."""
    seen, made = given(request, number)
    row = next((one for one in rows(made) if one.pool.id == pool), None)
    if row is None:
        raise Http404
    inside = admitted(made.result, pool)
    names = look.named([*inside, *row.pool.waiting], request.clerk)
    context = {
        "row": row,
        "inside": [(one, names[one]) for one in inside if one in names],
        "hidden": len([one for one in inside if one not in names]),
        "waiting": [(one, names.get(one, "")) for one in row.pool.waiting],
        **about(seen, look.opened(seen.edition)),
    }
    return render(request, "round/club.html", context)


@require_safe
@workers_only
def child(request: HttpRequest, city: str, number: int, case_id: str) -> HttpResponse:
    """A child: looking is written first, as it is everywhere."""
    seen, made = given(request, number)
    if case_id not in seen.members:
        raise Http404
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    page = house.case_page(case_id, request.clerk)
    if page is None:
        raise Http404
    told = wishes(made.document, made.result, case_id)
    lines = {one.id: one.waiting for one in pools(made.document, made.result)}
    values = next(one for one in made.document["applicants"] if one["id"] == case_id)["values"]
    context = {
        "case": page.case,
        "hidden": page.hidden,
        "earlier": seen.transfers.get(case_id, ""),
        "values": [(one["label"], values.get(one["id"])) for one in made.document["rules"]["priority"]],
        "wishes": []
        if page.hidden
        else [
            Wish(
                say,
                one["code"] in (PLACED, KEPT),
                None if one["code"] in (PLACED, LATER, KEPT) else change(made.document, one, case_id),
                lines[one["pool"]].index(case_id) + 1 if case_id in lines[one["pool"]] else 0,
                len(lines[one["pool"]]),
            )
            for one, say in zip(told, sentences(told), strict=True)
        ],
        **about(seen, look.opened(seen.edition)),
    }
    return render(request, "round/child.html", context)
