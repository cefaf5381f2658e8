"""保存した絞込 - the filters a clerk keeps: used from the list, kept, renamed, taken away, made the usual one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.case import Clerk, SavedFilter
from madoguchi.desk import saved as desk
from madoguchi.desk.refusals import Incomplete
from madoguchi.store import look
from madoguchi.web import read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from . import asked
from .sign import ask

NAMELESS = "名前を入力してください(一人30件まで保存できます)。"


def shown(clerk: Clerk, query: str) -> list[dict[str, Any]]:
    """The clerk's filters for the list, the one in use marked."""
    return [
        {"name": one.name, "address": f"?{one.query}", "chosen": one.query == query, "usual": _mine(one, clerk)}
        for one in look.saved_filters(clerk.username, clerk_sections(clerk))
    ]


def usual(clerk: Clerk) -> str:
    """The query of the filter that the clerk begins with; "" for none."""
    return next((one.query for one in look.saved_filters(clerk.username) if one.usual), "")


def clerk_sections(clerk: Clerk) -> tuple[str, ...]:
    """The sections a clerk works in."""
    return tuple(getattr(clerk, "sections", ()))


def again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    """The page once more, with what is missing."""
    return _again(request, **names)


@staff_only(ask)
def _again(request: HttpRequest, city: str) -> HttpResponse:
    return _page(request, [showing.Said("name", NAMELESS)], 422)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(again, Incomplete)
@staff_only(ask)
def filters(request: HttpRequest, city: str) -> HttpResponse:
    """The clerk's filters; posted, one of them is kept, renamed, removed or made the usual one."""
    if request.method != "POST":
        return _page(request)
    clerk, kept, name = request.clerk, read.number(request, "filter") or 0, request.POST.get("name", "")
    deed = request.POST.get("deed", "")
    if deed == "keep":
        query = asked.read(QueryDict(request.POST.get("query", "")).dict(), look.editions_of(clerk)).query
        section = request.POST.get("section", "")
        desk.keep(clerk, name, query or "status=", section if section in clerk_sections(clerk) else "")
        answer = redirect("inbox", city=city)
        answer["Location"] += f"?{query or 'status='}"
        return answer
    if deed == "rename":
        desk.rename(clerk, kept, name)
    elif deed == "remove":
        desk.remove(clerk, kept)
    elif deed == "usual":
        desk.make_usual(clerk, kept)
    return redirect("filters", city=city)


def _page(request: HttpRequest, mistakes: list[showing.Said] | None = None, status: int = 200) -> HttpResponse:
    clerk = request.clerk
    mine = [one for one in look.saved_filters(clerk.username, clerk_sections(clerk)) if one.owner == clerk.username]
    context = {
        "here": "inbox",
        "filters": mine,
        "mistakes": mistakes or [],
        "query": request.POST.get("query", request.GET.urlencode()),
        "sections": clerk_sections(clerk),
        "any_usual": any(one.usual for one in mine),
    }
    return render(request, "staff/filters.html", context, status=status)


def _mine(one: SavedFilter, clerk: Clerk) -> bool:
    return one.usual and one.owner == clerk.username
