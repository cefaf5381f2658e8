"""受け箱の窓口 - a robot behind LGWAN asks here for its cases and tells its stages: signed requests, no session."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from madoguchi.desk import relay

from .. import faults

LARGEST: Final = 8_000_000  # bytes of a file, mostly of its picture

log = logging.getLogger(__name__)


@csrf_exempt
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Names of the cases that wait, and of those in hand."""
    if refused := _refused(request):
        return refused
    waits, taken = _tray().look()
    return JsonResponse({"waiting": waits, "taken": taken})


@csrf_exempt
@require_http_methods(["POST", "PUT", "DELETE"])
def file(request: HttpRequest, name: str) -> HttpResponse:
    """POST takes a case, PUT tells of one in hand, DELETE refuses one; 409 where that cannot be."""
    if refused := _refused(request):
        return refused
    tray = _tray()
    try:
        if request.method == "PUT":
            tray.put(name, request.body)
        elif request.method == "DELETE":
            tray.refuse(name, "by the robot")
        elif (case := tray.take(name)) is not None:
            return HttpResponse(case, content_type="application/octet-stream")
        else:
            return HttpResponse(status=409)
    except relay.Unwanted:
        return HttpResponse(status=409)
    return HttpResponse()


def _tray() -> relay.Tray:
    return relay.Tray(Path(settings.ROBOT_FOLDER))


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to who is not the robot. A right signature always counts: nobody shuts the robot out by wrong ones."""
    if not settings.ROBOT_FOLDER:
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=413)
    key = Path(settings.ROBOT_FOLDER_KEY)
    if relay.signed(key, str(request.method), request.path, request.headers, request.body):
        return None
    if relay.wrong(_tray(), str(request.META.get("REMOTE_ADDR", ""))):
        return HttpResponse(status=429)
    number = faults.new_number()
    log.warning("relay refused %s", number, extra={"number": number, "method": str(request.method)})
    return HttpResponse(f"{number}\n", status=403, content_type="text/plain", headers={"X-Madoguchi-Number": number})
