"""数え方の画面 - how the rows of a table count, and what holds for all tables, as words to be typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.core.package.edition import Edition
from madoguchi.core.revision import Part, Revision, of_file, of_table
from madoguchi.desk import revise
from madoguchi.store.look import Stale
from madoguchi.web import clock, read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said

from .draft import Cell, drafted, instead, sources_of, to, typed
from .guard import designer, designers_only, edition_of
from .tables import about, one_of

MOVED = "ほかの人が、先にここを変えました。下の「今の内容」と見くらべて、もう一度保存してください。"


@require_http_methods(["GET", "HEAD", "POST"])
@otherwise(lambda request, fault, city, procedure, table="": _page(request, procedure, table, {}, 409), Stale)
@designers_only
def beside(request: HttpRequest, city: str, procedure: str, table: str = "") -> HttpResponse:
    """What a table says beside its rows, or the file beside its tables; posted, it is kept."""
    if request.method != "POST":
        return _page(request, procedure, table)
    edition_of(request, procedure)
    made = revise.write_beside(procedure, table, typed(request), read.version(request), designer(request), clock.now())
    if made.mistakes:
        return _page(request, procedure, table, made.mistakes, 422)
    names = {"city": city, "procedure": procedure}
    return to("table-draft", "saved", **names, table=table) if table else to("tables-of", "saved", **names)


def parts_of(edition: Edition, revision: Revision, table: str) -> tuple[Part, ...]:
    """What can be typed. Raises Http404."""
    assert edition.points is not None  # as `edition_of` has found
    if table:
        return of_table(one_of(revision.own, table), edition.points)
    return of_file(revision.own, edition.points, edition.town.sources)


def _page(
    request: HttpRequest, procedure: str, table: str, mistakes: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    edition = edition_of(request, procedure)
    revision, late = drafted(edition), status == 409
    sent = typed(request) if mistakes is not None else None
    groups = [
        (
            part,
            [
                Cell(
                    head,
                    (part.words if sent is None else sent).get(head.key, ""),
                    (mistakes or {}).get(head.key, ""),
                    instead(head, sent, part.words, late),
                )
                for head in part.heads
            ],
        )
        for part in parts_of(edition, revision, table)
    ]
    cells = [cell for _, cells in groups for cell in cells]
    context = {
        "groups": groups,
        "table": one_of(revision.own, table) if table else None,
        "sources": sources_of(edition, revision),
        "mistakes": [Said(cell.anchor, f"{cell.head.label}: {cell.mistake}") for cell in cells if cell.mistake],
        "notice": MOVED if late else "",
        "notice_look": "warn",
        "version": revision.version if sent is None or late else read.version(request),
        **about(edition, revision),
    }
    return render(request, "designer/beside.html", context, status=status)
