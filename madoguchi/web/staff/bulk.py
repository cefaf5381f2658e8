"""まとめて - one deed with the rows that were ticked, or with all of a filter; first it is shown what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.case import Clerk
from madoguchi.core.flow import NotAllowed
from madoguchi.core.words import CHOSEN
from madoguchi.desk import many, meeting
from madoguchi.desk.many import MOST, Moved
from madoguchi.desk.refusals import Incomplete
from madoguchi.store import look
from madoguchi.web import clock, read
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.who import acting, staff_only

from . import asked, printing
from .asked import ME, NOBODY
from .inbox import bulk_steps
from .meeting import NEEDS
from .sign import ask

ASSIGN, PRINT = "assign", "print"
MOVED: Final = "ほかの人が先に動かした申請があります。まだ何もしていません。もう一度確かめてください。"
LOST: Final = "安全のための確認が切れました。まだ何もしていません。もう一度押してください。"
NOT_NOW: Final = "できない操作が含まれていました。まだ何もしていません。もう一度確かめてください。"


@dataclass(frozen=True)
class Judged:
    """A row before the deed: `why` it is left out ("" when it can be done), what to look at first, whether ticked."""

    row: look.Row
    status: str
    why: str
    warning: str
    ticked: bool


@dataclass(frozen=True)
class Wanted:
    """A deed as it was asked for: a step's id, `assign` or `print`; `to` an account or nobody."""

    deed: str
    label: str
    to: str = ""
    to_name: str = ""


def again(request: HttpRequest, fault: Exception, **names: str) -> HttpResponse:
    """Nothing was done: the rows as they are now."""
    return _again(request, fault=fault, **names)


@staff_only(ask)
def _again(request: HttpRequest, city: str, fault: Exception) -> HttpResponse:
    say = {Moved: MOVED, NotAllowed: NOT_NOW, Incomplete: NOT_NOW, Forged: LOST}[type(fault)]
    moved = fault.ids if isinstance(fault, Moved) else ()
    return _confirm(request, say, moved, 403 if isinstance(fault, Forged) else 409)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(again, Moved, NotAllowed, Incomplete, Forged)
@staff_only(ask)
def bulk(request: HttpRequest, city: str) -> HttpResponse:
    """What will happen to which rows; said yes to, it happens. One's own few rows are assigned at once."""
    if request.method != "POST":
        return redirect("inbox", city=city)
    wanted = _wanted(request)
    if not wanted:
        return _back(request, "none")
    seen, sure = ticked(request), bool(request.POST.get("sure"))
    judged = [_judge(row, wanted, request.clerk) for row in meant(request)]
    left_out = [one.row.id for one in judged if one.why]
    at_once = wanted.deed == ASSIGN and not request.POST.get("whole") and not left_out and bool(judged)
    if not (sure or at_once):
        return _confirm(request)
    if not seen:
        return _back(request, "none")
    gone = [name for name in seen if name not in {one.row.id for one in judged}]
    if left_out or gone:  # shown as possible a moment ago: somebody else was here
        raise Moved((*left_out, *gone))
    return _do(request, wanted, seen)


def _do(request: HttpRequest, wanted: Wanted, fit: dict[str, int]) -> HttpResponse:
    clerk, now, touch = request.clerk, clock.now(), read.touch(request)
    if wanted.deed == PRINT:
        return printing.sheets(request, tuple(fit), request.POST.get("purpose", ""))
    if wanted.deed == ASSIGN:
        role = next(iter(clerk.roles), "")
        many.assign(fit, wanted.to, clerk.actor(role), now, touch=touch)
    else:
        first = look.rows(clerk, look.Filters(ids=tuple(fit)), 1)[0]
        actor = acting(clerk, look.opened(first.edition).flow, wanted.deed)
        many.take(fit, wanted.deed, actor, now, touch=touch)
    return _back(request, f"{len(fit)}")


