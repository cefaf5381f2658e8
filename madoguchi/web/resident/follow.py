"""入ったあとの手続の画面 - for which of its children a family begins one; what is known of the child comes along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.say import say
from madoguchi.desk import follow
from madoguchi.desk.refusals import NotFound
from madoguchi.web import clock, language
from madoguchi.web.kit import showing

from . import later, signed
from .status import about, following, own

NOBODY = say("お子さんを選んでください。")


@require_http_methods(["GET", "HEAD", "POST"])
@own
def begin(request: HttpRequest, city: str, reference: str, procedure: str) -> HttpResponse:
    """What it is; posted, a draft about the child that was chosen, or about the only one there is."""
    context = about(reference)
    found = {edition.procedure.id: (edition, children) for edition, children in following(context["standings"])}
    if procedure not in found:
        raise NotFound(reference)
    edition, children = found[procedure]
    chosen = request.POST.get("child", "")
    mine = next((one for one in children if str(one.case.branch) == chosen), None)
    if mine:
        key = follow.begin(mine.case.id, procedure, signed.person(request), clock.now())
        return later.remembered(request, redirect("again-check", city=city, procedure=procedure, key=key), key)
    wrong = [showing.Said("child", NOBODY)] if request.method == "POST" else []
    context |= {"it": language.heard(edition).procedure, "children": children, "mistakes": wrong}
    return render(request, "resident/follow.html", context, status=422 if wrong else 200)
