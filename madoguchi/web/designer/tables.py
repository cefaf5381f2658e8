"""指数の表 - a procedure's tables as a city prints them: those in force, those before, and those being changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from madoguchi.core.case import Event
from madoguchi.core.package.edition import Edition
from madoguchi.core.points.edit import table_of
from madoguchi.core.revision import OPEN, OWN, STATES, Change, Grid, Revision, changes, faults_of, grid_of, of_file
from madoguchi.core.town import SAMPLE
from madoguchi.desk.revise import behind
from madoguchi.store.look import revision as look
from madoguchi.web.kit.showing import Said

from .guard import designers_only, edition_of

DONE = {
    "begun": "改正案を作りました。表を選んで、行を変えてください。",
    "saved": "保存しました。",
    "removed": "行を消しました。",
    "brought": "ファイルの内容に置きかえました。",
    "renewed": "今の表に合わせました。案で変えた所は、そのまま残っています。",
    "proposed": "公開の確認を頼みました。案を変えていない、もう一人の手続設計者が公開します。",
    "taken_back": "作成中にもどしました。",
    "dropped": "改正案をとりやめました。",
    "published": "公開しました。これから届く申請は、新しい表で計算します。",
}
DEEDS = {
    "begun": "案を作った",
    "changed": "内容を変えた",
    "renewed": "今の表に合わせた",
    "proposed": "公開の確認を頼んだ",
    "taken_back": "作成中にもどした",
    "dropped": "とりやめた",
    "published": "公開した",
}


@dataclass(frozen=True)
class Line:
    """One table on the overview: how many rows, faults and changed rows it has."""

    id: str
    label: str
    says: tuple[str, ...]
    rows: int
    faults: int = 0
    changed: int = 0


@require_safe
@designers_only
def tables(request: HttpRequest, city: str) -> HttpResponse:
    """The procedures that have tables; of one alone its own page."""
    found = look.with_tables(request.clerk)
    if len(found) == 1:
        return redirect("tables-of", city=city, procedure=found[0].procedure.id)
    return render(request, "designer/tables.html", {"here": "tables", "editions": found})


@require_safe
@designers_only
def of_procedure(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """The tables of a procedure, and the draft of them."""
    return overview(request, edition_of(request, procedure))


def overview(
    request: HttpRequest, edition: Edition, say: str = "", done: str = "", both: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    """The page itself; `say` is why something was not done, `done` what was; `both` is what the draft and the tables
    in force have changed."""
    files = look.files_of(edition.digest)
    revision = look.on_its_way(edition.procedure.id)
    own = revision.own if revision else files[OWN]
    assert edition.points is not None  # as `edition_of` has found
    faults = faults_of(files, own)
    differ = differing(edition, files[OWN], own) if revision else ()
    context = {
        "edition": edition,
        "sample": files[OWN]["status"] == SAMPLE,
        "lines": [
            replace(one, faults=faults.of(one.id), changed=sum(change.table == one.id for change in differ))
            for one in _lines(edition, own)
        ],
        "changes": differ,
        "faults": faults,
        "trial": look.trial(revision, edition, request.clerk) if revision else None,
        "may_publish": bool(revision and revision.another(request.clerk.username)),
        "rules": [part for part in of_file(own, edition.points, edition.town.sources) if part.said],
        "behind": bool(revision and behind(revision, files[OWN])),
        "both": both,
        "done": done or (DONE.get(request.GET.get("done", ""), "") if not say else ""),
        "mistakes": [Said("draft", say)] if say else [],
        **about(edition, revision),
    }
    return render(request, "designer/procedure.html", context, status=status)


@require_safe
@designers_only
def table(request: HttpRequest, city: str, procedure: str, table: str) -> HttpResponse:
    """One table: in force, or with `edition` as it was in a version before."""
    edition = edition_of(request, procedure)
    digest = request.GET.get("edition", "")
    before = next((one for one in look.past(procedure) if one.digest == digest), None) if digest else None
    if digest and before is None:
        raise Http404
    shown = look.opened(digest) if before else edition
    own = before.own if before else look.files_of(edition.digest)[OWN]
    context = {"grid": grid(shown, own, table), "before": before, **about(edition, look.on_its_way(procedure))}
    return render(request, "designer/table.html", context)


@require_safe
@designers_only
def history(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """Every version there was, with what it changed; and who did what with the drafts."""
    edition = edition_of(request, procedure)
    versions = look.past(procedure)
    pairs = zip(versions, [*(one.own for one in versions[1:]), None], strict=True)
    context = {
        "versions": [(one, differing(edition, before, one.own)) for one, before in pairs],
        "drafts": [
            (one, STATES[one.state], _deeds(one), list(_edited(edition, one))) for one in look.all_of(procedure)
        ],
        **about(edition, None),
    }
    return render(request, "designer/history.html", context)


def about(edition: Edition, revision: Revision | None) -> dict[str, Any]:
    """What every page of these says."""
    return {
        "here": "tables",
        "procedure": edition.procedure,
        "revision": revision,
        "open": bool(revision and revision.state == OPEN),
        "unit": edition.points.unit if edition.points else "",
    }


def grid(edition: Edition, own: Mapping[str, Any], table: str) -> Grid:
    """A table of a file as people read it. Raises Http404."""
    assert edition.points is not None  # as `edition_of` has found
    return grid_of(one_of(own, table), own, edition.points, edition.town.sources)


def one_of(own: Mapping[str, Any], table: str) -> dict[str, Any]:
    """A table of a file. Raises Http404."""
    try:
        return table_of(own, table)
    except LookupError:
        raise Http404 from None


def _lines(edition: Edition, own: Mapping[str, Any]) -> Iterator[Line]:
    for one in own["tables"]:
        found = grid(edition, own, one["id"])
        yield Line(found.id, found.label, found.says, len(found.rows))


def differing(edition: Edition, before: Any, own: Any) -> tuple[Change, ...]:
    """What two files differ in; nothing where there is none before."""
    if before is None:
        return ()
    assert edition.points is not None  # as `edition_of` has found
    return changes(before, own, edition.points, edition.town.sources)


def _deeds(revision: Revision) -> list[tuple[Event, str]]:
    return [(one, DEEDS.get(str(one.note["kind"]), "")) for one in look.deeds(revision)]


def _edited(edition: Edition, revision: Revision) -> Iterator[tuple[datetime, str, Change]]:
    """Each changed row of a draft with who changed it when."""
    for edit in look.edits(revision.id):
        of: Mapping[str, Any] = next((one for one in revision.own["tables"] if one["id"] == edit.table), {})
        were, are = (_alone(revision.own, of, edit.row, piece) for piece in (edit.before, edit.after))
        yield from ((edit.at, edit.who, change) for change in differing(edition, were, are))


def _alone(own: Mapping[str, Any], table: Mapping[str, Any], row: str, piece: Mapping[str, Any] | None) -> Any:
    """A file that has this piece alone: a row of a table, a table without rows, or what stands beside the tables."""
    if row:
        return {**own, "tables": [{**table, "rows": [piece] if piece else []}]} if table else {**own, "tables": []}
    if table:
        return {**own, "tables": [piece] if piece else []}
    return {**own, **(piece or {}), "tables": [], "sources": own.get("sources", {})}