def _back(request: HttpRequest, done: str) -> HttpResponse:
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query["done"] = done
    answer = redirect("inbox", city=request.city.slug)
    answer["Location"] += f"?{query.urlencode()}"
    return answer


def _confirm(request: HttpRequest, say: str = "", moved: tuple[str, ...] = (), status: int = 200) -> HttpResponse:
    wanted = _wanted(request)
    rows = meant(request)
    if not wanted or not rows:
        return _back(request, "none")
    judged = [_judge(row, wanted, request.clerk, row.id in moved) for row in rows]
    context = {
        "here": "inbox",
        "wanted": wanted,
        "possible": [one for one in judged if not one.why],
        "left_out": [one for one in judged if one.why],
        "ticked": sum(one.ticked for one in judged),
        "more": len(rows) == MOST and bool(request.POST.get("whole")),
        "most": MOST,
        "query": request.POST.get("query", ""),
        "purposes": CHOSEN.items() if wanted.deed == PRINT else (),
        "notice": say,
    }
    return render(request, "staff/bulk.html", context, status=status)


def _wanted(request: HttpRequest) -> Wanted | None:
    """The deed that was pressed, if this clerk may do it at all."""
    deed, clerk = request.POST.get("deed", ""), request.clerk
    if deed == PRINT:
        return Wanted(PRINT, "印刷する")
    if deed in ("mine", ASSIGN):
        names = {one.username: one.name for one in look.colleagues()} | {clerk.username: clerk.name}
        to = ME if deed == "mine" else request.POST.get("to", "")
        known = {ME: clerk.username, NOBODY: ""}.get(to, to)
        if known and known not in names:
            return None
        label = f"{names[known]} さんの担当にする" if known else "担当なしにする"
        return Wanted(ASSIGN, label, known, names.get(known, ""))
    label = bulk_steps(look.editions_of(clerk), clerk).get(deed, "")
    return Wanted(deed, label) if label else None


def meant(request: HttpRequest) -> tuple[look.Row, ...]:
    """The rows meant: all of the filter, or the ticked ones; never one this clerk may not see."""
    clerk = request.clerk
    if request.POST.get("whole") and not request.POST.get("sure"):
        editions = look.editions_of(clerk)
        wanted = asked.read(QueryDict(request.POST.get("query", "")).dict(), editions)
        return look.rows(clerk, wanted.filters(clerk, editions, clock.today()), MOST)
    return look.rows(clerk, look.Filters(ids=tuple(ticked(request))), MOST)


def ticked(request: HttpRequest) -> dict[str, int]:
    """The ticked rows, each with the version the list showed: 2026-000123-C-1:4."""
    pairs = (one.rpartition(":") for one in request.POST.getlist("case")[:MOST])
    return {name: int(version) for name, _, version in pairs if version.isascii() and version.isdigit()}


def _judge(row: look.Row, wanted: Wanted, clerk: Clerk, moved: bool = False) -> Judged:
    flow = look.opened(row.edition).flow
    status = flow.by_status[row.status].label
    why = "支援措置の申請です。一件ずつ開いてください。" if row.veiled else ""
    if not why and wanted.deed == ASSIGN and row.assignee == wanted.to:
        why = "もうこの担当です。" if wanted.to else "もう担当はいません。"
    if not why and wanted.deed not in (ASSIGN, PRINT):
        step = flow.by_step.get(wanted.deed)
        if step is None or step.role not in clerk.roles or step.needs or row.status not in step.source:
            why = f"いまの状態({status})ではできません。"
        elif meeting.stops(row.id, step.id):
            why = NEEDS["interview"]
    needs_a_look = bool(row.graves) and wanted.deed not in (ASSIGN, PRINT)
    warning = f"指摘が{row.graves}件あります。" if needs_a_look else ""
    if moved:
        warning = f"ほかの人が先に動かしました。{warning}"
    return Judged(row, status, why, warning, not why and not warning)
