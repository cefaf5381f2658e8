"""点数を見る - the points of a case on its page: each table with the rows that gave it and the values they saw."""

from __future__ import annotations

from dataclasses import dataclass

from madoguchi.core.points import Gap, Line
from madoguchi.core.table import plain
from madoguchi.core.town import SAMPLE
from madoguchi.store import look
from madoguchi.store.look import CasePage
from madoguchi.store.look.score import score_seen


@dataclass(frozen=True)
class Part:
    """One table: its points as people write them, "" where it gives none."""

    label: str
    points: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Points:
    """What a clerk sees of a score."""

    total: str
    unit: str
    sample: bool
    enough: bool | None
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...]


def shown(page: CasePage) -> Points | None:
    """The points of a case, as its viewer may see them; None where there are none."""
    kept = score_seen(page)
    rules = look.opened(kept.edition).points if kept else None
    if kept is None or rules is None:
        return None
    score = kept.score
    parts = tuple(
        Part(part.label, "" if part.points is None else plain(part.points), part.lines)
        for part in score.parts
        if part.lines or part.gives == "points"
    )
    total = "" if score.total is None else plain(score.total)
    return Points(total, rules.unit, rules.status == SAMPLE, score.enough, parts, score.gaps)
