"""点数を見る - the points of a case with the rows that gave them, as one clerk or its family may see them."""

from __future__ import annotations

from madoguchi.core.mask import uncounted
from madoguchi.core.points import Score

from ..editions import opened
from ..scores import Kept, of
from .case import CasePage

__all__ = ["Kept", "score_seen", "scores_shown"]


def score_seen(page: CasePage) -> Kept | None:
    """The points of a case; rows that rest on what its viewer may not see say nothing. None where there are none."""
    kept = of(page.case.reference).get(page.case.branch)
    rules = opened(kept.edition).points if kept else None
    if kept is None or rules is None or page.hidden:
        return None
    return Kept(uncounted(kept.score, rules, page.mask), kept.edition, kept.at)


def scores_shown(reference: str) -> dict[int, Score]:
    """The points that a family may see, by branch: those of a city that shows them."""
    found = of(reference)
    shown = {kept.edition for kept in found.values() if (rules := opened(kept.edition).points) and rules.shown}
    return {branch: kept.score for branch, kept in found.items() if kept.edition in shown}
