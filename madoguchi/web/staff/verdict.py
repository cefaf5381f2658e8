"""判断を受け取る - a clerk says of a finding that it is fine, or that it is wrong; the next one follows."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from madoguchi.core.verdict import SETTLED, key_of, place_of
from madoguchi.desk import review
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look
from madoguchi.store.look import CasePage, Stale
from madoguchi.store.look import review as looked
from madoguchi.web import clock, read
from madoguchi.web.who import staff_only

from . import seen
from .sign import ask

ROLE: Final = "clerk"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def say(request: HttpRequest, city: str, case_id: str) -> HttpResponse:
    """What was said stays with the finding's rule; its address alone, from a reloaded page, leads back."""
    page = look.case_page(case_id, request.clerk)
    if page is None:
        raise NotFound(case_id)
    if request.method == "POST":
        if ROLE not in request.clerk.roles:
            raise PermissionDenied
        verdict = request.POST.get("verdict", "")
        if verdict not in SETTLED:
            raise BadRequest
        key = request.POST.get("finding", "")
        mine = next((one for one in page.case.findings if key_of(one.code, one.fields) == key), None)
        if mine is None:  # it went with a correction
            raise Stale(case_id)
        review.say(case_id, mine.code, mine.fields, verdict, request.clerk, clock.now(), touch=read.touch(request))
        return _to(city, case_id, _next(page, key))
    return _to(city, case_id, "")


def _next(page: CasePage, key: str) -> str:
    """The finding behind this one that nobody has settled, else the first of those."""
    said = looked.verdicts(page.case.id)
    found = sorted(page.case.findings, key=seen.grave)
    keys = [key_of(one.code, one.fields) for one in found]
    open_ones = [said.get((one.code, place_of(one.fields))) not in SETTLED for one in found]
    left = [one for one, is_open in zip(keys, open_ones, strict=True) if is_open]
    behind = keys[keys.index(key) + 1 :]
    return next((one for one in left if one in behind), left[0] if left else "")


def _to(city: str, case_id: str, key: str) -> HttpResponse:
    answer = redirect("case", city=city, case_id=case_id)
    answer["Location"] += f"#f-{key}" if key else "#findings"
    return answer
