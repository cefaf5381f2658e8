"""一覧の画面 - the items of a list that a family fills in itself: one more, one like the last, one less."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.core import form
from madoguchi.core.form import Mistake, Stop
from madoguchi.desk import apply
from madoguchi.web import clock, read
from madoguchi.web.kit import showing

if TYPE_CHECKING:
    from .form import Walk

ADD, COPY, REMOVE = "add", "copy", "remove"


def wants(request: HttpRequest) -> bool:
    """Whether it is done at once; a removal is asked about before."""
    word, _, index = deed(request).partition("-")
    return word in (ADD, COPY) or (word == REMOVE and index.isdecimal())


def take(request: HttpRequest, walk: Walk, slug: str) -> HttpResponse:
    """Do it, and go to the new item, or back to the list."""
    word, _, index = deed(request).partition("-")
    seen, now = apply.Seen(read.version(request), request.POST.get("seen", "")), clock.now()
    if word == REMOVE:
        following = apply.remove_item(walk.key, slug, int(index), seen, now)
    else:
        following = apply.add_item(walk.key, slug, seen, now, copy=word == COPY)
    answer = redirect("page", city=request.city.slug, procedure=walk.draft.procedure, key=walk.key, slug=following)
    answer["Location"] += "?check=1" if "check" in request.GET else ""
    return answer


def shown(request: HttpRequest, walk: Walk, stop: Stop, mistakes: Iterable[Mistake]) -> dict[str, Any]:
    """What the page of a list shows; an item is only taken away when that was asked for twice."""
    layout, answers = walk.edition.form, walk.draft.answers
    items = form.items_of(layout, stop, answers, walk.base)
    word, _, index = deed(request).partition("-")
    places = {item.path for item in items}
    return {
        "items": items,
        "mistakes": [showing.Said(one.path if one.path in places else "main", one.say) for one in mistakes],
        "asks": next((item for item in items if word == "ask" and str(item.index) == index), None),
        "may_add": form.may_add(layout, stop, answers),
        "may_remove": form.may_remove(layout, stop, answers),
    }


def deed(request: HttpRequest) -> str:
    """What is to be done with the list; "" when the family goes on."""
    said: str = request.POST.get("deed", "")
    return said
