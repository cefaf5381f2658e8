"""取り込めなかった行の画面 - why it waits, its values, and what can be done: mend it, try it again, set it aside."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.intake import REASONS
from madoguchi.desk.intake import mend
from madoguchi.desk.intake.keep import Emptied
from madoguchi.desk.refusals import Incomplete
from madoguchi.store.look import Stale
from madoguchi.store.look import intake as looked
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

from .files import ROLE
from .match import found

LONGEST: Final = 2_000  # letters of a value
WORDS: Final = "取り込まない理由を入力してください。"
LOST: Final = "安全のための確認が切れました。まだ何も変えていません。もう一度押してください。"
MOVED: Final = "ほかの人がこの行を先に動かしました。"


@staff_only(ask)
def _again(request: HttpRequest, city: str, number: int, fault: Exception) -> HttpResponse:
    if isinstance(fault, Incomplete):
        return _page(request, number, 422, mistakes=[Said("words", WORDS)])
    notice = LOST if isinstance(fault, Forged) else MOVED
    return _page(request, number, 403 if isinstance(fault, Forged) else 409, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: _again(request, fault=fault, **names), Incomplete, Stale, Forged)
@staff_only(ask)
def row(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """The row; posted, one of the deeds."""
    it = looked.row(number)
    if it is None:
        raise Http404
    intake = found(request, it.intake)
    if request.method != "POST":
        return _page(request, number)
    by, now, deed = request.clerk.actor(ROLE), clock.now(), request.POST.get("deed")
    if deed == "aside":
        mend.set_aside(number, request.POST.get("words", ""), by, now)
    elif deed == "up":
        mend.take_up(number, by, now)
    else:
        said = {name: request.POST.get(f"v.{place}", "")[:LONGEST] for place, name in enumerate(intake.headers)}
        ended = mend.again(number, said if deed == "mend" else None, by, now)
        if ended.state == "quarantined":
            mistakes = [Said("values", f"{REASONS[ended.reason].label}。{REASONS[ended.reason].todo}")]
            return _page(request, number, 422, mistakes=mistakes)
    return redirect("intake-file", city=city, number=intake.id)


def _page(request: HttpRequest, number: int, status: int = 200, **more: Any) -> HttpResponse:
    it = looked.row(number)
    if it is None:
        raise Http404
    intake = found(request, it.intake)
    if it.state != "quarantined":
        return redirect("intake-file", city=request.city.slug, number=intake.id)
    try:
        _, it, said = mend.shown(number, request.clerk, clock.now())
    except Emptied:
        raise Http404 from None
    values = [(place, name, request.POST.get(f"v.{place}", said[name])) for place, name in enumerate(intake.headers)]
    context = {"here": "intake", "intake": intake, "row": it, "reason": REASONS[it.reason], "values": values}
    context |= {"words": request.POST.get("words", ""), "open": intake.state == "done" or intake.state == "running"}
    return render(request, "intake/row.html", {**context, **more}, status=status)
