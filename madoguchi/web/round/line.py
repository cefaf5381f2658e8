"""待つ順番 - the line of those who wait, as it is and by what they tell today; one press keeps the newer one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.flow import NotAllowed, steps_open
from madoguchi.core.selection import RERANK, Stopped, spoken
from madoguchi.desk import rerank
from madoguchi.store.look import Stale
from madoguchi.store.look import round as look
from madoguchi.web import clock, read
from madoguchi.web.kit.showing import Said
from madoguchi.web.who import acting

from .deeds import MOVED
from .guard import given, workers_only
from .page import about


@require_http_methods(["GET", "HEAD", "POST"])
@workers_only
def line(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """Before and after; posted, the newer line is kept."""
    seen, made = given(request, number)
    edition = look.opened(seen.edition)
    if not seen.decided or edition.selection is None:
        raise Http404
    found, mistakes = None, []
    try:
        if request.method == "POST":
            by = acting(request.clerk, edition.selection.flow, RERANK)
            rerank.keep(seen.id, read.version(request), by, clock.now())
            answer = redirect("round-line", city=city, number=number)
            answer["Location"] += "?done=1"
            return answer
        found = rerank.again(seen)
    except Stopped as stopped:
        mistakes = [Said("line", str(stop)) for stop in stopped.stops]
    except (NotAllowed, Stale):
        mistakes = [Said("line", MOVED)]
    may = {step.id for step in steps_open(edition.selection.flow, seen.status, request.clerk.roles)}
    labels = {one["id"]: one["label"] for one in made.document["pools"]}
    names = look.named((case for found in (found,) if found for case in _cases(found)), request.clerk)
    context: dict[str, Any] = {
        "told": found,
        "rows": [(labels[pool], _sides(found, pool, names)) for pool in found.moved] if found else [],
        "points": _points(found, names) if found else [],
        "hidden": sum(case not in names for case in found.points) if found else 0,
        "may": RERANK in may and found is not None and bool(found.points or found.moved),
        "latest": look.reranked(seen),
        "done": "done" in request.GET and not mistakes,
        "mistakes": mistakes,
        **about(seen, edition),
    }
    return render(request, "round/line.html", context, status=409 if mistakes else 200)


def _cases(found: rerank.Again) -> set[str]:
    return {*found.points, *(case for pool in found.moved for case in (*found.before[pool], *found.after[pool]))}


def _sides(found: rerank.Again, pool: str, names: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    """Place by place: number, who stands there now and who would, and whether that is another."""
    pairs = enumerate(zip(found.before[pool], found.after[pool], strict=False), start=1)
    return [(str(n), names.get(one, ""), names.get(two, ""), one != two) for n, (one, two) in pairs]


def _points(found: rerank.Again, names: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Case, name, points before and after; whom 支援措置 hides is not in it."""
    told = ((case, names[case], *map(spoken, both)) for case, both in found.points.items() if case in names)
    return [(case, name, was, now) for case, name, was, now in told]
