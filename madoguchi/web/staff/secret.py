"""確認用の番号を作り直す画面 - at the counter, for a family that lost its own; the new one is shown once, on paper."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.core.words import PAPERS
from madoguchi.desk import secret as desk
from madoguchi.desk.refusals import Incomplete, NotFound, Stale
from madoguchi.desk.status import generation
from madoguchi.store import look
from madoguchi.store.look import Glance
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

ROLE: Final = "clerk"
WHICH: Final = "本人確認に使った書類を選んでください。"
MOVED: Final = "番号は、もう作り直されています。申請者に渡していないときだけ、もう一度作り直してください。"
LOST: Final = "安全のための確認が切れました。まだ作り直していません。もう一度押してください。"


@staff_only(ask)
def again(request: HttpRequest, city: str, case_id: str, fault: Exception) -> HttpResponse:
    """The page as it is now, with what was wrong."""
    if isinstance(fault, Incomplete):
        return _page(request, case_id, 422, mistakes=[showing.Said("paper", WHICH)])
    notice, status = (LOST, 403) if isinstance(fault, Forged) else (MOVED, 409)
    return _page(request, case_id, status, notice=notice, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: again(request, fault=fault, **names), Incomplete, Stale, Forged)
@staff_only(ask)
def secret(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """Which paper was seen; posted, the old number opens nothing any more."""
    if request.method != "POST":
        return _page(request, case_id)
    found = _found(request, case_id)
    paper, known = request.POST.get("paper", ""), request.POST.get("known", "")
    new = desk.hand_over(found.reference, paper, known, request.clerk.actor(ROLE), clock.now())
    edition = look.opened(found.edition)
    context = {"found": found, "secret": new, "procedure": edition.procedure, "office": edition.town.office}
    return render(request, "staff/slip.html", {**context, "made": clock.now()})


def _found(request: HttpRequest, case_id: str) -> Glance:
    """The case, if this clerk may do it. Raises NotFound, PermissionDenied."""
    found = look.glance(case_id, request.clerk)
    if found is None:
        raise NotFound(case_id)
    if ROLE not in request.clerk.roles or look.hidden(found.reference, request.clerk):
        raise PermissionDenied
    return found


def _page(request: HttpRequest, case_id: str, status: int = 200, **more: Any) -> HttpResponse:
    found = _found(request, case_id)
    application = look.application(found.reference)
    assert application is not None  # a case is never without its application
    context = {
        "found": found,
        "known": generation(application),
        "papers": PAPERS.items(),
        "chosen": request.POST.get("paper", ""),
        **more,
    }
    return render(request, "staff/secret.html", context, status=status)
