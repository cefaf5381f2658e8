"""申請の一覧 - cases, fifty a page; what is filtered stands in the address, so that it can be shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.case import Case
from madoguchi.core.days import jst_date
from madoguchi.core.flow import Status
from madoguchi.core.package.edition import Edition
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.who import staff_only

from .sign import ask

ALL: Final = "all"
FILTERS: Final = ("status", "procedure", "assignee", "q")


@dataclass(frozen=True)
class Line:
    """A case as a row of the list; `days` since it came in."""

    case: Case | look.Row
    status: Status
    days: int
    graves: int


@dataclass(frozen=True)
class Count:
    """How many cases stand in a status, and the address that shows them."""

    label: str
    number: int
    address: str
    chosen: bool


@require_safe
@staff_only(ask)
def inbox(request: HttpRequest, city: str) -> HttpResponse:
    """The list."""
    chosen = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    page = request.GET.get("page", "1")
    editions = look.published()
    statuses = {"": _open_ones(editions), ALL: ()}.get(chosen["status"], (chosen["status"],))
    filters = look.Filters(statuses, chosen["q"], procedure=chosen["procedure"], assignee=chosen["assignee"])
    found = look.inbox(request.clerk, filters, int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1)
    context = {
        "here": "inbox",
        "lines": [line(case, clock.today()) for case in found.rows],
        "found": found,
        "chosen": chosen,
        "filtered": any(value for name, value in chosen.items() if name != "status"),
        "procedures": [edition.procedure for edition in editions],
        "counts": _counts(editions, dict(look.counts(request.clerk, (), clock.today()).statuses), chosen),
        "back": _address(chosen, page=found.page - 1) if found.page > 1 else "",
        "on": _address(chosen, page=found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "staff/inbox.html", context)


def line(case: Case | look.Row, today: date) -> Line:
    """One row."""
    status = look.opened(case.edition).flow.by_status[case.status]
    graves = case.graves if isinstance(case, look.Row) else 0
    return Line(case, status, (today - jst_date(case.received)).days, graves)


def _counts(editions: Iterable[Edition], numbers: dict[str, int], chosen: dict[str, str]) -> list[Count]:
    labels = {status.id: status.label for edition in editions for status in edition.flow.statuses}
    figures = {status: numbers.get(status, 0) for status in labels}
    figures |= {"": sum(numbers.get(status, 0) for status in _open_ones(editions)), ALL: sum(numbers.values())}
    return [
        Count(label, figures[status], _address(chosen, status=status), chosen["status"] == status)
        for status, label in {"": "処理中", **labels, ALL: "すべて"}.items()
        if figures[status] or status in ("", ALL, chosen["status"])
    ]


def _open_ones(editions: Iterable[Edition]) -> tuple[str, ...]:
    """The statuses in which a case still goes on."""
    return tuple(status.id for edition in editions for status in edition.flow.statuses if not status.final)


def _address(chosen: dict[str, str], **changed: str | int) -> str:
    return "?" + urlencode({key: value for key, value in {**chosen, **changed}.items() if value})
