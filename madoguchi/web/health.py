"""健康 - whether the house works, in figures only: for machines that watch it."""

from __future__ import annotations

from django.conf import settings
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


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """For the one who shares out requests: 200 when this server can take the next one, 503 and why when it cannot."""
    missing = ["draining"] * (settings.VAR / "draining").exists()
    try:
        missing += look.ready()
    except look.DatabaseError:
        missing.append("database")
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)
