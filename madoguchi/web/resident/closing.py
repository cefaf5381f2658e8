"""締切 - how long a draft can still be handed in, as every page of it says."""

from __future__ import annotations

from madoguchi.core.case import Draft
from madoguchi.core.package.edition import Edition
from madoguchi.core.window import Closing, closing
from madoguchi.web import clock


def closing_of(edition: Edition, draft: Draft) -> Closing | None:
    """The end of its window, or of the first to end while none is chosen; None where there are no windows."""
    if not edition.procedure.window:
        return None
    now = clock.now()
    window = edition.window_of(draft.answers)
    window = window or min(edition.town.open_at(now), key=lambda one: one.ends, default=None)
    return closing(window, now) if window else None
