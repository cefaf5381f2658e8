"""優先の目安 - the card of what orders the list inside of a day: learned from what, how it did, and what it may not do.

Everybody who works on a procedure may read it: there is nobody in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.core.package.edition import Edition
from madoguchi.core.triage import ABSTAINS, ALWAYS, MAY_NOT, Learned
from madoguchi.desk import triage as desk
from madoguchi.store import look
from madoguchi.web.who import staff_only

from .improve import SLOT
from .reviews import said
from .sign import ask


@dataclass(frozen=True)
class Card:
    """A procedure: what was learned of it last, why nothing is ordered by it, and its features with their weights."""

    procedure: str
    learned: Learned | None
    why: str
    features: tuple[tuple[str, str], ...]
    shares: tuple[tuple[str, str], ...]


@require_safe
@staff_only(ask)
def triage(request: HttpRequest, city: str) -> HttpResponse:
    """A card for each procedure of the clerk's that lets anything be counted."""
    cards = [card(edition) for edition in look.editions_of(request.clerk) if edition.triage.any]
    return render(request, "staff/triage.html", {"here": "reviews", "cards": cards, "may_not": MAY_NOT})


def card(edition: Edition) -> Card:
    """As people read it."""
    learned, why = desk.standing(edition.procedure.id)
    line, held = (learned.line, learned.held) if learned else (None, None)
    weights = line.weights if line else {}
    features = tuple(
        (label, f"{weights[name]:+.3f}" if name in weights else "―") for name, label in labels(edition).items()
    )
    shares = (
        (
            *(("試した申請", f"{held.cases}件"), ("依頼が要ると見た割合", said(held.said))),
            *(("本当に要った割合", said(held.true)), ("外れの大きさ", f"{held.loss:.4f}")),
            *(("割合だけのときの外れ", f"{held.base:.4f}"), ("差の標準誤差", f"{held.error:.4f}")),
        )
        if held
        else ()
    )
    return Card(edition.procedure.name, learned, ABSTAINS.get(why, ""), features, shares)


def labels(edition: Edition) -> dict[str, str]:
    """What is counted, as people read it."""
    says = {f"check.{check.id}": f"指摘「{SLOT.sub('…', check.say)}」の数" for check in edition.checks}
    papers = {f"paper.{kind.id}": f"{kind.label}の枚数" for kind in edition.papers.kinds.values()}
    return {name: {**ALWAYS, **says, **papers}[name] for name in edition.triage.features}
