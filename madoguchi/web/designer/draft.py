"""改正案の画面 - a table of a draft with faults at its rows, a row to be typed, and what is done with a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.core.package.edition import Edition
from madoguchi.core.revision import ALL, OPEN, OWN, Head, Merged, Revision, faults_of, name_of
from madoguchi.desk import revise, trial
from madoguchi.store.look import Stale
from madoguchi.store.look import revision as look
from madoguchi.web import clock, read
from madoguchi.web.faults import ProveFirst, otherwise
from madoguchi.web.kit.showing import Said

from .guard import designer, designers_only, edition_of
from .tables import DONE, about, differing, grid, overview

NEW: Final = "new-row"  # no id of a row has a hyphen
MOVED: Final = "ほかの人が、先にこの行を変えました。下の「今の内容」と見くらべて、もう一度保存してください。"
GONE: Final = "ほかの人が、先に案を変えました。内容を確かめて、もう一度押してください。"
OF_REVISION: Final = {
    "propose": revise.propose,
    "back": revise.take_back,
    "drop": revise.drop,
    "publish": revise.release,
}
DID: Final = {"propose": "proposed", "back": "taken_back", "drop": "dropped", "publish": "published"}


@dataclass(frozen=True)
class Cell:
    """One cell to be typed: its head, what stands in it, its mistake, and what others have put there meanwhile."""

    head: Head
    value: str
    mistake: str = ""
    now: str = ""

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return self.head.key.replace(".", "-")

    @property
    def cites(self) -> bool:
        """Whether a source goes in."""
        return self.head.key.rpartition(".")[2] == "source"

    @property
    def chosen(self) -> bool:
        """Whether only some words may stand in it."""
        return self.head.choices is not None and not self.head.free

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """The words to choose from, where only they may be."""
        return [(label, label, self.value in (key, label)) for key, label in (self.head.choices or {}).items()]


@require_POST
@otherwise(lambda request, fault, city, procedure, deed: _moved(request, procedure), Stale)
@designers_only
def deed(request: HttpRequest, city: str, procedure: str, deed: str) -> HttpResponse:
    """Begin, renew, propose, take back, drop, publish; or ask whom it changes."""
    edition, by, now = edition_of(request, procedure), designer(request), clock.now()
    if deed == "begin":
        revise.begin(procedure, by, now)
        return to("tables-of", "begun", city=city, procedure=procedure)
    if deed == "trial":
        trial.begin(procedure, by, now)
        return redirect("trial", city=city, procedure=procedure)
    if deed == "renew":
        return _renewed(request, edition, revise.renew(procedure, read.version(request), by, now))
    if deed not in OF_REVISION:
        raise Http404
    if deed == "publish" and not request.clerk.fresh:
        raise ProveFirst
    try:
        OF_REVISION[deed](procedure, read.version(request), by, now)
    except revise.Unfit as wrong:
        return overview(request, edition, str(wrong), status=409)
    return to("tables-of", DID[deed], city=city, procedure=procedure)


def _renewed(request: HttpRequest, edition: Edition, made: Merged) -> HttpResponse:
    """What both have changed is told: the draft's word stands there, beside the one in force."""
    labels = {table["id"]: table["label"] for table in made.own["tables"]}
    names = {
        (table, row): name_of(words, row)
        for table in labels
        for row, words in grid(edition, made.own, table).rows.items()
    }
    both = [f"{labels.get(table, ALL)}: {names.get((table, row), row or '数え方')}" for table, row in made.both]
    return overview(request, edition, done=DONE["renewed"], both=both)


def _moved(request: HttpRequest, procedure: str) -> HttpResponse:
    return overview(request, edition_of(request, procedure), GONE, status=409)


@require_safe
@designers_only
def table(request: HttpRequest, city: str, procedure: str, table: str) -> HttpResponse:
    """One table of the draft."""
    return of_table(request, edition_of(request, procedure), table)


