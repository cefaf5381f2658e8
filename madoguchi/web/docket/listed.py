"""起案の一覧 - what waits for one's own signature first, then all others; and who is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.approval import KINDS, Turn
from madoguchi.core.case import Actor
from madoguchi.core.docket import Docket
from madoguchi.core.flow import NotAllowed
from madoguchi.desk.docket import away, held
from madoguchi.desk.refusals import NotFound
from madoguchi.store import look as house
from madoguchi.store.look import docket as look
from madoguchi.web import clock, read
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import workers_only
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

MOST: Final = 200  # dockets of the list
DAYS: Final = "始まりの日と終わりの日を入力してください。"
NOT_YOURS: Final = "ほかの人の不在は、管理者が入力します。"


@dataclass(frozen=True)
class Row:
    """A docket of the list: what it is of, where it stands, and whose turn it is."""

    docket: Docket
    about: str
    status: str
    turn: Turn | None


@require_safe
@workers_only
def dockets(request: HttpRequest, city: str) -> HttpResponse:
    """The list."""
    rows = [_row(one) for one in look.all_of(request.clerk, MOST)]
    name = request.clerk.username
    mine = [one for one in rows if one.turn and name in one.turn.signers]
    context = {"here": "dockets", "mine": mine, "others": [one for one in rows if one not in mine]}
    return render(request, "docket/dockets.html", context)


def _row(one: Docket) -> Row:
    flow = held.approval_of(one).flow
    counted = sum(one.report.get("counts", {}).values())
    about = f"選考 第{one.round}回" if one.round else KINDS[one.kind]
    turn = held.turn_of(one, clock.today()) if one.status == "approval" else None
    return Row(one, f"{about}({counted}件)" if counted else about, flow.by_status[one.status].label, turn)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(ask)
def absences(request: HttpRequest, city: str) -> HttpResponse:
    """Who is away; posted, one more or one less."""
    clerk, mistakes = request.clerk, []
    by = Actor(clerk.username, away.ADMIN if away.ADMIN in clerk.roles else next(iter(clerk.roles), ""))
    if request.method == "POST":
        try:
            _change(request, by)
            return redirect("absences", city=city)
        except away.BadDays as wrong:
            mistakes = [Said("since", str(wrong))]
        except (NotAllowed, NotFound):
            mistakes = [Said("since", NOT_YOURS)]
    names = {one.username: one.name for one in house.colleagues()}
    rows = [(one, names.get(one.username, one.username)) for one in look.absences(clock.today())]
    admin = by.role == away.ADMIN
    who = sorted(names.items()) if admin else [(clerk.username, clerk.name)]
    context = {"here": "dockets", "rows": rows, "who": who, "admin": admin, "mistakes": mistakes}
    return render(request, "docket/absences.html", context, status=422 if mistakes else 200)


def _change(request: HttpRequest, by: Actor) -> None:
    if request.POST.get("deed") == "drop":
        away.drop(read.number(request, "absence") or 0, by, clock.now())
        return
    try:
        since, until = (date.fromisoformat(request.POST.get(name, "")) for name in ("since", "until"))
    except ValueError:
        raise away.BadDays(DAYS) from None
    away.add(request.POST.get("username", ""), since, until, by, clock.now())
