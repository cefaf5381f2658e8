"""代わりに入力する人の画面 - who helps writes down a name and how they belong to the family; both can be taken back."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.helper import LONGEST, RELATIONS
from madoguchi.core.say import say
from madoguchi.desk import helper as desk
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit import showing

from .form import walk_of

LOST: Final = say("確認が切れました。まだ保存されていません。もう一度「次へ」を押してください。")


def forged(request: HttpRequest, fault: Exception, *, city: str, procedure: str, key: str) -> HttpResponse:
    """The token was lost: the page again as it was sent."""
    return _page(request, procedure, key, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(forged, Forged)
def helper(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """Name and relation, or nobody: then the family fills in itself."""
    walk_of(key, procedure)
    if request.method != "POST":
        return _page(request, procedure, key)
    if "nobody" in request.POST:
        desk.alone(key)
    elif wrong := desk.name(key, request.POST.get("name", ""), request.POST.get("relation", "")):
        said = [showing.Said(name, why) for name, why in wrong.items()]
        return _page(request, procedure, key, 422, mistakes=said, wrong=wrong)
    return redirect("resume", city=city, key=key)


def _page(request: HttpRequest, procedure: str, key: str, status: int = 200, **more: Any) -> HttpResponse:
    walk = walk_of(key, procedure)
    known = walk.draft.helper
    context = {
        "procedure": walk.edition.procedure,
        "office": walk.edition.town.office,
        "key": key,
        "relations": RELATIONS.items(),
        "name": request.POST.get("name", known.name if known else "")[:LONGEST],
        "relation": request.POST.get("relation", known.relation if known else ""),
        "known": known,
        "longest": LONGEST,
        **more,
    }
    return render(request, "resident/helper.html", context, status=status)
