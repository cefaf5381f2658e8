"""起案 - one docket: what it decides, what was looked at, the letters, who has signed and who is next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.approval import KINDS, Post, Turn
from madoguchi.core.case import Event
from madoguchi.core.clocks import NEAR
from madoguchi.core.days import spoken_long
from madoguchi.core.docket import ANSWERABLE, Docket, found_in
from madoguchi.core.flow import Flow, steps_open
from madoguchi.desk.docket import held, letters
from madoguchi.desk.docket.carry import numbers
from madoguchi.store.look import docket as look
from madoguchi.store.look import round as rounds
from madoguchi.web import clock
from madoguchi.web.resident.status import line
from madoguchi.web.round.guard import workers_only
from madoguchi.web.staff import viewing

LOOK_AGAIN: Final = "2"  # seconds, while the worker is at it
WORKING: Final = "checking"


def _works(seen: Docket) -> bool:
    """Whether the worker looks at it, or decides its cases."""
    return seen.status == WORKING or seen.progress.get("after") is not None


@dataclass(frozen=True)
class Seat:
    """A post on the route, and who has signed for it; `now` when it is its turn."""

    post: Post
    signed: dict[str, Any] | None
    now: bool


def found(request: HttpRequest, number: int) -> Docket:
    """The docket of an address. Raises Http404 where this clerk has nothing to do with it."""
    seen = look.seen(number, request.clerk)
    if seen is None:
        raise Http404
    return seen


@require_safe
@workers_only
def docket(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """One docket."""
    return of_docket(request, found(request, number))


def of_docket(request: HttpRequest, seen: Docket, status: int = 200, **more: Any) -> HttpResponse:
    """The page itself, with what stood in the way of a deed."""
    edition, approval = rounds.opened(seen.edition), held.approval_of(seen)
    flow, clerk = approval.flow, request.clerk
    signing, ended = seen.status == "approval", flow.by_status[seen.status].final
    turn = held.turn_of(seen, clock.today()) if signing else None
    items = found_in(seen.report, seen.explained)
    context = {
        "here": "dockets",
        "docket": seen,
        "kind": KINDS[seen.kind],
        "procedure": edition.procedure,
        "sample": approval.status == "見本",
        "status": flow.by_status[seen.status],
        "line": line(flow, flow.by_status[seen.status]),
        "may": {step.id for step in steps_open(flow, seen.status, clerk.roles)},
        "turn": turn,
        "due": look.due(held.members(seen), clock.today() + timedelta(NEAR)) if not ended else (0, None),
        "mine": bool(turn and clerk.username in turn.signers),
        "moved": list(held.moved(seen)) if signing else [],
        "seats": seats(seen, approval.route(seen.kind), turn),
        "items": items,
        "answerable": any(one.code == ANSWERABLE and one.total for one in items),
        "returns": list(reversed(seen.report.get("returns", ()))),
        "lines": _lines(request, seen),
        "past": [(event, _label(event, flow)) for event in look.deeds(seen)],
        "done": flow.by_step[done].label if (done := request.GET.get("done", "")) in flow.by_step else "",
        **more,
    }
    answer = render(request, "docket/docket.html", context, status=status)
    if _works(seen):
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def seats(seen: Docket, route: tuple[Post, ...], turn: Turn | None) -> list[Seat]:
    """The line of signatures."""
    signed = [{**one, "when": datetime.fromisoformat(one["at"])} for one in seen.signed]
    return [
        Seat(post, signed[place] if place < len(signed) else None, bool(turn and place == len(signed)))
        for place, post in enumerate(route)
    ]


@require_safe
@workers_only
def letter(request: HttpRequest, city: str, number: int, case_id: str) -> HttpResponse:
    """A letter as it would be written now; that somebody looks is written first, as it is everywhere."""
    seen = found(request, number)
    if case_id not in held.members(seen):
        raise Http404
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    outcome = next(iter(letters.outcomes_of(seen, [case_id])), None)
    hidden = not rounds.named([case_id], request.clerk)
    notice = letters.composed(outcome, clock.now(), _marks(seen, case_id))[0] if outcome and not hidden else None
    context = {"here": "dockets", "docket": seen, "case": case_id, "hidden": hidden, "notice": notice}
    return render(request, "docket/letter.html", context)


def _marks(seen: Docket, case_id: str) -> dict[str, str] | None:
    """The number and the date, once there are some."""
    return {"number": numbers(seen)[case_id], "date": spoken_long(seen.decided)} if seen.decided else None


def _lines(request: HttpRequest, seen: Docket) -> list[tuple[str, str, str, str]]:
    """Of its own cases number, name, what it decides, and why; names only of those that this clerk may see."""
    told = look.lines(seen)
    names = rounds.named((one.case for one in told), request.clerk)
    steps = rounds.opened(seen.edition).flow.by_step
    return [(one.case, names.get(one.case, ""), steps[one.step].label, one.reason) for one in told]


def _label(event: Event, flow: Flow) -> str:
    step = flow.by_step.get(event.step)
    return step.label if step else event.step
