"""閲覧の記録 - who looked at what, when and why, for those who answer for it; taking it along is a viewing itself."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.case import Event
from madoguchi.core.days import JST
from madoguchi.core.words import PURPOSES, VIEWINGS
from madoguchi.desk import view
from madoguchi.desk.protect import ROLES
from madoguchi.store import look
from madoguchi.web import clock
from madoguchi.web.kit import showing
from madoguchi.web.who import staff_only

from .sign import ask

FILTERS: Final = ("who", "case", "day")
HEAD: Final = ("日時", "利用者", "役割", "番号", "種類", "書類", "目的")
CHOOSE: Final = "書き出す目的を選んでください。"


@dataclass(frozen=True)
class Looked:
    """A viewing in words."""

    event: Event
    kind: str
    purpose: str


@require_safe
@staff_only(ask)
def views(request: HttpRequest, city: str) -> HttpResponse:
    """The record."""
    return _page(request, {name: request.GET.get(name, "").strip()[:40] for name in FILTERS})


@require_POST
@staff_only(ask)
def export(request: HttpRequest, city: str) -> HttpResponse:
    """The same as a table for other programs."""
    _answers_for_it(request)
    chosen = {name: request.POST.get(name, "").strip()[:40] for name in FILTERS}
    purpose = request.POST.get("purpose", "")
    if purpose not in PURPOSES:
        return _page(request, chosen, CHOOSE, 422)
    view.viewed("", request.clerk, purpose, clock.now(), "export")
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(HEAD)
    rows.writerows(_row(event) for event in look.viewings_of(_sought(chosen)))
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="viewings.csv"'
    return answer


def looked(event: Event) -> Looked:
    """One viewing, its codes as people read them."""
    kind, purpose = (str(event.note.get(name, "")) for name in ("kind", "purpose"))
    return Looked(event, VIEWINGS.get(kind, kind), PURPOSES.get(purpose, purpose))


def _page(request: HttpRequest, chosen: dict[str, str], say: str = "", status: int = 200) -> HttpResponse:
    _answers_for_it(request)
    typed = request.GET.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 6 else 1
    found, more = look.viewings(_sought(chosen), number)
    told = {name: value for name, value in chosen.items() if value}
    context = {
        "here": "views",
        "viewings": [looked(event) for event in found],
        "chosen": chosen,
        "filtered": bool(told),
        "accounts": look.clerks(),
        "purposes": PURPOSES.items(),
        "back": "?" + urlencode({**told, "page": number - 1}) if number > 1 else "",
        "on": "?" + urlencode({**told, "page": number + 1}) if more else "",
        "mistakes": [showing.Said("purpose", say)] if say else [],
    }
    return render(request, "staff/views.html", context, status=status)


def _answers_for_it(request: HttpRequest) -> None:
    if not set(request.clerk.roles) & set(ROLES):
        raise PermissionDenied


def _sought(chosen: dict[str, str]) -> look.Sought:
    try:
        day = date.fromisoformat(chosen["day"])
    except ValueError:  # no day, or half of one: then of every day
        since = None
    else:
        since = datetime.combine(day, time(), JST).astimezone(UTC)
    return look.Sought(chosen["who"], chosen["case"].upper(), since)


def _row(event: Event) -> tuple[str, ...]:
    told = looked(event)
    at = event.at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    document = str(event.note.get("document", ""))
    return (at, event.who, event.role, event.subject, told.kind, document, told.purpose)
