"""方式1・3 - what a person types: field by field in the order of the back office, or as a file for its input screen."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.core.flow import NotAllowed
from madoguchi.core.mask import PRIVATE
from madoguchi.desk import handfiles, transcribe, view
from madoguchi.desk.refusals import Incomplete
from madoguchi.desk.transcribe import Busy
from madoguchi.store.look import robot as looked
from madoguchi.store.look import transcript as look
from madoguchi.store.look.transcript import Seen
from madoguchi.web import clock, read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.paper import SANDBOX
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import workers_only
from madoguchi.web.staff import viewing

from .guard import actor, found
from .one import MOVED, USUAL, about

LONGEST: Final = 60  # letters of a number
NUMBER: Final = "基幹の番号を入力してください。"


def again(request: HttpRequest, fault: Exception, **names: Any) -> HttpResponse:
    """Nothing was done: the page as it is, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, case_id: str, number: int, fault: Exception) -> HttpResponse:
    lacking = isinstance(fault, Incomplete)
    say = str(fault) if isinstance(fault, Busy) else NUMBER if lacking else MOVED
    mistakes = [Said("number", say)]
    return _page(request, found(request, case_id, number), 422 if lacking else 409, mistakes=mistakes)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(again, NotAllowed, Incomplete, Busy)
@workers_only
def typing(request: HttpRequest, city: str, case_id: str, number: int) -> HttpResponse:
    """The fields to copy from; posted, the back office has them, under its number."""
    seen = found(request, case_id, number)
    if request.method != "POST":
        return _page(request, seen)
    told = request.POST.get("number", "").strip()[:LONGEST]
    transcribe.mark_done(number, told, actor(request), clock.now(), read.touch(request))
    answer = redirect("transcript", city=city, case_id=case_id, number=number)
    answer["Location"] += "?done=typed"
    return answer


def _page(request: HttpRequest, seen: Seen, status: int = 200, **more: Any) -> HttpResponse:
    if unsaid := viewing.gate(request, seen.row.case):
        return unsaid
    typed, begun = request.POST.get("number", ""), looked.stage(seen.row.id)
    context = {**about(request, seen), "typed": typed, "begun": begun, "private": PRIVATE, **more}
    return render(request, "transcripts/type.html", context, status=status)


@require_POST
@workers_only
def file(request: HttpRequest, city: str, case_id: str, number: int) -> HttpResponse:
    """The file of one case. Whoever takes it types it; that it leaves the house is written first."""
    seen = found(request, case_id, number)
    if look.over(seen.row, request.clerk):
        raise Http404
    if unsaid := viewing.gate(request, case_id):
        return unsaid
    view.viewed(case_id, request.clerk, USUAL, clock.now(), kind="export")
    name, data = handfiles.case_file(number, actor(request), clock.now())
    return download(name, data)


def download(name: str, data: bytes) -> HttpResponse:
    """A file to be saved, never shown."""
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
