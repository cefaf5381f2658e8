"""ほかの表で - a round's frozen children by another table of points, published or a draft. Only looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from madoguchi.core.allocation import compare, with_capacity, with_sibling_bonus
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.revision import OWN
from madoguchi.core.selection import TOTAL, Child, Round, Run, Stop, Stopped, with_table
from madoguchi.core.table import CellFault
from madoguchi.store import cases, editions, events, revisions, rounds

from . import select
from .refusals import NotFound
from .settle import answers

DRAFT: Final = "draft"


@dataclass(frozen=True)
class Table:
    """A table that can be tried: DRAFT, or the digest of the edition that brought it, and when that was published."""

    id: str
    since: datetime | None


def others(found: Round) -> tuple[Table, ...]:
    """Every table of the procedure that differs from that of the round: the draft, then the last published first."""
    own = _own(found.edition)
    draft = revisions.on_its_way(found.procedure)
    listed = [Table(DRAFT, None)] if draft and draft.own != own else []
    seen = [own]
    for digest, at in sorted(editions.published(found.procedure), key=lambda one: one[1], reverse=True):
        if (told := _own(digest)) is not None and told not in seen:
            seen.append(told)
            listed.append(Table(digest, at))
    return tuple(listed)


def what_if(found: Round, table: str, change: Mapping[str, int], bonus: int = 0) -> dict[str, Any]:
    """Who would gain and who would lose by another table; `change` and `bonus` as in `select.what_if`. Nothing is kept,
    and nothing can be: points that decide are reckoned twice, from a table that is published.

    Raises NotFound (no such table, nothing given yet), Stopped (a child has no points by it)."""
    made = rounds.run(found.run)
    if made is None or table not in {one.id for one in others(found)}:
        raise NotFound(table or found.subject)
    try:
        variant = with_capacity(_variant(found, made, table), change)
    except KeyError as strange:
        raise NotFound(str(strange)) from None
    return compare(made.result, select.allocated(with_sibling_bonus(variant, TOTAL, bonus) if bonus else variant))


def _variant(found: Round, made: Run, table: str) -> dict[str, Any]:
    edition, selection = _edition(found, table), select.declared(found)[1]
    day, rows = _frozen_on(found, edition), dict[str, list[str]]()
    for case in sorted(found.members):
        rows.setdefault(case.rpartition("-")[0], []).append(case)
    children: list[Child] = []
    for reference, members in rows.items():
        application = cases.as_of(reference, day)
        if application is None:  # gone after its 保存年限: the round is older than what it was made of
            raise NotFound(reference)
        scores = {one.branch: one for one in edition.score(application.answers, jst_date(application.received))}
        for case in members:
            branch = int(case.rpartition("-")[2])
            children.append(Child(case, reference, answers(edition, application, branch), scores[branch]))
    if gaps := [one.case for one in children if one.score.total is None]:
        raise Stopped(Stop("S02", tuple(gaps[: select.SHOWN])))
    return with_table(made.document, edition, selection, children)


def _edition(found: Round, table: str) -> Edition:
    """The round's edition with another table: its clubs and its form stay."""
    draft = revisions.on_its_way(found.procedure) if table == DRAFT else None
    own = draft.own if draft else _own(table)
    files = json.loads(editions.get(found.edition))
    try:
        return open_edition(pack({**files, OWN: own}))
    except (CellFault, LookupError, TypeError, ValueError):
        raise NotFound(table) from None  # a draft that cannot be read yet, or a table for another form


def _own(digest: str) -> Mapping[str, Any] | None:
    own: Mapping[str, Any] | None = json.loads(editions.get(digest)).get(OWN)
    return own


def _frozen_on(found: Round, edition: Edition) -> date | None:
    """The day whose answers count, as they did when the inputs were frozen."""
    if edition.points and edition.points.reference.until:
        return edition.points.reference.until
    last = next((event for event in reversed(events.read(found.subject)) if event.step == "freeze"), None)
    return jst_date(last.at) if last else None
