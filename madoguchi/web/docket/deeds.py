"""起案を進める - a deed with a docket, and the page again with all that stood in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from madoguchi.core.docket import Docket, Halted
from madoguchi.core.flow import NotAllowed
from madoguchi.core.selection import Stopped
from madoguchi.desk.docket import draft, held, sign
from madoguchi.desk.refusals import Incomplete
from madoguchi.store.look import Stale
from madoguchi.web import clock, read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import workers_only
from madoguchi.web.who import acting

from .page import found, of_docket

MOVED: Final = "ほかの人が、先にこの起案を進めました。いまの様子を確かめてください。"
WHY: Final = "理由を入力してください。"
LONGEST: Final = 400  # characters of a reason

# What is done, and what of the form it is told.
DEEDS: Final[Mapping[str, tuple[Callable[..., Docket], str]]] = {
    "sign": (sign.sign, ""),
    "return": (sign.send_back, "reason"),
    "check": (draft.check, "explained"),
    "recall": (draft.recall, ""),
    "drop": (draft.drop, ""),
}


def again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    """Nothing was done: the docket as it is, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, number: int, deed: str, fault: Exception) -> HttpResponse:
    says = [WHY if isinstance(fault, Incomplete) else MOVED]
    if isinstance(fault, Halted):
        says = [str(fault)]
    if isinstance(fault, Stopped):
        says = [str(stop) for stop in fault.stops]
    status = 422 if isinstance(fault, Incomplete) else 409
    return of_docket(request, found(request, number), status, mistakes=[Said("now", say) for say in says])


@require_POST
@otherwise(again, Stale, NotAllowed, Incomplete, Halted, Stopped)
@workers_only
def deed(request: HttpRequest, city: str, number: int, deed: str) -> HttpResponse:
    """Take a step with a docket."""
    seen = found(request, number)
    if deed not in DEEDS:
        raise Http404
    do, word = DEEDS[deed]
    words = (request.POST.get(word, "").strip()[:LONGEST],) if word else ()
    by = acting(request.clerk, held.approval_of(seen).flow, deed)
    moved = do(seen.id, read.version(request), *words, by, clock.now(), read.touch(request))
    answer = redirect("docket", city=city, number=number)
    answer["Location"] += f"?done={'decide' if moved.decided else deed}"
    return answer
