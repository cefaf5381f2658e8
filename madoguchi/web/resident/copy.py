"""申請の控え - what was handed in as a PDF, for who has shown the secret, or still holds the receipt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.case import Application
from madoguchi.core.days import JST, jst_date, spoken_long
from madoguchi.desk import paper, submit
from madoguchi.desk.refusals import NoDraft, NotFound
from madoguchi.store import look
from madoguchi.web.kit import reading

from .status import own

BLANK = "(入力なし)"
NOTE = "この控えに、確認用の番号は書いてありません。申請した内容を直すときは、窓口に連絡してください。"


@require_safe
@own
def copy(request: HttpRequest, city: str, reference: str) -> HttpResponse:
    """From the status page."""
    application = look.application(reference)
    if application is None:
        raise NotFound(reference)
    return _copy(request, application)


@require_safe
def of_receipt(request: HttpRequest, city: str, procedure: str, key: str) -> HttpResponse:
    """From the receipt."""
    receipt = submit.receipt(key)
    application = look.application(receipt.reference) if receipt else None
    if application is None or application.procedure != procedure:
        raise NoDraft
    return _copy(request, application)


def _copy(request: HttpRequest, application: Application) -> HttpResponse:
    edition = look.opened(application.edition)
    parts = reading.answers(application, edition)
    try:
        made = paper.pdf(
            "copy",
            {
                "title": f"{edition.procedure.name}の控え",
                "town": edition.town.name,
                "office": edition.town.office.name,
                "reference": application.reference,
                "received": _at(application),
                "helper": application.helper.said if application.helper else "",
                "sample": settings.TODAY is not None,
                "parts": [
                    {
                        "title": part.stop.title,
                        "rows": [{"label": row.label, "shown": row.shown or BLANK} for row in part.rows],
                    }
                    for part in parts
                    if part.rows
                ],
                "note": NOTE,
            },
        )
    except paper.NoPaper:
        context = {"procedure": edition.procedure, "office": edition.town.office, "application": application}
        return render(request, "resident/no_copy.html", {**context, "parts": parts}, status=503)
    answer = HttpResponse(made.data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{application.reference}.pdf"'
    return answer


def _at(application: Application) -> str:
    here = application.received.astimezone(JST)
    return f"{spoken_long(jst_date(application.received))} {here:%-H:%M:%S}"
