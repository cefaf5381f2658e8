"""クラブの画面 - a club reads its own children and reports each month; the city sees the same of all its clubs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.account import CLUB
from madoguchi.core.enrolment import MOST, month_of
from madoguchi.core.form import Part
from madoguchi.core.mask import unnumbered
from madoguchi.core.words import CARE
from madoguchi.desk import club as desk
from madoguchi.store.look import clubs as look
from madoguchi.web import clock
from madoguchi.web.context import WORK
from madoguchi.web.kit import reading, showing
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

View = Callable[..., HttpResponse]
ABSENT = "absent-"


@dataclass(frozen=True)
class Line:
    """A child as a row of the list: a cell for each column."""

    child: look.Child
    cells: tuple[str, ...]


def clubs_only(view: View) -> View:
    """A page for clubs, and for clerks and deciders."""

    @wraps(view)
    def guarded(request: HttpRequest, city: str, **names: str) -> HttpResponse:
        if not (WORK | {CLUB}) & set(request.clerk.roles):
            raise Http404
        return view(request, city, **names)

    return staff_only(ask, clubs_too=True)(guarded)


@require_safe
@clubs_only
def clubs(request: HttpRequest, city: str) -> HttpResponse:
    """The clubs one has to do with, and whether their reports have come."""
    today = clock.today()
    found = look.clubs(request.clerk, today, month_of(today))
    sample = any(_sampled(one) for one in found)
    counted = () if CLUB in request.clerk.roles else dict.fromkeys(one.procedure for one in found)
    context = {"here": "clubs", "clubs": found, "month": today, "sample": sample, "counted": counted}
    return render(request, "club/clubs.html", context)


@require_safe
@clubs_only
def roster(request: HttpRequest, city: str, procedure: str, pool: str) -> HttpResponse:
    """The list of the children that have a place today; each of them was looked at."""
    club = _club(request, procedure, pool)
    children, veiled = look.roster(request.clerk, club, clock.today())
    _looked(request, children, "roster")
    lines = [Line(one, tuple(_cell(_parts(one), path) for path in club.selection.columns)) for one in children]
    heads = [_label(club, path) for path in club.selection.columns]
    context = {"here": "clubs", "club": club, "heads": heads, "lines": lines, "veiled": veiled, "today": clock.today()}
    return render(request, "club/roster.html", context | {"sample": _sampled(club)})


@require_safe
@clubs_only
def child(request: HttpRequest, city: str, procedure: str, pool: str, case_id: str) -> HttpResponse:
    """What a club must know of one of its children."""
    club = _club(request, procedure, pool)
    found = next((one for one in _children(request, club) if one.case.id == case_id), None)
    if found is None:
        raise Http404
    _looked(request, [found], "case")
    return render(
        request, "club/child.html", {"here": "clubs", "club": club, "child": found, "parts": _told(club, found)}
    )


@require_safe
@clubs_only
def sheets(request: HttpRequest, city: str, procedure: str, pool: str) -> HttpResponse:
    """All of them on paper, each on a sheet of its own."""
    club = _club(request, procedure, pool)
    children = _children(request, club)
    _looked(request, children, "print")
    told = [(one, _told(club, one)) for one in children]
    return render(request, "club/sheets.html", {"here": "clubs", "club": club, "sheets": told, "today": clock.today()})


@require_http_methods(["GET", "HEAD", "POST"])
@clubs_only
def report(request: HttpRequest, city: str, procedure: str, pool: str) -> HttpResponse:
    """The report of this month; what was sent is shown, and may be sent again."""
    club = _club(request, procedure, pool)
    children = _children(request, club)
    if request.method != "POST":
        _looked(request, children, "roster")
        return _report(request, club, children)
    if CLUB not in request.clerk.roles:
        raise Http404
    marked = {one.case.id: code for one in children if (code := request.POST.get(ABSENT + one.case.id, ""))}
    free, month = request.POST.get("free", "").strip()[:10], month_of(clock.today())
    enrolled = [one.case.id for one in children]
    try:
        codes = club.selection.absences
        desk.report(procedure, pool, month, enrolled, free, marked, codes, request.clerk, clock.now())
    except desk.Wrong as wrong:
        said = [showing.Said(name, say) for name, say in wrong.faults.items()]
        return _report(request, club, children, free=free, marked=marked, mistakes=said)
    answer = redirect("club-report", city=city, procedure=procedure, pool=pool)
    answer["Location"] += "?done=1"
    return answer


def _report(
    request: HttpRequest, club: look.Club, children: tuple[look.Child, ...], mistakes: Any = (), **typed: Any
) -> HttpResponse:
    sent = club.report
    room = max((club.option.capacity or 0) - club.enrolled, 0)
    before = {one.case: one.code for one in sent.absences} if sent else {}
    marked = typed.get("marked", before)
    context = {
        "here": "clubs",
        "club": club,
        "month": clock.today(),
        "free": typed.get("free", sent.free if sent else room),
        "rows": [(one, ABSENT + one.case.id, marked.get(one.case.id, "")) for one in children],
        "codes": club.selection.absences.items(),
        "most": MOST,
        "may": CLUB in request.clerk.roles,
        "done": request.GET.get("done") and not mistakes,
        "mistakes": mistakes,
    }
    return render(request, "club/report.html", context, status=422 if mistakes else 200)


def _club(request: HttpRequest, procedure: str, pool: str) -> look.Club:
    today = clock.today()
    found = look.club(request.clerk, procedure, pool, today, month_of(today))
    if found is None:
        raise Http404
    return found


def _children(request: HttpRequest, club: look.Club) -> tuple[look.Child, ...]:
    return look.roster(request.clerk, club, clock.today())[0]


def _looked(request: HttpRequest, children: Any, kind: str) -> None:
    """Before it is shown: a club looks to care for them, the city to look after the places."""
    purpose = CARE if CLUB in request.clerk.roles else "review"
    desk.looked([one.case.id for one in children], request.clerk, purpose, clock.now(), kind)


def _sampled(club: look.Club) -> bool:
    return club.selection.sampled(club.edition.town)


def _parts(child: look.Child) -> tuple[Part, ...]:
    return reading.answers(child.application, child.edition, child.mask, child.case.branch)


def _told(club: look.Club, child: look.Child) -> list[tuple[str, list[Any]]]:
    """The answers that clubs read, part by part; a part of which they read nothing is not there."""
    told = [
        (part.stop.title, [row for row in part.rows if unnumbered(row.path) in club.selection.roster and row.shown])
        for part in _parts(child)
    ]
    return [(title, rows) for title, rows in told if rows]


def _cell(parts: tuple[Part, ...], path: str) -> str:
    return "、".join(row.shown for part in parts for row in part.rows if unnumbered(row.path) == path and row.shown)


def _label(club: look.Club, path: str) -> str:
    group, _, name = path.rpartition(".")
    form = club.edition.form
    fields = form.grouped[group] if group else form.flat
    return fields[name].label.partition("(")[0]
