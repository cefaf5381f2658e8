"""選考回を進める - a step with a round, and the page again with all that stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from madoguchi.core.flow import NotAllowed
from madoguchi.core.selection import Round, Stopped
from madoguchi.desk import gather, select
from madoguchi.desk.docket import draft
from madoguchi.desk.refusals import Incomplete
from madoguchi.store.look import Stale
from madoguchi.store.look import docket as dockets
from madoguchi.store.look import round as look
from madoguchi.web import clock, read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.who import acting

from .guard import found, workers_only
from .page import of_round

MOVED: Final = "ほかの人が、先にこの選考回を進めました。いまの様子を確かめてください。"
WHY: Final = "理由を入力してください。"
LONGEST: Final = 300  # characters of a reason


def _typed(*names: str) -> Callable[[HttpRequest], tuple[Any, ...]]:
    return lambda request: tuple(str(request.POST.get(name, "")).strip()[:LONGEST] for name in names)


def _source(request: HttpRequest) -> tuple[Any, ...]:
    return *_typed("source")(request), "leave_out" in request.POST


def _change(request: HttpRequest) -> tuple[Any, ...]:
    """How many places more or less, by pool, as the page of comparing has said it."""
    club, seats = _typed("club", "seats")(request)
    digits = seats.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4):
        raise Http404
    return ({club: int(seats)},)


# What is done, and what of the form it is told between the round's version and who does it.
DEEDS: Final[Mapping[str, tuple[Callable[..., Round], Callable[[HttpRequest], tuple[Any, ...]]]]] = {
    "collect": (gather.collect, _source),
    "draw": (select.draw, _typed("value")),
    "sign_rule": (select.sign_rule, _typed("of", "reason")),
    "run": (select.run, _typed()),
    "choose": (select.choose, _change),
    "verify": (select.verify, _typed()),
    "sign": (select.sign, _typed("of", "reason")),
    "propose": (draft.propose, _typed()),
    "send_back": (select.send_back, _typed("reason")),
    "approve": (gather.approve, _typed()),
    "thaw": (select.thaw, _typed()),
    "drop": (select.drop, _typed()),
}


def again(request: HttpRequest, fault: Exception, **names: Any) -> HttpResponse:
    """Nothing was done: the round as it is, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, number: int, deed: str, fault: Exception) -> HttpResponse:
    says = [WHY if isinstance(fault, Incomplete) else MOVED]
    if isinstance(fault, Stopped):
        says = [str(stop) for stop in fault.stops]
    status = 422 if isinstance(fault, Incomplete) else 409
    return of_round(request, found(request, number), status, mistakes=[Said("now", say) for say in says])


@require_POST
@otherwise(again, Stale, NotAllowed, Incomplete, Stopped)
@workers_only
def deed(request: HttpRequest, city: str, number: int, deed: str) -> HttpResponse:
    """Take a step with a round."""
    seen = found(request, number)
    selection = look.opened(seen.edition).selection
    if deed not in DEEDS or selection is None:
        raise Http404
    do, told = DEEDS[deed]
    do(seen.id, read.version(request), *told(request), acting(request.clerk, selection.flow, deed), clock.now())
    if deed == "propose" and (made := dockets.of_round(seen.id)) and select.by_docket(seen):
        return redirect("docket", city=city, number=made.id)
    answer = redirect("round", city=city, number=number)
    answer["Location"] += f"?done={deed}"
    return answer
