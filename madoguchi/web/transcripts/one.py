"""一件の転記 - what is typed of a case, the stages and pictures of the robot, and what a clerk does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.flow import NotAllowed
from madoguchi.core.handed import Evidence, Handed
from madoguchi.core.transcript import Line
from madoguchi.desk import pictures, transcribe
from madoguchi.desk.transcribe import Busy
from madoguchi.store.look import robot as looked
from madoguchi.store.look import transcript as look
from madoguchi.store.look.transcript import Seen
from madoguchi.web import clock
from madoguchi.web.faults import otherwise
from madoguchi.web.kit import paper
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import workers_only
from madoguchi.web.staff import viewing

from . import shown
from .guard import actor, found, handed, may

USUAL: Final = "review"  # who minds the robot works on what it types
MOVED: Final = "ほかの人か、ロボットが先に動かしました。いまの様子を確かめてください。"
DONE: Final[Mapping[str, str]] = {
    "take": "引き取りました。手で入力して、基幹の番号を書いてください。",
    "back": "戻しました。ロボットは、入力の前に検索します。",
    "again": "申請から作り直しました。",
    "typed": "入力したことを記録しました。",
}
DEEDS: Final[Mapping[str, Callable[..., Any]]] = {
    "take": lambda row, by, now: transcribe.take_over(row.id, by, now),
    "back": lambda row, by, now: transcribe.hand_back(row.id, by, now),
    "again": lambda row, by, now: transcribe.again(row.case, by, now),
}


@require_safe
@workers_only
def one(request: HttpRequest, city: str, case_id: str, number: int) -> HttpResponse:
    """One row."""
    seen = found(request, case_id, number)
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    return of_one(request, seen)


def of_one(request: HttpRequest, seen: Seen, status: int = 200, **more: Any) -> HttpResponse:
    """The page itself, with what stood in the way of a deed."""
    context = {
        **about(request, seen),
        "steps": shown.steps(looked.evidence(seen.row.id), pictures=look.pictured(seen.row, request.clerk)),
        "done": DONE.get(request.GET.get("done", ""), ""),
        **more,
    }
    return render(request, "transcripts/one.html", context, status=status)


def about(request: HttpRequest, seen: Seen) -> dict[str, Any]:
    """What the pages of a row share."""
    _, handover = handed(request, seen.row.procedure)
    lines = look.unhidden(seen.row, request.clerk).lines
    return {
        "here": "transcripts",
        "system": handover.system,
        "row": shown.Row(seen.row, seen.title, seen.over),
        "lines": lines,
        "replaced": replaced(lines),
        "faults": sum(bool(line.fault) for line in lines),
        "may": may(request),
    }


def replaced(lines: tuple[Line, ...]) -> list[tuple[str, Any]]:
    """Every letter that was replaced, with the field that it stands in."""
    return [(line.label, one) for line in lines for one in line.replaced]


def again(request: HttpRequest, fault: Exception, **names: Any) -> HttpResponse:
    """Nothing was done: the row as it is, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, case_id: str, number: int, deed: str, fault: Exception) -> HttpResponse:
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    say = str(fault) if isinstance(fault, Busy) else MOVED
    return of_one(request, found(request, case_id, number), 409, mistakes=[Said("now", say)])


@require_POST
@otherwise(again, NotAllowed, Busy)
@workers_only
def deed(request: HttpRequest, city: str, case_id: str, number: int, deed: str) -> HttpResponse:
    """Take a row over, hand it back, or compose it again."""
    seen = found(request, case_id, number)
    if deed not in DEEDS:
        raise Http404
    DEEDS[deed](seen.row, actor(request), clock.now())
    if deed == "take":
        return redirect("transcript-type", city=city, case_id=case_id, number=number)
    row = _latest(seen.row)
    answer = redirect("transcript", city=city, case_id=case_id, number=row)
    answer["Location"] += f"?done={deed}"
    return answer


def _latest(row: Handed) -> int:
    """A row that was composed again is another."""
    return max((one.row.id for one in look.of_case(row.case, None)), default=row.id)


@require_safe
@workers_only
def picture(request: HttpRequest, city: str, case_id: str, number: int, picture: int) -> HttpResponse:
    """A picture of a screen, its names and places blackened, for whom nothing of the case is hidden."""
    seen = found(request, case_id, number)
    told = next((one for one in looked.evidence(number) if one.id == picture and one.pictured), None)
    if told is None or not look.pictured(seen.row, request.clerk):
        raise Http404
    if unsaid := viewing.gate(request, case_id, "screen", picture):
        return unsaid
    return screen(told)


def screen(told: Evidence) -> HttpResponse:
    """The image, opened behind the look that was written."""
    data = pictures.read(told.id)
    return paper.picture(lambda: data)
