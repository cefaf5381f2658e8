"""郵便番号を引く - what an address begins with, for the script of a page that is being filled in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from madoguchi.desk import address


@require_safe
def postcode(request: HttpRequest, city: str, digits: str) -> HttpResponse:
    """{"address"}: as seen from this city; 404 when nobody knows."""
    begun = address.begun(digits, request.city.code)
    return JsonResponse({"address": begun}, status=200 if begun else 404)
