"""届いたファイル - the list with its counts, and a new one brought; what cannot be read is told at once."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.core.intake import CHANNELS, ENCODINGS, Unreadable
from madoguchi.core.package.edition import Edition
from madoguchi.desk.intake import bring
from madoguchi.store import look
from madoguchi.store.look import intake as looked
from madoguchi.web import clock
from madoguchi.web.faults import Forged, otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

ROLE: Final = "clerk"
LONGEST: Final = 100
SHOWN: Final = 50
LOST: Final = "安全のための確認が切れました。まだ取り込んでいません。もう一度選んでください。"
STATES: Final = {"matching": "対応を確かめる前", "running": "取り込み中", "done": "済み"}


@staff_only(ask)
def _again(request: HttpRequest, city: str, fault: Exception) -> HttpResponse:
    if isinstance(fault, Unreadable):
        return _page(request, 422, mistakes=[Said("file", fault.say)], strange=fault.code == "encoding")
    return _page(request, 403, notice=LOST, notice_look="warn")


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, **names: _again(request, fault=fault, **names), Unreadable, Forged)
@staff_only(ask)
def files(request: HttpRequest, city: str) -> HttpResponse:
    """The list; posted, a file is kept and its page shown."""
    if request.method != "POST":
        return _page(request)
    sent = request.POST
    known = {one.procedure.id for one in _editions(request)}
    if sent.get("procedure") not in known or sent.get("channel") not in CHANNELS:
        raise PermissionDenied
    form, file = sent.get("form", "").strip()[:LONGEST], request.FILES.get("file")
    mistakes = [] if form else [Said("form", "申込フォームの名前を入力してください。")]
    if file is None or file.over:
        mistakes.append(Said("file", "15 MBまでのCSVを選んでください。"))
    if mistakes:
        return _page(request, 422, mistakes=mistakes)
    made = bring.bring(
        procedure=sent["procedure"],
        channel=sent["channel"],
        form=form,
        name=str(file.name)[:LONGEST],
        data=file.read(),
        by=request.clerk.actor(ROLE),
        now=clock.now(),
        encoding=sent.get("encoding", "") if sent.get("encoding") in ENCODINGS else "",
    )
    return redirect("intake-file", city=city, number=made.id)


def _editions(request: HttpRequest) -> tuple[Edition, ...]:
    """The procedures of the clerk's sections. Raises PermissionDenied for whoever is no clerk."""
    if ROLE not in request.clerk.roles:
        raise PermissionDenied
    return look.editions_of(request.clerk)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    editions = _editions(request)
    ids = [one.procedure.id for one in editions]
    names = {one.procedure.id: one.procedure.name for one in editions}
    rows = [(one, names[one.procedure], CHANNELS[one.channel], STATES[one.state]) for one in looked.latest(ids, SHOWN)]
    context = {
        "here": "intake",
        "editions": editions,
        "channels": CHANNELS,
        "encodings": ENCODINGS,
        "forms": sorted({form for _, _, form in looked.forms(ids)}),
        "files": rows,
        "typed": {name: request.POST.get(name, "") for name in ("procedure", "channel", "form", "encoding")},
        "wrong": {one.anchor: one.say for one in more.get("mistakes", ())},
        **more,
    }
    return render(request, "intake/files.html", context, status=status)
