"""表と改正案を見る - the tables of an edition, drafts of them, and whom a draft changes, as one clerk may see it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.core.case import Clerk, Event
from madoguchi.core.days import jst_date
from madoguchi.core.mask import uncounted
from madoguchi.core.package.edition import Edition, open_edition, pack
from madoguchi.core.points import Line
from madoguchi.core.revision import OWN, Revision
from madoguchi.core.revision.trial import differing

from .. import cases, editions, events, tables
from ..editions import current, opened
from ..revisions import all_of, edits, on_its_way
from ..slices import slices
from .protected import mask
from .reach import editions_of, veiled_from

__all__ = [
    "MOST",
    "Moved",
    "Past",
    "Trial",
    "all_of",
    "current",
    "deeds",
    "edits",
    "files_of",
    "moved_cases",
    "on_its_way",
    "opened",
    "past",
    "trial",
    "with_tables",
]

MOST = 50  # cases on one page
READERS = frozenset({"clerk", "decider"})  # who may see cases at all beside their numbers


@dataclass(frozen=True)
class Past:
    """A version of the tables that was in force from a day on, and the draft it came from, if one did."""

    digest: str
    at: datetime
    own: Mapping[str, Any]
    revision: Revision | None


@dataclass(frozen=True)
class Trial:
    """Whom a draft changes. `ways` counts the cases, `facets` counts them by a field and its value; protected families
    (支援措置) that the viewer is not named for are in none of it; `hidden` says that there are some in the house.
    `cases` are numbers, those with the greatest difference first; None to those who may not see cases."""

    done: int
    of: int
    fits: bool
    skipped: int
    hidden: bool
    ways: Mapping[str, int]
    facets: Mapping[str, Mapping[str | int, Mapping[str, int]]]
    cases: tuple[str, ...] | None

    @property
    def changed(self) -> int:
        """How many cases change."""
        return sum(self.ways.values())

    @property
    def finished(self) -> bool:
        """Whether all of them were reckoned."""
        return self.done >= self.of


@dataclass(frozen=True)
class Moved:
    """A case that changes: totals before and after ("": a gap), and the rows that differ ("-" or "+")."""

    id: str
    title: str
    way: str
    was: str
    now: str
    lines: tuple[tuple[str, Line], ...]


def with_tables(clerk: Clerk | None) -> tuple[Edition, ...]:
    """The editions in force with tables, of the procedures this clerk has to do with."""
    return tuple(edition for edition in editions_of(clerk) if edition.points)


def files_of(digest: str) -> dict[str, Any]:
    """The parsed files of an edition. Raises LookupError."""
    found: dict[str, Any] = json.loads(editions.get(digest))
    return found


def past(procedure: str) -> tuple[Past, ...]:
    """Every version that differs from the one before, the last first."""
    made = {one.edition: one for one in reversed(all_of(procedure)) if one.edition}
    found: list[Past] = []
    for digest, at in editions.published(procedure):
        own = files_of(digest).get(OWN)
        if own is not None and (not found or found[-1].own != own):
            found.append(Past(digest, at, own, made.get(digest)))
    return tuple(reversed(found))


def deeds(revision: Revision) -> tuple[Event, ...]:
    """Who did what with a draft, in order."""
    return events.read(revision.subject)


def trial(revision: Revision, edition: Edition, clerk: Clerk | None) -> Trial | None:
    """What was reckoned of a draft, as this clerk may see it; None when nobody has asked yet."""
    told = revision.trial
    if not told:
        return None
    veiled = veiled_from(clerk)
    rows = [row for row in _rows(told["cases"]) if row.reference not in veiled]
    facets = {name: _counted(rows, name, told["cases"]) for name in edition.procedure.facets}
    ways = Counter(told["cases"][row.number][0] for row in rows)
    seen = sorted((row.number for row in rows), key=lambda number: (-_by(told["cases"][number]), number))
    may = clerk is not None and bool(READERS & set(clerk.roles))
    return Trial(
        done=told["done"],
        of=told["of"],
        fits=told["version"] == revision.version,
        skipped=told["skipped"],
        hidden=bool(veiled),
        ways=ways,
        facets=facets,
        cases=tuple(seen) if may else None,
    )


def moved_cases(revision: Revision, numbers: Iterable[str], clerk: Clerk | None) -> tuple[Moved, ...]:
    """These cases with the rows that differ; what rests on something hidden from the clerk does not say on what."""
    told = (revision.trial or {}).get("cases", {})
    digest = current(revision.procedure)
    if digest is None:
        return ()
    both = opened(digest), open_edition(pack({**files_of(digest), OWN: revision.own}))
    wanted = [number for number in numbers if number in told]
    found = {row.number: row for row in _rows(wanted)}
    return tuple(_moved(found[number], told[number], *both, clerk) for number in wanted if number in found)


def _moved(row: tables.Case, told: list[str], before: Edition, after: Edition, clerk: Clerk | None) -> Moved:
    application = cases.get_application(row.reference)
    assert application is not None  # a case is never without its application
    over = mask(row.reference, application.edition, clerk)
    scores = []
    for edition in (before, after):
        assert edition.points is not None  # both have tables
        all_ = edition.score(application.answers, jst_date(application.received))
        scores.append(uncounted(all_[row.branch - 1], edition.points, over))
    way, was, now = told
    return Moved(row.number, row.title, way, was, now, differing(*scores))


def _rows(numbers: Iterable[str]) -> list[tables.Case]:
    rows: list[tables.Case] = []
    for part in slices(numbers):
        found = tables.Case.objects.filter(number__in=part)
        rows += found.only("number", "reference", "branch", "title", "facets")
    return rows


def _counted(rows: Iterable[tables.Case], name: str, told: Mapping[str, list[str]]) -> dict[str | int, dict[str, int]]:
    found: dict[str | int, dict[str, int]] = {}
    for row in rows:
        if (value := row.facets.get(name)) is not None:
            ways = found.setdefault(value, {})
            way = told[row.number][0]
            ways[way] = ways.get(way, 0) + 1
    return dict(sorted(found.items(), key=lambda pair: str(pair[0])))


def _by(told: list[str]) -> float:
    """How far the totals lie apart; to or from a gap is farthest."""
    return abs(float(told[2]) - float(told[1])) if told[1] and told[2] else float(bool(told[1]) != bool(told[2])) * 1e9
