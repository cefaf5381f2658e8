"""健康 - whether the house works, in figures only: for machines that watch it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from madoguchi.store import look

from . import clock


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 when it does not."""
    try:
        seen = look.health(clock.now())
    except look.DatabaseError:
        return JsonResponse({"ok": False, "database": False}, status=503)
    return JsonResponse(
        {
            "ok": True,
            "database": True,
            "municipalities": seen.municipalities,
            "errands_waiting": seen.waiting,
            "oldest_waiting_seconds": seen.oldest_waiting_seconds,
            "errands_failed": seen.failed,
        }
    )
