"""方式4 - many cases in one file with its manifest, the results that come back, and the office's list against ours."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.core.handed import Sent
from madoguchi.core.transcript.files import Unreadable, read_export
from madoguchi.core.transcript.reconcile import Reconciled, differences
from madoguchi.desk import handfiles, view
from madoguchi.store.look import robot as looked
from madoguchi.store.look import transcript as look
from madoguchi.web import clock
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.round.guard import workers_only

from . import shown
from .guard import actor, handed, may
from .hand import download
from .one import USUAL

CHOOSE: Final = "ファイルを選んでください。"
NONE: Final = "一括ファイルにできるものがありません。"
MOST: Final = 500  # differences that are shown
KINDS: Final = {
    "missing": "登録がない",
    "unknown": "覚えのない登録",
    "twice": "二重の登録",
    "state": "登録・取消の違い",
    "field": "値の違い",
}


@require_http_methods(["GET", "HEAD", "POST"])
@workers_only
def batches(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The files that went out; posted, one more of all that waits."""
    edition, handover = handed(request, procedure)
    mistakes = []
    if request.method == "POST":
        if made := handfiles.make_batch(procedure, actor(request), clock.now()):
            return redirect("batch", city=city, procedure=procedure, number=made.id)
        mistakes = [Said("make", NONE)]
    context = {
        "here": "transcripts",
        "procedure": edition.procedure,
        "system": handover.system,
        "makes": may(request) and handover.way == "batch",
        "waiting": len(looked.rows("waiting", procedure)) if handover.way == "batch" else 0,
        "batches": looked.batches(procedure),
        "mistakes": mistakes,
    }
    return render(request, "transcripts/batches.html", context, status=422 if mistakes else 200)


def again(request: HttpRequest, fault: Exception, **names: Any) -> HttpResponse:
    """Nothing was taken: the page as it is, and why."""
    return _again(request, fault=fault, **names)


@workers_only
def _again(request: HttpRequest, city: str, procedure: str, number: int, fault: Exception) -> HttpResponse:
    return _page(request, procedure, _sent(request, procedure, number), 422, mistakes=[Said("results", str(fault))])


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(again, Unreadable, handfiles.Foreign)
@workers_only
def batch(request: HttpRequest, city: str, procedure: str, number: int) -> HttpResponse:
    """One file with its rows; posted, its results."""
    sent = _sent(request, procedure, number)
    if request.method != "POST":
        return _page(request, procedure, sent)
    handfiles.take_results(sent.id, _brought(request, "results"), actor(request), clock.now())
    answer = redirect("batch", city=city, procedure=procedure, number=number)
    answer["Location"] += "?done=1"
    return answer


def _sent(request: HttpRequest, procedure: str, number: int) -> Sent:
    handed(request, procedure)
    sent = look.sent(number, procedure)
    if sent is None:
        raise Http404
    return sent


def _page(request: HttpRequest, procedure: str, sent: Sent, status: int = 200, **more: Any) -> HttpResponse:
    edition, handover = handed(request, procedure)
    seen = look.of_batch(sent.id, request.clerk)
    rows = shown.rows(seen)
    context = {
        "here": "transcripts",
        "procedure": edition.procedure,
        "system": handover.system,
        "sent": sent,
        "rows": rows,
        "wrong": [one for one in rows if one.row.state == "refused"],
        "ok": sum(one.row.state == "done" for one in rows),
        "open_to": _open_to(request, sent),
        "may": may(request),
        "done": "done" in request.GET,
        **more,
    }
    return render(request, "transcripts/batch.html", context, status=status)


def _open_to(request: HttpRequest, sent: Sent) -> bool:
    """Whether this clerk may see all that is in a file."""
    return all(not look.over(one.row, request.clerk) for one in look.of_batch(sent.id, request.clerk))


def _brought(request: HttpRequest, name: str) -> bytes:
    """The bytes of a file that was sent. Raises Unreadable."""
    file = request.FILES.get(name)
    if file is None or file.over:
        raise Unreadable(CHOOSE)
    return bytes(file.read())


@require_safe
@workers_only
def out(request: HttpRequest, city: str, procedure: str, number: int, what: str) -> HttpResponse:
    """The data or the manifest of a file; of every case in it is written that it leaves the house."""
    sent = _sent(request, procedure, number)
    if what not in ("data", "manifest") or not may(request) or not _open_to(request, sent):
        raise Http404
    made = handfiles.batch_files(sent.id)
    if what == "manifest":
        return download(made.manifest_name, made.manifest)
    for one in look.of_batch(sent.id, request.clerk):
        view.viewed(one.row.case, request.clerk, USUAL, clock.now(), kind="export")
    return download(made.name, made.data)


@require_http_methods(["GET", "HEAD", "POST"])
@workers_only
def reconcile(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The office's own list against ours; nothing of it is kept."""
    edition, handover = handed(request, procedure)
    told, mistakes = None, []
    if request.method == "POST":
        try:
            actor(request)
            records = read_export(handover, _brought(request, "export"))
            told = differences(handover, look.held(procedure), records)
        except Unreadable as fault:
            mistakes = [Said("export", str(fault))]
    context = {
        "here": "transcripts",
        "procedure": edition.procedure,
        "system": handover.system,
        "may": may(request),
        "told": told,
        "differences": _told(request, procedure, told) if told else (),
        "mistakes": mistakes,
    }
    return render(request, "transcripts/reconcile.html", context, status=422 if mistakes else 200)


def _told(request: HttpRequest, procedure: str, told: Reconciled) -> list[dict[str, Any]]:
    """As this clerk may see them: of whom something is hidden, only that there is a difference."""
    shown_ones = told.differences[:MOST]
    rows = look.latest(procedure, {one.key for one in shown_ones})
    over = {key: look.over(row, request.clerk) for key, row in rows.items()}
    return [
        {"one": one, "kind": KINDS[one.kind], "row": rows.get(one.key), "over": over.get(one.key, "")}
        for one in shown_ones
    ]
