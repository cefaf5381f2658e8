"""ロードマップの画面 - every procedure with where it stands, fifty a page, and one with all that is known of it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi import survey
from madoguchi.core.catalogue import COLUMNS, STATES, Entry
from madoguchi.core.catalogue.written import grid, shown
from madoguchi.desk import catalogue, sheet
from madoguchi.desk.refusals import Incomplete
from madoguchi.store.look import Stale
from madoguchi.store.look import catalogue as look
from madoguchi.web import clock, read
from madoguchi.web.designer.sheet import XLSX
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.staff.sign import ask
from madoguchi.web.who import staff_only

from .guard import HERE, changer, may_change, own

PAGE: Final = 50
SOURCES: Final = {"": "市の手続", "state": "国の手続(参考)", "all": "すべて"}
OPEN: Final = "open"  # in the address: the state nobody has said
WHY: Final = "向かない理由を書いてください。"
MOVED: Final = "ほかの人が、先にこの手続を変えました。いまの内容を確かめて、もう一度保存してください。"


@require_safe
@staff_only(ask)
def road(request: HttpRequest, city: str) -> HttpResponse:
    """The table; the filters stand in its address."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "source", "state", "department", "page")}
    of_source = _of(asked["source"])
    rows = _filtered(_found(asked["q"], of_source) if asked["q"] else of_source, asked)
    pages = max(1, -(-len(rows) // PAGE))
    page = min(max(int(asked["page"]) if asked["page"].isdecimal() else 1, 1), pages)
    counts = Counter(one.state for one in of_source)
    context = {
        "here": HERE,
        "asked": asked,
        "rows": [(one, STATES[one.state]) for one in rows[(page - 1) * PAGE : page * PAGE]],
        "total": len(rows),
        "page": page,
        "pages": pages,
        "back": _address(asked, page=page - 1) if page > 1 else "",
        "on": _address(asked, page=page + 1) if page < pages else "",
        "states": [
            (_address(asked, state=code or OPEN), label, counts[code], asked["state"] == (code or OPEN))
            for code, label in STATES.items()
        ],
        "everything": _address(asked, state=""),
        "sources": SOURCES,
        "departments": sorted({one.text("department") for one in of_source} - {""}),
        "credit": survey.source(),
        "may": may_change(request),
        "empty": not look.revision(),
    }
    return render(request, "catalogue/road.html", context)


def _of(source: str) -> tuple[Entry, ...]:
    if source == "state":
        return tuple(one for one in look.all_() if one.source == "state")
    return look.all_() if source == "all" else own()


def _found(words: str, among: tuple[Entry, ...]) -> tuple[Entry, ...]:
    keys = {one.key for one in among}
    return tuple(one.entry for one in look.index(public=False).ask(words, 200) if one.entry.key in keys)


def _filtered(rows: tuple[Entry, ...], asked: dict[str, str]) -> list[Entry]:
    state = asked["state"].replace(OPEN, "")
    kept = [one for one in rows if not asked["state"] or one.state == state]
    return [one for one in kept if not asked["department"] or one.text("department") == asked["department"]]


def _address(asked: dict[str, str], **other: Any) -> str:
    told = {**asked, "page": "", **{name: str(value) for name, value in other.items()}}
    return "?" + urlencode({name: value for name, value in told.items() if value})


@require_safe
@staff_only(ask)
def workbook(request: HttpRequest, city: str) -> HttpResponse:
    """The city's procedures as a workbook, which can be brought in again."""
    answer = HttpResponse(sheet.file("手続カタログ", grid(own())), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="catalogue.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, city, key: _row(request, key, [Said("state", MOVED)], 409), Stale)
@otherwise(lambda request, fault, city, key: _row(request, key, [Said("why", WHY)], 422), Incomplete)
@staff_only(ask)
def row(request: HttpRequest, city: str, key: str) -> HttpResponse:
    """One procedure; posted, where it stands."""
    if request.method != "POST":
        return _row(request, key)
    told = {name: request.POST.get(name, "") for name in catalogue.SET}
    state, seen = request.POST.get("state", ""), "confirmed" in request.POST
    catalogue.decide(key, state, told, read.version(request), changer(request), clock.now(), confirmed=seen)
    return redirect(f"{request.path}?done=1")


def _row(request: HttpRequest, key: str, mistakes: list[Said] | None = None, status: int = 200) -> HttpResponse:
    found = look.entry(key)
    if found is None:
        raise Http404
    entry, revision = found
    typed = {name: request.POST.get(name, entry.text(name)) for name in ("state", *catalogue.SET)}
    context = {
        "here": HERE,
        "entry": entry,
        "revision": revision,
        "told": [(one.label, text, one.mark) for one in COLUMNS if (text := shown(entry, one))],
        "more": entry.more.items(),
        "states": STATES,
        "state": STATES[entry.state],
        "typed": typed,
        "mistakes": mistakes or [],
        "may": may_change(request),
        "done": "done" in request.GET,
        "credit": survey.source(),
    }
    return render(request, "catalogue/row.html", context, status=status)
