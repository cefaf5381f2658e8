"""前回の内容の画面 - what comes back of an earlier application, to be confirmed at a glance or page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from madoguchi.core import again, form
from madoguchi.core.form import Part, Stop
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.core.suggestion import laid
from madoguchi.desk import again as desk
from madoguchi.store import look
from madoguchi.store.look import Stale
from madoguchi.web import clock, read
from madoguchi.web.faults import Forged, otherwise

from . import index, later, signed
from .form import Walk, walk_of

MOVED: Final = say("内容が変わっています。もう一度確かめてください。")
LOST: Final = say("安全のための確認が切れました。もう一度押してください。")


def shown_again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    """The page as it is now, with what happened."""
    say, status = (LOST, 403) if isinstance(fault, Forged) else (MOVED, 409)
    more = {"notice": say, "notice_look": "warn"}
    if "reference" in names:
        theirs = _theirs(request, names["procedure"], names["reference"])
        elsewhere = redirect("procedure", city=names["city"], procedure=names["procedure"])
        return _offer(request, names["procedure"], names["reference"], status, **more) if theirs else elsewhere
    return _summary(request, walk_of(names["key"], names["procedure"]), status, **more)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(shown_again, Forged)
def offer(request: HttpRequest, city: str, procedure: str, reference: str) -> HttpResponse:
    """What would come back; posted, it is a draft. Only for whoever signed in as the one who handed it in."""
    person = signed.person(request)
    if person is None:
        return redirect("ways", city=city, procedure=procedure)
    if not _theirs(request, procedure, reference):
        return redirect("procedure", city=city, procedure=procedure)
    if request.method != "POST":
        return _offer(request, procedure, reference)
    now, edition = clock.now(), index.current(procedure)
    key = desk.begin(reference, person, signed.known(request), now)
    # All of it was on the page that was sent: one press confirms it, unless the form has changed meanwhile.
    if request.POST.get("deed") == "same" and request.POST.get("edition") == edition.digest:
        draft = look.draft(key)
        assert draft is not None  # it was begun just now
        desk.confirm(key, draft.version, now)
        return later.remembered(request, redirect("resume", city=city, key=key), key)
    return later.remembered(request, redirect("again-check", city=city, procedure=procedure, key=key), key)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(shown_again, Forged, Stale)
def summary(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """The pages that wait, each with a way to change it; posted, all that was shown still holds."""
    walk = walk_of(key, procedure)
    if request.method == "POST":
        desk.confirm(key, read.version(request), clock.now())
        return redirect("resume", city=city, key=key)
    if not again.pending(walk.draft.unconfirmed, walk.stops):
        return redirect("resume", city=city, key=key)
    return later.remembered(request, _summary(request, walk), key)


@require_POST
@otherwise(lambda request, fault, **names: _page(**names), Stale)
def bring(request: HttpRequest, city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    """Earlier answers that must be said anew stand in the page's fields, to be looked at and sent by hand."""
    walk_of(key, procedure).stop(slug)
    desk.bring(key, slug, read.version(request), clock.now())
    answer = _page(city, procedure, key, slug)
    answer["Location"] += f"?{name}=1" if (name := _came_from(request)) else ""
    return answer


def _theirs(request: HttpRequest, procedure: str, reference: str) -> bool:
    """Whether an application is one of whoever is signed in, and may be shown to them."""
    person = signed.person(request)
    return person is not None and reference in look.earlier(person, procedure)


def _came_from(request: HttpRequest) -> str:
    return next((name for name in ("check", "again") if name in request.GET), "")


def _page(city: str, procedure: str, key: str, slug: str) -> HttpResponse:
    return redirect("page", city=city, procedure=procedure, key=key, slug=slug)


def _offer(request: HttpRequest, procedure: str, reference: str, status: int = 200, **more: Any) -> HttpResponse:
    application, edition = look.application(reference), index.current(procedure)
    assert application is not None  # it is among those of whoever is signed in
    found = desk.back(application, edition)
    answers = laid(edition.form, edition.procedure.person, signed.known(request), found.answers, over=True)
    base = edition.scope(clock.today(), answers)
    stops = again.pending(found.slugs, form.walk(edition.form, answers, base))
    context = {
        **_about(edition),
        "can_start": index.about(edition)["can_start"],
        "application": application,
        "edition": edition.digest,
        "anew": len(found.before),
        "lost": found.lost,
        "parts": _parts(edition, answers, base, stops),
        **more,
    }
    return render(request, "resident/again.html", context, status=status)


def _summary(request: HttpRequest, walk: Walk, status: int = 200, **more: Any) -> HttpResponse:
    stops = again.pending(walk.draft.unconfirmed, walk.stops)
    context = {
        **_about(walk.edition),
        "key": walk.key,
        "version": walk.draft.version,
        "change": True,
        "back": "again",
        "parts": _parts(walk.edition, walk.draft.answers, walk.base, stops),
        **more,
    }
    return render(request, "resident/again_check.html", context, status=status)


def _about(edition: Edition) -> dict[str, Any]:
    return {"procedure": edition.procedure, "office": edition.town.office}


def _parts(
    edition: Edition, answers: Mapping[str, Any], base: Mapping[str, object], stops: Iterable[Stop]
) -> list[Part]:
    """The answers of these pages, without what is blank."""
    slugs = {stop.slug for stop in stops}
    parts = form.summary(edition.form, answers, base)
    told = (replace(part, rows=tuple(row for row in part.rows if row.shown)) for part in parts)
    return [part for part in told if part.stop.slug in slugs and part.rows]
