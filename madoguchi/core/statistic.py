"""統計 - how many children had a place on a day, and how many waited: as the state asks on 1 May and 1 October."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .fields import Option

UNKNOWN: Final = ""  # no answer in a case that is counted all the same
# 放課後児童健全育成事業の実施状況: the days as of which it is asked.
ASKED: Final = ((5, 1), (10, 1))


@dataclass(frozen=True, slots=True)
class Line:
    """A place, or all together (`pool` None): children with a place and children who wait for it as their first wish,
    by the answer that the statistic splits them by."""

    pool: Option | None
    placed: Mapping[str, int]
    waiting: Mapping[str, int]

    @property
    def all_placed(self) -> int:
        """Every child with a place."""
        return sum(self.placed.values())

    @property
    def all_waiting(self) -> int:
        """Every child that waits."""
        return sum(self.waiting.values())


def counted(
    pools: Iterable[Option], placed: Iterable[tuple[str, Any]], waiting: Iterable[tuple[str, Any]]
) -> tuple[Line, ...]:
    """A line for each place in its order, and the sum behind them. `placed` and `waiting` are (place, answer); what
    speaks of a place that is not there any more stands in the sum alone."""
    have: dict[str, Counter[str]] = {}
    wait: dict[str, Counter[str]] = {}
    for found, rows in ((have, placed), (wait, waiting)):
        for pool, answer in rows:
            found.setdefault(pool, Counter())[UNKNOWN if answer is None else str(answer)] += 1
    lines = [Line(one, have.get(one.id, {}), wait.get(one.id, {})) for one in pools]
    return (*lines, Line(None, sum(have.values(), Counter()), sum(wait.values(), Counter())))


def answers(lines: Iterable[Line]) -> tuple[str, ...]:
    """Every answer that was counted, in order, the unknown last."""
    found = {answer for line in lines for answer in (*line.placed, *line.waiting)}
    return tuple(sorted(found, key=lambda one: (one == UNKNOWN, len(one), one)))


def last_asked(today: date) -> date:
    """The last of the days as of which the state asks."""
    days = (date(year, month, day) for year in (today.year - 1, today.year) for month, day in ASKED)
    return max(day for day in days if day <= today)
