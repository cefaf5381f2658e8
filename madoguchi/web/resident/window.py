"""受付期間の外 - a draft that comes too late or too early keeps all it has, and moves to another window."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.desk import apply
from madoguchi.desk.refusals import WindowClosed
from madoguchi.web import clock, read

from .form import walk_of


def closed(request: HttpRequest, fault: WindowClosed, *, city: str, procedure: str, key: str) -> HttpResponse:
    """Too late, or too early: all that was typed stays, and one press moves it to the next window."""
    walk = walk_of(key, procedure)
    now = clock.now()
    context = {
        "procedure": walk.edition.procedure,
        "office": walk.edition.town.office,
        "key": key,
        "window": fault.window,
        "early": fault.window is not None and now < fault.window.begins,
        "next": fault.following,
        "next_open": fault.following is not None and fault.following.open_at(now),
        "version": walk.draft.version,
    }
    return render(request, "resident/closed.html", context, status=409)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """Choose another window for the draft; its other answers stay as they are."""
    if request.method == "POST":
        apply.choose_window(key, request.POST.get("window", ""), read.version(request), clock.now())
    return redirect("check", city=city, procedure=procedure, key=key)
