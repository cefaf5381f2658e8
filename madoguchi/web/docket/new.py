"""起案する - the cases that were ticked, with the outcome and the reason that they shall have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.core.docket import Halted
from madoguchi.desk.docket import draft
from madoguchi.desk.many import Moved
from madoguchi.desk.places import Choice, usual
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import found as round_of
from madoguchi.web.round.guard import workers_only
from madoguchi.web.round.page import of_round
from madoguchi.web.staff import placing
from madoguchi.web.staff.bulk import MOVED, meant, ticked

WHERE: Final = "入る所を選んでください。"
WHY: Final = "理由を入力してください。"
LONGEST: Final = 400  # characters of a reason
ROLE: Final = "clerk"


def again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    """Nothing was done: the form as it was sent, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, fault: Exception) -> HttpResponse:
    if isinstance(fault, Halted):
        return _form(request, str(fault), 409)
    if isinstance(fault, Incomplete):
        at = fault.needs[0]
        return _form(request, WHY if at == "reason" else WHERE, 422, at)
    return _form(request, MOVED, 409)


@require_POST
@otherwise(again, Moved, Incomplete, Halted)
@workers_only
def new(request: HttpRequest, city: str) -> HttpResponse:
    """The form with the ticked rows; sent with a step, the docket is drafted."""
    if ROLE not in request.clerk.roles:
        raise NotFound(city)
    if not request.POST.get("step"):
        return _form(request)
    reason, condition = (request.POST.get(name, "").strip()[:LONGEST] for name in ("reason", "condition"))
    words = f"{reason}\n条件: {condition}" if reason and condition else reason
    seen = {row.id: row.version for row in meant(request) if not row.veiled}
    known = {name: version for name, version in ticked(request).items() if name in seen}
    places = {name: request.POST.get(f"place-{name}", "") for name in known}
    made = draft.draft(known, request.POST["step"], words, request.clerk.actor(ROLE), clock.now(), places)
    return redirect("docket", city=city, number=made.id)


def nothing(request: HttpRequest, fault: Exception, **names: Any) -> HttpResponse:
    """Nothing was drafted: the round as it is, and why."""
    return _round(request, fault=fault, **names)


@workers_only
def _round(request: HttpRequest, city: str, number: int, fault: Exception) -> HttpResponse:
    return of_round(request, round_of(request, number), 409, mistakes=[Said("now", str(fault))])


@require_POST
@otherwise(nothing, Halted)
@workers_only
def told(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """A docket of every case that a round has told of its place (内定)."""
    seen = round_of(request, number)
    selection = look.opened(seen.edition).selection
    if ROLE not in request.clerk.roles or selection is None:
        raise NotFound(city)
    made = draft.of_told(seen.id, selection.placed, request.clerk.actor(ROLE), clock.now())
    return redirect("docket", city=city, number=made.id)


def _places(request: HttpRequest, case_id: str, step: str) -> tuple[Choice, ...]:
    """The places of which one must be chosen with a step; none where none is."""
    page = look.case_page(case_id, request.clerk)
    edition = look.opened(page.case.edition) if page else None
    found = edition.flow.by_step.get(step) if edition else None
    return placing.asked(page, edition, found) if page and edition and found else ()


def _asked(request: HttpRequest, rows: Iterable[look.Row], steps: Iterable[str]) -> dict[str, Any]:
    """By case, the places to choose from, for whichever step gives one; and the one that stands there."""
    told: dict[str, Any] = {}
    for row in rows:
        places = next((found for step in steps if (found := _places(request, row.id, step))), ())
        if places:
            told[row.id] = (places, request.POST.get(f"place-{row.id}") or usual(places))
    return told


def _form(request: HttpRequest, say: str = "", status: int = 200, at: str = "reason") -> HttpResponse:
    rows = [row for row in meant(request) if not row.veiled]
    steps = {
        step.id: step.label
        for row in rows
        for step in look.opened(row.edition).flow.steps
        if step.decides and row.status in step.source
    }
    fit = [(row, look.opened(row.edition).flow.by_status[row.status].label, _fits(row)) for row in rows]
    asked = _asked(request, [row for row, _, fits in fit if fits], steps)
    context = {
        "here": "dockets",
        "rows": [(row, label, *asked.get(row.id, ((), ""))) for row, label, fits in fit if fits],
        "left_out": [(row, label) for row, label, fits in fit if not fits],
        "steps": steps.items(),
        "typed": {name: request.POST.get(name, "") for name in ("step", "reason", "condition")},
        "mistakes": [Said(at, say)] if say else [],
        "where": say if say == WHERE else "",
    }
    return render(request, "docket/new.html", context, status=status)


def _fits(row: look.Row) -> bool:
    """Whether there is a decision for a case as it stands."""
    flow = look.opened(row.edition).flow
    return any(step.decides and row.status in step.source for step in flow.steps)
