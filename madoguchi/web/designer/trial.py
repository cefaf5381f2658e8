"""だれが変わるか - who gains and who loses by a draft, among this year's applications, before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.package.edition import Edition
from madoguchi.core.revision.trial import WAYS
from madoguchi.store.look import revision as look
from madoguchi.web.staff.asked import COLUMNS, Facet, field_of

from .guard import designers_only, edition_of
from .tables import about

LOOK_AGAIN = "2"  # seconds


@require_safe
@designers_only
def trial(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The page; while the worker reckons, it comes again by itself."""
    edition = edition_of(request, procedure)
    revision = look.on_its_way(procedure)
    if revision is None:
        raise Http404
    found = look.trial(revision, edition, request.clerk)
    ready = bool(found and found.finished and found.fits)
    page, pages = _page(request, len(found.cases) if found and found.cases else 0)
    numbers = found.cases[(page - 1) * look.MOST : page * look.MOST] if ready and found and found.cases else ()
    context = {
        "trial": found,
        "ready": ready,
        "ways": [(label, found.ways.get(way, 0)) for way, label in WAYS.items()] if found else [],
        "facets": list(_facets(edition, found)) if found and ready else [],
        "way_names": WAYS.values(),
        "moved": [(one, WAYS[one.way]) for one in look.moved_cases(revision, numbers, request.clerk)],
        "page": page,
        "pages": pages,
        **about(edition, revision),
    }
    answer = render(request, "designer/trial.html", context)
    if found and found.fits and not found.finished:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def _page(request: HttpRequest, total: int) -> tuple[int, int]:
    typed = request.GET.get("page", "1")
    pages = max(1, -(-total // look.MOST))
    return min(pages, max(1, int(typed))) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1, pages


def _facets(edition: Edition, found: look.Trial) -> Iterator[tuple[str, list[tuple[str, list[int]]]]]:
    """By each field that cases are filtered by: its value in words, and how many gain, lose, change otherwise."""
    for name in edition.procedure.facets[:COLUMNS]:
        one, values = Facet(field_of(edition, name)), found.facets[name]
        rows = [(one.show(value), [ways.get(way, 0) for way in WAYS]) for value, ways in values.items()]
        if rows:
            yield one.label, rows
