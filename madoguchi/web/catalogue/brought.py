"""取込の画面 - a list comes in, its heads are matched, what it would change is shown, and somebody accepts it."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi import survey
from madoguchi.core.catalogue import COLUMNS, by_key
from madoguchi.core.catalogue.diff import CHANGED, GONE, NEW, Change
from madoguchi.desk import catalogue, sheet
from madoguchi.desk.refusals import Incomplete, NotFound
from madoguchi.desk.revise import Unfit
from madoguchi.store.look import Stale
from madoguchi.store.look import catalogue as look
from madoguchi.web import clock
from madoguchi.web.designer.sheet import CHOOSE, TOO_BIG
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.staff.sign import ask
from madoguchi.web.uploads import first
from madoguchi.web.who import staff_only

from .guard import HERE, changer, may_change

SHOWN: Final = 100  # changes that stand on one page
ALIKE: Final = 20
KINDS: Final = {NEW: "新しい", CHANGED: "変わる", GONE: "なくなる"}
MOVED: Final = "この一覧は、もう取り込んだか、やめています。"


def _open(request: HttpRequest, **names: str) -> None:
    """Before the wall: the file becomes lines."""
    file = request.FILES.get("list") if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    request.lines = request.unfit = None
    try:
        if file is not None:
            request.lines = sheet.list_lines(file.name, file.read()) if not file.over else None
            request.unfit = TOO_BIG if file.over else None
    except Unfit as wrong:
        request.unfit = str(wrong)


@require_http_methods(["GET", "HEAD", "POST"])
@first(_open)
@staff_only(ask)
def lists(request: HttpRequest, city: str) -> HttpResponse:
    """Lists that wait; posted, one more."""
    if request.method != "POST":
        return _lists(request, [])
    by, now = changer(request), clock.now()
    if "survey" in request.POST:
        return redirect("catalogue-list", city=city, number=catalogue.bring_survey(by, now))
    lines = getattr(request, "lines", None)
    if not lines:
        return _lists(request, [Said("list", getattr(request, "unfit", None) or CHOOSE)], 422)
    number = catalogue.bring(request.FILES["list"].name, lines, by, now)
    return redirect("catalogue-list", city=city, number=number)


def _lists(request: HttpRequest, mistakes: list[Said], status: int = 200) -> HttpResponse:
    context = {
        "here": HERE,
        "lists": look.lists(),
        "credit": survey.source(),
        "rows": len(survey.entries()),
        "mistakes": mistakes,
        "may": may_change(request),
        "done": request.GET.get("done", "")[:6],
    }
    return render(request, "catalogue/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, city, number: _lists(request, [Said("list", MOVED)], 409), Stale)
@otherwise(lambda request, fault, city, number: _list(request, number, 422), Incomplete)
@staff_only(ask)
def one(request: HttpRequest, city: str, number: int) -> HttpResponse:
    """What a list would do; posted, its heads are matched anew, or it is accepted or dropped."""
    if request.method != "POST":
        return _list(request, number)
    by, now, deed = changer(request), clock.now(), request.POST.get("deed", "")
    if deed == "accept":
        without, confirm = frozenset(request.POST.getlist("without")), "confirm" in request.POST
        changed = catalogue.accept(number, by, now, confirm=confirm, without=without)
        return redirect(f"{_home(request)}?done={changed}")
    if deed == "drop":
        catalogue.drop(number, by, now)
        return redirect(_home(request))
    mapped = _preview(number).mapped
    if mapped is None:
        raise Http404
    keys = [request.POST.get(f"head-{at}", "") for at in range(len(mapped.heads))]
    catalogue.choose(number, [key if key in by_key else "" for key in keys], by)
    return redirect("catalogue-list", city=city, number=number)


def _home(request: HttpRequest) -> str:
    return request.path.rstrip("/").rpartition("/")[0] + "/"


def _preview(number: int) -> catalogue.Preview:
    try:
        return catalogue.preview(number)
    except NotFound:
        raise Http404 from None


def _list(request: HttpRequest, number: int, status: int = 200) -> HttpResponse:
    told = _preview(number)
    missing = ["・".join(by_key[key].label for key in any_of) for any_of in told.mapped.missing] if told.mapped else []
    context = {
        "here": HERE,
        "told": told,
        "heads": _heads(told) if told.mapped else [],
        "columns": COLUMNS,
        "missing": missing,
        "counts": [(label, len(told.diff.of(kind))) for kind, label in KINDS.items()],
        "changes": [_change(one) for one in told.diff.changes[:SHOWN]],
        "more": max(len(told.diff.changes) - SHOWN, 0),
        "alike": told.alike[:ALIKE],
        "unread": told.brought.unread[:ALIKE],
        "may": may_change(request),
        "mistakes": [Said("heads", f"「{label}」の列を選んでください。") for label in missing],
    }
    return render(request, "catalogue/list.html", context, status=status)


def _heads(told: catalogue.Preview) -> list[dict[str, Any]]:
    """Each head with the column chosen for it, and what stands first under it."""
    assert told.mapped is not None
    below = told.list.lines[told.mapped.line + 1 :]
    return [
        {
            "at": at,
            "head": head or f"{at + 1}列目",
            "key": key,
            "sure": likeness >= 1,
            "sample": next((str(line[at])[:40] for line in below if at < len(line) and str(line[at]).strip()), ""),
        }
        for at, (head, key, likeness) in enumerate(
            zip(told.mapped.heads, told.mapped.keys, told.mapped.likeness, strict=True)
        )
    ]


def _change(change: Change) -> dict[str, Any]:
    said = [(by_key[key].label if key in by_key else key, _said(a), _said(b)) for key, a, b in change.columns]
    return {"kind": KINDS[change.kind], "new": change.kind == NEW, "entry": change.entry, "columns": said}


def _said(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "、".join(map(str, value))
    return "" if value is None else str(value)
