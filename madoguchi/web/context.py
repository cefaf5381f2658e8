"""画面の前提 - what every template may speak of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from madoguchi.core.account import CLUB
from madoguchi.desk.protect import ROLES
from madoguchi.store.look import transcript
from madoguchi.web import language

WORK = frozenset({"clerk", "decider"})  # who has to do with rounds


def about(request: HttpRequest) -> dict[str, Any]:
    """The city of the address, the clerk signed in, the 見本の日付 when the clock stands still, the language."""
    clerk = getattr(request, "clerk", None)
    return {
        "city": getattr(request, "city", None),
        # Where a form goes that is sent to its own page: without the place that a link on the page led to, which would
        # keep the focus from the summary of what is wrong.
        "address": request.get_full_path(),
        "clerk": clerk,
        # 支援措置 and 閲覧の記録 are theirs.
        "answers_for_it": bool(clerk and set(clerk.roles) & set(ROLES)),
        "has_rounds": bool(clerk and WORK & set(clerk.roles)),
        "hands_over": lambda: bool(clerk and WORK & set(clerk.roles) and transcript.with_handover(clerk)),
        "takes_in": bool(clerk and "clerk" in clerk.roles),
        "is_club": bool(clerk and CLUB in clerk.roles),
        "sample_day": settings.TODAY,
        "demo": settings.DEMO,
        "lang": language.speech(),
        "languages": lambda: language.others(request),  # only pages of families ask
    }
