"""点数の形 - a score as a value: its parts, the rows that gave them, and the gaps; as it is kept, and in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ..table import plain

LAST: Final = Decimal(10**9)  # of those who have no value to be ordered by


@dataclass(frozen=True)
class Saw:
    """A value that a row saw, as people read it."""

    label: str
    value: str


@dataclass(frozen=True)
class Line:
    """A row that applied to a person (`at`, as guardians.0) or to the application (""). `counts`: it is in the result;
    of a parent whose points are not the lowest, it is not. `gives` is what else the row says, by its key."""

    row: str
    at: str
    points: Decimal | None
    say: str
    saw: tuple[Saw, ...] = ()
    article: str = ""
    source: str = ""
    counts: bool = True
    gives: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Gap:
    """点の出ない所: where no row, or more than one, says what it is worth."""

    table: str
    at: str
    say: str
    saw: tuple[Saw, ...] = ()


@dataclass(frozen=True)
class Part:
    """What one table came to; of a gap `points` is None, and so it is where a table gives something else."""

    table: str
    label: str
    gives: str
    points: Decimal | None
    lines: tuple[Line, ...] = ()

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines in the result."""
        return tuple(line for line in self.lines if line.counts)


@dataclass(frozen=True)
class Score:
    """One case: `total` is None while there is a gap. `day` is the one whose rows were used, `enough` whether the total
    reaches the threshold (None: no threshold, or no total), `order` what orders equals, the smallest first."""

    branch: int
    total: Decimal | None
    day: date
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...] = ()
    enough: bool | None = None
    order: tuple[Decimal, ...] = ()
    unit: str = "点"

    def given(self, gives: str) -> tuple[Line, ...]:
        """What the tables of a kind say: refusal, admission, quota, condition, period."""
        return tuple(line for part in self.parts if part.gives == gives for line in part.counted)

    @property
    def phase(self) -> int:
        """In which phase it is placed, 1 first; 1 where the city has no phases."""
        return max((int(line.gives["phase"]) for line in self.given("phase")), default=1)

    @property
    def why(self) -> tuple[str, ...]:
        """One sentence for each row that counts."""
        return tuple(line.say for part in self.parts if part.gives == "points" for line in part.counted)


def rank(score: Score) -> tuple[Decimal, ...]:
    """The place in the line, the smallest first: phase, then points, then the chain of ties. Without a total: last."""
    total = -score.total if score.total is not None else LAST
    return (Decimal(score.phase), total, *score.order)


def as_json(score: Score) -> dict[str, Any]:
    """As it is kept and printed: points are texts, so that none becomes a float."""
    parts = [
        {"table": part.table, "label": part.label, "gives": part.gives, "points": _text(part.points)}
        | {"lines": [_line_json(line) for line in part.lines]}
        for part in score.parts
    ]
    gaps = [{"table": gap.table, "at": gap.at, "say": gap.say, "saw": _saw_json(gap.saw)} for gap in score.gaps]
    about = {"branch": score.branch, "total": _text(score.total), "unit": score.unit, "day": score.day.isoformat()}
    return about | {"enough": score.enough, "order": list(map(str, score.order)), "parts": parts, "gaps": gaps}


def score_of(stored: Mapping[str, Any]) -> Score:
    """A score from what `as_json` made of it."""
    parts = tuple(
        Part(
            **{key: part[key] for key in ("table", "label", "gives")},
            points=_number(part["points"]),
            lines=tuple(
                Line(**{**line, "points": _number(line["points"]), "saw": _saw_of(line["saw"])})
                for line in part["lines"]
            ),
        )
        for part in stored["parts"]
    )
    gaps = tuple(Gap(**{**gap, "saw": _saw_of(gap["saw"])}) for gap in stored["gaps"])
    order = tuple(map(Decimal, stored["order"]))
    day, total = date.fromisoformat(stored["day"]), _number(stored["total"])
    return Score(stored["branch"], total, day, parts, gaps, stored["enough"], order, stored["unit"])


def _line_json(line: Line) -> dict[str, Any]:
    kept = {key: getattr(line, key) for key in ("row", "at", "say", "article", "source", "counts")}
    return kept | {"points": _text(line.points), "saw": _saw_json(line.saw), "gives": dict(line.gives)}


def _saw_json(saw: tuple[Saw, ...]) -> list[dict[str, str]]:
    return [{"label": one.label, "value": one.value} for one in saw]


def _saw_of(stored: Iterable[Mapping[str, str]]) -> tuple[Saw, ...]:
    return tuple(Saw(**one) for one in stored)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