def of_table(request: HttpRequest, edition: Edition, table: str, status: int = 200, **more: Any) -> HttpResponse:
    """The page itself, with what was wrong with a file."""
    revision = drafted(edition)
    files, found = look.files_of(edition.digest), grid(edition, revision.own, table)
    faults = faults_of(files, revision.own)
    differ = {one.row: one for one in differing(edition, files[OWN], revision.own) if one.table == table}
    context = {
        "grid": found,
        "lines": [(row, cells, faults.rows.get((table, row), ()), differ.get(row)) for row, cells in found.lines],
        "wide": len(found.asked) + 1,
        "gone": [one for one in differ.values() if one.row and one.row not in found.rows],
        "faults": faults.tables.get(table, ()),
        "count": faults.of(table),
        "done": DONE.get(request.GET.get("done", ""), "") if status == 200 else "",
        **about(edition, revision),
        **more,
    }
    return render(request, "designer/draft.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, city, procedure, table, row: _late(request, procedure, table, row), Stale)
@designers_only
def row(request: HttpRequest, city: str, procedure: str, table: str, row: str) -> HttpResponse:
    """One row: as it stands, as a copy of another, or blank; posted, it is kept or taken away."""
    edition = edition_of(request, procedure)
    names = {"city": city, "procedure": procedure, "table": table}
    if request.method != "POST":
        return _row(request, edition, table, row)
    by, now, version = designer(request), clock.now(), read.version(request)
    own = "" if row == NEW else row
    if "remove" in request.POST:
        revise.remove_row(procedure, table, own, version, by, now)
        return to("table-draft", "removed", **names)
    made = revise.write_row(procedure, table, own, typed(request), version, by, now, request.POST.get("after", ""))
    if made.mistakes:
        return _row(request, edition, table, row, made.mistakes, 422)
    return to("table-draft", "saved", f"row-{made.row['id']}", **names)


def typed(request: HttpRequest) -> dict[str, str]:
    """What stands in the cells that were sent."""
    return {name: str(value)[:1000] for name, value in request.POST.items()}


def _late(request: HttpRequest, procedure: str, table: str, row: str) -> HttpResponse:
    return _row(request, edition_of(request, procedure), table, row, {}, 409)


def _row(
    request: HttpRequest,
    edition: Edition,
    table: str,
    row: str,
    mistakes: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    revision = drafted(edition)
    found = grid(edition, revision.own, table)
    if row != NEW and row not in found.rows and status != 409:
        raise Http404
    copied = request.GET.get("copy", "") if row == NEW else ""
    stands = found.rows.get(row if row != NEW else copied, {})
    sent = typed(request) if mistakes is not None else None
    shown, late = stands if sent is None else sent, status == 409
    cells = [
        Cell(head, shown.get(head.key, ""), (mistakes or {}).get(head.key, ""), instead(head, sent, stands, late))
        for head in found.heads
    ]
    context = {
        "grid": found,
        "row": row,
        "new": row == NEW or row not in found.rows,
        "after": request.POST.get("after", copied),
        "cells": cells,
        "sources": sources_of(edition, revision),
        "mistakes": [Said(cell.anchor, f"{cell.head.label}: {cell.mistake}") for cell in cells if cell.mistake],
        "notice": MOVED if late else "",
        "notice_look": "warn",
        # Others changed other rows meanwhile: that stays no reason to refuse this one.
        "version": revision.version if sent is None or late else read.version(request),
        **about(edition, revision),
    }
    return render(request, "designer/row.html", context, status=status)


def instead(head: Head, sent: Mapping[str, str] | None, stands: Mapping[str, str], late: bool) -> str:
    """What others have put there meanwhile, where it is not what was sent."""
    now = stands.get(head.key, "")
    return (now or "空欄") if late and sent is not None and now != sent.get(head.key, "") else ""


def sources_of(edition: Edition, revision: Revision) -> list[str]:
    """What has been cited, to be cited again."""
    return sorted({*edition.town.sources.values(), *revision.own.get("sources", {}).values()})


def drafted(edition: Edition) -> Revision:
    """The draft that may be changed. Raises Http404."""
    revision = look.on_its_way(edition.procedure.id)
    if revision is None or revision.state != OPEN:
        raise Http404
    return revision


def to(name: str, done: str, place: str = "", **names: str) -> HttpResponse:
    """On to a page that says what was done."""
    answer = redirect(name, **names)
    answer["Location"] += f"?done={done}" + (f"#{place}" if place else "")
    return answer
