"""入口 - from the list of municipalities to the page of one procedure."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core import form
from madoguchi.core.form import Cleaned, Eligibility, Stop
from madoguchi.core.package.edition import Edition
from madoguchi.core.town import SAMPLE
from madoguchi.desk import apply, person
from madoguchi.store import look
from madoguchi.store.look import catalogue
from madoguchi.web import clock, language, read

from . import later, signed


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every municipality of the house, those with procedures first."""
    own = settings.HOSTS.get(request.get_host().partition(":")[0])
    if own:
        return redirect("city", city=own)
    open_ones = look.with_procedures()
    towns = look.municipalities()
    return render(
        request,
        "resident/index.html",
        {
            "open": [town for town in towns if town.slug in open_ones],
            "others": [town for town in towns if town.slug not in open_ones],
        },
    )


@require_safe
def city(request: HttpRequest, city: str) -> HttpResponse:
    """The procedures of one municipality."""
    editions = [language.heard(one) for one in look.published()]
    office = editions[0].town.office if editions else None
    told = {"procedures": [e.procedure for e in editions], "office": office, "catalogue": catalogue.open_to_residents()}
    return render(request, "resident/city.html", told)


@require_safe
def procedure(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """What one reads before beginning: what it is, when, what to have at hand."""
    edition = current(procedure)
    context = {**about(edition), **signed.about(request, edition), "begun": later.begun(request, procedure)}
    return render(request, "resident/procedure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """Begin a draft and go to its first page."""
    if request.method != "POST":
        return redirect("procedure", city=city, procedure=procedure)
    key = apply.start(procedure, clock.now(), language.current())
    edition = current(procedure)
    if edition.eligibility and (told := answered(request, edition, edition.eligibility)).ok:
        apply.lay(key, edition.eligibility.places, told.answers, clock.now())
    if who := signed.person(request):
        person.fill(key, who, signed.known(request), clock.now())
    first = edition.form.pages[0].id
    answer = redirect("page", city=city, procedure=procedure, key=key, slug=first)
    if "helper" in request.POST:
        answer = redirect("helper", city=city, procedure=procedure, key=key)
    return later.remembered(request, answer, key)


def answered(request: HttpRequest, edition: Edition, before: Eligibility) -> Cleaned:
    """What was sent to the questions before the form, as answers."""
    base = edition.scope(clock.today(), {})
    return form.clean_stop(before.form, Stop(before.form.pages[0]), {}, read.raw(request), base)


def current(procedure: str) -> Edition:
    """The edition in force. Raises Http404."""
    edition = look.current_edition(procedure)
    if edition is None:
        raise Http404
    return language.heard(edition)


def about(edition: Edition) -> dict[str, Any]:
    """The windows of a procedure as a page shows them, and whether any value it shows is a sample."""
    now = clock.now()
    windows = [window for window in edition.town.windows if now < window.ends]
    return {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "eligibility": edition.eligibility,
        "windows": [
            {"window": window, "open": window.open_at(now), "sample": window.status == SAMPLE} for window in windows
        ],
        "to_come": any(not window.open_at(now) for window in windows),
        "can_start": not edition.town.windows or bool(edition.town.open_at(now)),
    }
