"""表計算の表 - a table taken along as a workbook, and brought back from one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from madoguchi.core.revision import OWN, lines_of
from madoguchi.desk import revise, sheet
from madoguchi.store.look import Stale
from madoguchi.store.look import revision as look
from madoguchi.web import clock, read
from madoguchi.web.faults import otherwise
from madoguchi.web.kit.showing import Said
from madoguchi.web.uploads import first

from .draft import GONE, of_table, to
from .guard import designer, designers_only, edition_of
from .tables import one_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOOSE = "Excelのファイルを選んでください。"
TOO_BIG = "ファイルが大きすぎます。"


@require_safe
@designers_only
def export(request: HttpRequest, city: str, procedure: str, table: str) -> HttpResponse:
    """A table of the draft, or of the edition in force, as a workbook."""
    edition = edition_of(request, procedure)
    revision = look.on_its_way(procedure)
    own = revision.own if revision and "draft" in request.GET else look.files_of(edition.digest)[OWN]
    found = one_of(own, table)
    assert edition.points is not None  # as `edition_of` has found
    lines = lines_of(found, edition.points, {**edition.town.sources, **own.get("sources", {})})
    answer = HttpResponse(sheet.file(found["label"], lines), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{procedure}-{table}.xlsx"'
    return answer


def _open(request: HttpRequest, **names: str) -> None:
    """Before the wall: the file becomes lines of words. Whose session it is, is known behind the wall only; without
    one nothing is opened."""
    file = request.FILES.get("sheet") if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    request.lines = request.unfit = None
    try:
        if file is not None:
            request.lines = sheet.lines(file.read()) if not file.over else None
            request.unfit = TOO_BIG if file.over else None
    except revise.Unfit as wrong:
        request.unfit = str(wrong)


@require_POST
@first(_open)
@otherwise(lambda request, fault, city, procedure, table: _wrong(request, procedure, table, [GONE], 409), Stale)
@designers_only
def bring(request: HttpRequest, city: str, procedure: str, table: str) -> HttpResponse:
    """All rows of a table from a workbook."""
    lines, unfit = getattr(request, "lines", None), getattr(request, "unfit", None)
    if lines is None:
        return _wrong(request, procedure, table, [unfit or CHOOSE])
    edition_of(request, procedure)
    brought = revise.bring_sheet(procedure, table, lines, read.version(request), designer(request), clock.now())
    if brought.mistakes:
        return _wrong(request, procedure, table, list(brought.mistakes))
    return to("table-draft", "brought", city=city, procedure=procedure, table=table)


def _wrong(request: HttpRequest, procedure: str, table: str, says: list[str], status: int = 422) -> HttpResponse:
    mistakes = [Said("sheet", say) for say in says]
    return of_table(request, edition_of(request, procedure), table, status, mistakes=mistakes)
