"""二つの計算 - what two computations of the same points say laid side by side: every difference has a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..recount import Counted
from ..table import plain
from .result import Score

TOTAL, ORDER = "total", "order"


@dataclass(frozen=True)
class Difference:
    """Where the two do not agree: the case, the table (or total, order), and what each says."""

    reference: str
    branch: int
    table: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.reference}-{self.branch} {self.table}: {self.first} / {self.second}"


def differences(
    scores: Mapping[tuple[str, int], Score], counts: Mapping[tuple[str, int], Counted]
) -> tuple[Difference, ...]:
    """Every difference of two computations of the same cases; a case that only one of them knows is one."""
    found: list[Difference] = []
    for key in sorted(scores.keys() | counts.keys()):
        score, counted = scores.get(key), counts.get(key)
        if score is None or counted is None:
            found.append(Difference(*key, "", _there(score), _there(counted)))
            continue
        found += [Difference(*key, *told) for told in _differ(score, counted)]
    return tuple(found)


def _differ(score: Score, counted: Counted) -> Iterator[tuple[str, str, str]]:
    rows: dict[str, list[tuple[str, str]]] = {}
    for table, at, row in counted.rows:
        rows.setdefault(table, []).append((at, row))
    for part in score.parts:
        first = sorted((line.at, line.row) for line in part.lines)
        second = sorted(rows.get(part.table, ()))
        points = counted.points.get(part.table)
        if first != second or part.points != points:
            yield part.table, _told(part.points, first), _told(points, second)
    if score.total != counted.total:
        yield TOTAL, _plain(score.total), _plain(counted.total)
    if list(score.order) != counted.order:
        yield ORDER, " ".join(map(str, score.order)), " ".join(map(str, counted.order))


def _told(points: Decimal | None, rows: Iterable[tuple[str, str]]) -> str:
    named = ", ".join(f"{row} ({at})" if at else row for at, row in rows)
    return f"{_plain(points)} [{named}]"


def _plain(points: Decimal | None) -> str:
    return "-" if points is None else plain(points)


def _there(result: object) -> str:
    return "あり" if result else "なし"
