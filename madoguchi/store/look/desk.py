"""職員の画面 - the inbox, a case with all that belongs to it, and what waits for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count

from madoguchi.core.case import Application, Ask, Case, Errand, Event, Notice
from madoguchi.core.search import normalise

from .. import asks, cases, errands, events, notices, tables
from ..clerks import get as clerk

__all__ = [
    "PAGE",
    "CasePage",
    "Filters",
    "Inbox",
    "case_page",
    "clerk",
    "counts",
    "failed_errands",
    "inbox",
    "timeline",
]

PAGE: Final = 50  # rows


@dataclass(frozen=True, slots=True)
class Filters:
    """What an inbox shows: `statuses` (none: all), `text` in name or number, `answers` that are so ({"school": …})."""

    statuses: tuple[str, ...] = ()
    text: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    procedure: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of cases, those that came first on top; `page` counts from 1, `total` is of all pages."""

    cases: tuple[Case, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with all that belongs to it."""

    case: Case
    application: Application
    asks: tuple[Ask, ...]
    notices: tuple[Notice, ...]
    events: tuple[Event, ...]


def inbox(filters: Filters = Filters(), page: int = 1) -> Inbox:
    """The cases that fit, fifty to a page; a page past the last is the last."""
    rows = _fitting(filters)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    here = min(max(page, 1), pages)
    shown = rows.order_by("received", "number")[(here - 1) * PAGE : here * PAGE]
    return Inbox(tuple(cases.value(row) for row in shown), total, here, pages)


def counts() -> dict[str, int]:
    """How many cases stand at each status; a status without any is not there."""
    return dict(tables.Case.objects.values_list("status").annotate(Count("id")).order_by("status"))


def case_page(case_id: str) -> CasePage | None:
    """Everything about a case; None when there is none of that number."""
    case = cases.get_case(case_id)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None:
        return None
    return CasePage(
        case,
        application,
        asks.of_case(case_id),
        notices.of_case(case_id),
        timeline(case_id),
    )


def timeline(case_id: str) -> tuple[Event, ...]:
    """What was done in a case, the oldest first."""
    return events.read(subject=case_id)


def failed_errands() -> tuple[Errand, ...]:
    """What a person must look at, the oldest first."""
    return errands.failed()


def _fitting(filters: Filters) -> Any:
    rows = tables.Case.objects.all()
    if filters.statuses:
        rows = rows.filter(status__in=filters.statuses)
    if filters.procedure:
        rows = rows.filter(procedure=filters.procedure)
    if filters.assignee:
        rows = rows.filter(assignee=filters.assignee)
    if sought := normalise(filters.text):
        rows = rows.filter(search__contains=sought)
    if chosen := {f"answers__{name}": value for name, value in filters.answers.items() if value}:
        rows = rows.filter(reference__in=tables.Application.objects.filter(**chosen).values("reference"))
    return rows
