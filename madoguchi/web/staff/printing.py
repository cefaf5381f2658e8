"""印刷 - cases on paper, each on its own sheets; who prints what and why is written before it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from madoguchi.core.form import Part
from madoguchi.core.words import PURPOSES
from madoguchi.desk import view
from madoguchi.store import look
from madoguchi.store.look import CasePage
from madoguchi.web import clock
from madoguchi.web.kit import reading

from . import asked, clocks


@dataclass(frozen=True)
class Sheet:
    """A case as it is printed."""

    page: CasePage
    procedure: str
    status: str
    facets: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    clocks: clocks.Shown
    assignee: str


def sheets(request: HttpRequest, ids: tuple[str, ...], purpose: str) -> HttpResponse:
    """All of them on one page, behind each a page break; each viewing is written first."""
    purpose = purpose if purpose in PURPOSES else next(iter(PURPOSES))
    for case_id in ids:
        view.viewed(case_id, request.clerk, purpose, clock.now(), kind="print")
    names = {one.username: one.name for one in look.colleagues()}
    found = [_sheet(request, case_id, names) for case_id in ids]
    context = {"here": "inbox", "sheets": [one for one in found if one], "query": request.POST.get("query", "")}
    return render(request, "staff/print.html", context)


def _sheet(request: HttpRequest, case_id: str, names: dict[str, str]) -> Sheet | None:
    page = look.case_page(case_id, request.clerk)
    if page is None or page.hidden:
        return None
    edition, case = look.opened(page.case.edition), page.case
    facets = (asked.Facet(asked.field_of(edition, name)) for name in edition.procedure.facets)
    return Sheet(
        page,
        edition.procedure.name,
        edition.flow.by_status[case.status].label,
        tuple((one.label, one.show(case.facets.get(one.field.id))) for one in facets),
        reading.answers(page.application, edition, page.mask, case.branch),
        clocks.shown(case, edition, page.asks, clock.today()),
        names.get(case.assignee, case.assignee),
    )
