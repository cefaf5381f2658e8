"""二度の採点 - points of applications by two computations, and where they do not agree; needs no stored rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

from madoguchi.core.package.edition import Edition
from madoguchi.core.points import Score
from madoguchi.core.points.twice import Difference, differences
from madoguchi.store.recount import recount

BATCH: Final = 5_000  # applications whose answers are in memory at once
Handed = tuple[str, Mapping[str, Any], date]  # reference, answers as they are stored, the day they came


@dataclass(frozen=True)
class Twice:
    """Scores by reference and branch, and where the second computation does not agree. Decide nothing while there is
    a difference."""

    scores: Mapping[tuple[str, int], Score]
    differences: tuple[Difference, ...]


def scored_twice(edition: Edition, files: Mapping[str, Any], applications: Iterable[Handed]) -> Twice:
    """Score applications by an edition and by its parsed files, each by itself. Raises NotInSql for a formula that only
    the first computation knows (`madoguchi check` refuses those)."""
    scores: dict[tuple[str, int], Score] = {}
    found: list[Difference] = []
    many = iter(applications)
    while handed := list(islice(many, BATCH)) if edition.points else []:
        first = {
            (reference, score.branch): score
            for reference, answers, received in handed
            for score in edition.score(answers, received)
        }
        days = ((reference, answers, received.isoformat()) for reference, answers, received in handed)
        found += differences(first, recount(files, days))
        scores |= first
    return Twice(scores, tuple(found))
