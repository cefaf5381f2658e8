"""画面の前提 - what every template may speak of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def about(request: HttpRequest) -> dict[str, Any]:
    """The city of the address, the clerk signed in, the 見本の日付 when the clock stands still."""
    return {
        "city": getattr(request, "city", None),
        "clerk": getattr(request, "clerk", None),
        "sample_day": settings.TODAY,
        "demo": settings.DEMO,
    }
