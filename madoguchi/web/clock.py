"""時計 - the one clock of pages and deeds; a demonstration stands still on its 見本の日付 while the hours go on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings

from madoguchi.core.days import JST, jst_date


def now() -> datetime:
    """This moment, aware, in UTC."""
    moment = datetime.now(UTC)
    if settings.TODAY is None:
        return moment
    return datetime.combine(settings.TODAY, moment.astimezone(JST).timetz()).astimezone(UTC)


def today() -> date:
    """The day in Japan."""
    return jst_date(now())
