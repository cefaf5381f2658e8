"""だれが変わるか - one case by the tables in force and by changed ones: more, fewer, or other rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..package.edition import Edition
from ..points import Line, Score
from ..retention import APRIL, fiscal_year
from ..table import plain

GAINS, LOSES, OTHER = "gains", "loses", "other"
WAYS: Final[dict[str, str]] = {GAINS: "増える", LOSES: "減る", OTHER: "点は同じで、ほかが変わる"}


@dataclass(frozen=True)
class Moved:
    """A case whose points or rows change: totals as people write them, "" where there is a gap."""

    branch: int
    way: str
    was: str
    now: str


def since(today: date) -> date:
    """今年度の申請: those that came from this day on."""
    return date(fiscal_year(today), APRIL, 1)


def comparable(edition: Edition, version: str) -> bool:
    """Whether answers to a package of that version may be read by an edition: of the same major version."""
    return edition.procedure.version.split(".")[0] == version.split(".")[0]


def moved(before: Edition, after: Edition, document: Mapping[str, Any], received: date) -> Iterator[Moved]:
    """The cases of a handed-in document that change from one edition to another."""
    pairs = zip(before.score(document, received), after.score(document, received), strict=True)
    for old, new in pairs:
        if way := _way(old, new):
            yield Moved(old.branch, way, _total(old), _total(new))


def _way(old: Score, new: Score) -> str:
    if old.total is not None and new.total is not None and old.total != new.total:
        return GAINS if new.total > old.total else LOSES
    return OTHER if list(_told(old)) != list(_told(new)) or old.total != new.total else ""


def _total(score: Score) -> str:
    return "" if score.total is None else plain(score.total)


def _told(score: Score) -> Iterator[tuple[str, Any]]:
    """What a case is worth and gets, however its rows are called or cited."""
    for part in score.parts:
        for line in part.counted:
            yield part.table, (line.at, line.points, sorted(map(str, line.gives.items())))
    yield from ((gap.table, gap.at) for gap in score.gaps)
    yield "", (score.enough, score.order)


def differing(old: Score, new: Score) -> tuple[tuple[str, Line], ...]:
    """The rows of one that the other has not: ("-" or "+", row)."""
    had, has = list(_lines(old)), list(_lines(new))
    gone, come = _without(had, has), _without(has, had)
    return (*(("-", line) for line in gone), *(("+", line) for line in come))


def _lines(score: Score) -> Iterator[Line]:
    return (line for part in score.parts for line in part.counted)


def _without(lines: Iterable[Line], others: Iterable[Line]) -> list[Line]:
    known = {(line.row, line.at, line.points) for line in others}
    return [line for line in lines if (line.row, line.at, line.points) not in known]
