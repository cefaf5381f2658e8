"""ウェブアクセシビリティ - what we aim at, what was tried and found, and whom to tell when something cannot be used."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.accessibility import conforms, counts
from madoguchi.store import look
from madoguchi.web.accessibility import SHIPPED, statement


@require_safe
def accessibility(request: HttpRequest, city: str = "") -> HttpResponse:
    """The statement; inside of a municipality with its office."""
    told = statement(settings.ACCESSIBILITY or SHIPPED)
    editions = look.published() if city else ()
    jis = [one for one in told.found if one.criterion.jis]
    page = {
        "told": told,
        "conforms": conforms(jis),
        "counts": counts(jis),
        "parts": (jis, [one for one in told.found if not one.criterion.jis]),
        "office": editions[0].town.office if editions else None,
    }
    return render(request, "accessibility/page.html", page)
