"""統計を見る - who had a place on a day and who waited, counted from what was recorded; no name is read for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from madoguchi.core.days import JST
from madoguchi.core.fields import KINDS, Field
from madoguchi.core.package.edition import Edition
from madoguchi.core.statistic import Line, answers, counted

from .. import cases, enrolments, events, rounds
from ..editions import current_edition

__all__ = ["Statistic", "statistic"]

UNKNOWN: Final = "不明"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A procedure's places as of the end of a day; `field` is what it is split by, `heads` its answers in order."""

    edition: Edition
    day: date
    field: Field
    heads: tuple[str, ...]
    lines: tuple[Line, ...]

    def said(self, answer: str) -> str:
        """An answer as people read it."""
        value = int(answer) if answer.isdecimal() else answer
        return KINDS[self.field.kind].show(self.field, value) if answer else UNKNOWN

    def table(self) -> Iterator[list[str | int]]:
        """The head, a line for each place, and the sum."""
        heads = [self.said(answer) for answer in self.heads]
        yield ["受入先", "定員", "在籍", *(f"在籍 {one}" for one in heads), "待機", *(f"待機 {one}" for one in heads)]
        for line in self.lines:
            yield [
                line.pool.label if line.pool else "計",
                line.pool.capacity or "" if line.pool else "",
                line.all_placed,
                *(line.placed.get(one, 0) for one in self.heads),
                line.all_waiting,
                *(line.waiting.get(one, 0) for one in self.heads),
            ]


def statistic(procedure: str, day: date) -> Statistic | None:
    """Split by the first facet of the procedure (the grade); None for one that gives no places."""
    edition = current_edition(procedure)
    if edition is None or edition.selection is None or not edition.procedure.facets:
        return None
    selection, flow = edition.selection, edition.flow
    by, wish = edition.procedure.facets[0], selection.wishes[0]
    pools = edition.town.choices.get(selection.places, ())
    stays = {stay.case: stay.pool for stay in enrolments.at(procedure, [one.id for one in pools], day)}
    # Who was put on the waiting list, and has been decided no other way since.
    end = datetime.combine(day + timedelta(days=1), time(), JST)
    waits = flow.by_step[selection.waiting].to
    stood = events.standing([waits], end)
    open_ = {status.id for status in flow.statuses if not status.final} | {waits}
    earlier = rounds.transfers(procedure)  # whoever only waits for a better place has one
    waiting = [one for one, to in stood.items() if to in open_ and not {one, earlier.get(one)} & stays.keys()]
    told = cases.facets(procedure, [*stays, *waiting])
    lines = counted(
        pools,
        ((pool, told.get(case, {}).get(by)) for case, pool in stays.items()),
        ((told[case].get(wish, ""), told[case].get(by)) for case in waiting if case in told),
    )
    return Statistic(edition, day, edition.form.grouped[edition.procedure.subjects][by], answers(lines), lines)
