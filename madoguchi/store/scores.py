"""点数を残す - the points of each case as they were reckoned last, and by which edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from madoguchi.core.points import Score, as_json, score_of

from . import tables


@dataclass(frozen=True)
class Kept:
    """A score, the edition whose tables gave it, and when."""

    score: Score
    edition: str
    at: datetime


def put(reference: str, procedure: str, edition: str, score: Score, now: datetime) -> None:
    """Keep the points of a case in the place of those before."""
    told = as_json(score)
    row = {"procedure": procedure, "edition": edition, "at": now, "total": told["total"] or "", "told": told}
    tables.Score.objects.bulk_create(
        [tables.Score(reference=reference, branch=score.branch, **row)],
        update_conflicts=True,
        unique_fields=("municipality", "reference", "branch"),
        update_fields=row,
    )


def of(reference: str) -> dict[int, Kept]:
    """The points of an application's cases, by their branches; nothing where they were never reckoned."""
    rows = tables.Score.objects.filter(reference=reference).order_by("branch")
    return {row.branch: Kept(score_of(row.told), row.edition, row.at) for row in rows}
