"""統計の画面 - places and waiting children of a day, as a table and as a file; no name is read for it."""

from __future__ import annotations

import csv
import io
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.statistic import last_asked
from madoguchi.store.look import statistic as look
from madoguchi.web import clock
from madoguchi.web.kit import showing
from madoguchi.web.round.guard import workers_only
from madoguchi.web.who import may_see

WRONG = "日付を選んでください。今日までの日です。"


@require_safe
@workers_only
def statistic(request: HttpRequest, city: str, procedure: str) -> HttpResponse:
    """As of the day asked for, or of the last one as of which the state asks."""
    if not may_see(request.clerk, procedure):
        raise Http404
    today, typed = clock.today(), request.GET.get("on", "")[:10]
    day = _day(typed, today) if typed else last_asked(today)
    found = look.statistic(procedure, day or last_asked(today))
    if found is None:
        raise Http404
    if "csv" in request.GET and day:
        return _file(found)
    context = {
        "here": "clubs",
        "found": found,
        "table": list(found.table()),
        "typed": typed or found.day.isoformat(),
        "today": today.isoformat(),
        "mistakes": [] if day else [showing.Said("on", WRONG)],
    }
    return render(request, "club/statistics.html", context, status=200 if day else 422)


def _day(typed: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day <= today else None


def _file(found: look.Statistic) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text).writerows(found.table())
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="clubs-{found.day}.csv"'
    return answer
