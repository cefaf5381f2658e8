"""選考の記録 - what everybody may see of a round: its promise of a draw, and after the decision places and limits.

What fewer than five children did is not told: with a club's name beside it, it would tell who.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.selection import Pool, pools, spoken
from madoguchi.core.tally import FEW
from madoguchi.store.look import round as look
from madoguchi.web import language


@dataclass(frozen=True)
class Row:
    """A club as everybody may see it; None where too few did."""

    pool: Pool
    wished: int | None
    placed: int | None
    waiting: int | None
    limit: str


@require_safe
def record(request: HttpRequest, city: str, procedure: str, number: int) -> HttpResponse:
    """The page."""
    found = look.published(procedure, number)
    if found is None:
        raise Http404
    edition = language.opened(found.edition)
    made = look.run(found.run) if found.decided else None
    context: dict[str, Any] = {
        "procedure": edition.procedure,
        "office": edition.town.office,
        "window": edition.town.window(found.window),
        "round": found,
        "lottery": found.document.get("lottery") if made else None,
        "rows": [_row(one) for one in pools(made.document, made.result)] if made else [],
        "few": FEW,
        "promises": sum(event.step == "freeze" for event in look.deeds(found)),
        "sample": edition.selection is not None and edition.selection.sampled(edition.town),
        "digests": made.result["digests"] if made else {},
    }
    return render(request, "resident/round.html", context)


def _row(pool: Pool) -> Row:
    wished, placed, waiting = (many(one) for one in (pool.wished, pool.placed, len(pool.waiting)))
    limit = spoken(pool.limit) if pool.limit is not None and placed is not None and waiting is not None else ""
    return Row(pool, wished, placed, waiting, limit)


def many(count: int) -> int | None:
    """None for what must not be told; that there was nobody may be."""
    return None if 0 < count < FEW else count
