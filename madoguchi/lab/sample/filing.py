"""見本の申請 - made-up applications go through the door that residents' go through, each whole, in the order they came.

A number of a seed is filed once, however often it is asked for. Between them, made-up clerks take their steps at
their time, so that the record reads as if it had happened.
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connections

from madoguchi.core.case import Case
from madoguchi.core.flow import NotAllowed
from madoguchi.core.package.edition import Edition
from madoguchi.desk import act, apply, attach, need, submit
from madoguchi.desk.settle import answers
from madoguchi.store import cases, drafts, editions, wall

from .arrivals import arrivals, main_window
from .dice import Dice, written
from .moves import Move, moves
from .prepare import Job, Ready, prepared

BATCH: Final = 20  # deeds of one transaction
HANDS: Final = 2  # papers that are opened at once
PATIENT: Final = frozenset(
    {"evidence_missing", "move_in_proof_missing", "support_interview", "handicap_child", "one_contact"}
)
PREFIX: Final = "sample-"  # of the keys under which samples are handed in


class RealFamilies(Exception):
    """Somebody has applied here: made-up families do not belong beside them."""


class NothingInForce(Exception):
    """The municipality has no such procedure in force."""


@dataclass(frozen=True)
class Wanted:
    """What to make: so many applications (None: as many as there is demand), with papers for a share of a hundred."""

    municipality: str
    procedure: str
    seed: int
    applications: int | None = None
    moved: bool = False
    papers: int = 0
    beside: bool = False  # also where real families have applied
    news: bool = True  # some of them want mail or messages, which then go out


@dataclass
class Filed:
    """What came of it."""

    counts: Counter[str] = field(default_factory=Counter)
    truth: list[dict[str, Any]] = field(default_factory=list)


Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Turn:
    """What happens next: an application is filed, or (with `move`) a clerk takes a step with one of its cases."""

    ready: Ready
    move: Move | None = None


def file(wanted: Wanted, now: datetime, tell: Tell) -> Filed:
    """File what is missing of a sample. `tell` hears (done, all) now and then.

    Raises RealFamilies, NothingInForce, arrivals.NoWindow, typed.Mistyped.
    """
    with wall.inside(wanted.municipality):
        edition = editions.current_edition(wanted.procedure)
        if edition is None:
            raise NothingInForce
        data, known = editions.get(edition.digest), cases.filed_under(f"{PREFIX}{wanted.seed}-")
        if not wanted.beside and cases.filed_otherwise(PREFIX):
            raise RealFamilies
    number = wanted.applications or demand(edition)
    moments = arrivals(main_window(edition.town, now), number, wanted.seed, now)
    jobs = [
        Job(place, wanted.seed, moment, now, wanted.papers, wanted.news, _key(wanted, place) in known)
        for place, moment in enumerate(moments)
    ]
    clerk = _Clerk(wanted, edition, known)
    with prepared(data, jobs) as ready, ThreadPoolExecutor(HANDS) as hands:
        ahead: deque[tuple[list[Turn], Papers]] = deque()
        for batch in _batches(_turns(ready, wanted, now)):
            # Papers are opened outside of every wall, while the applications before them are filed.
            ahead.append((batch, {t.ready.number: hands.submit(clerk.hand_over, t.ready) for t in batch if not t.move}))
            if len(ahead) > 1:
                clerk.take(*ahead.popleft())
                tell(len(clerk.filed.truth), number)
        while ahead:
            clerk.take(*ahead.popleft())
            tell(len(clerk.filed.truth), number)
    clerk.filed.truth.sort(key=lambda row: int(row["number"]))
    return clerk.filed


def demand(edition: Edition) -> int:
    """So many applications that there is a child for every place of the clubs."""
    weights = written()[0]["children"].weights
    each = sum(int(number) * weight for number, weight in weights.items())
    places = sum(club.capacity or 0 for club in edition.town.choices["club"])
    return max(1, places * sum(weights.values()) // each)


def _key(wanted: Wanted, number: int) -> str:
    """The key under which a family hands in, always the same."""
    return f"{PREFIX}{wanted.seed}-{number}"


def _batches(turns: Iterator[Turn]) -> Iterator[list[Turn]]:
    while batch := list(itertools.islice(turns, BATCH)):
        yield batch


def _turns(all_ready: Iterator[Ready], wanted: Wanted, now: datetime) -> Iterator[Turn]:
    """Filings in their order, and between them the steps that follow from earlier ones, at their time."""
    waiting: list[tuple[datetime, int, Turn]] = []
    serial = itertools.count()
    for ready in all_ready:
        while waiting and waiting[0][0] <= ready.moment:
            yield heapq.heappop(waiting)[2]
        yield Turn(ready)
        for move in _moves(ready, wanted, now):
            heapq.heappush(waiting, (move.moment, next(serial), Turn(ready, move)))
    while waiting:
        yield heapq.heappop(waiting)[2]


def _moves(ready: Ready, wanted: Wanted, now: datetime) -> Iterator[Move]:
    for branch in range(1, len(ready.document["children"]) + 1) if wanted.moved else ():
        dice = Dice(wanted.seed, ready.number, "moves", branch)
        asked_about = any(one["code"] not in PATIENT for one in ready.planted)
        yield from moves(branch, asked_about, ready.moment, now, dice)


@dataclass(frozen=True)
class Kept:
    """Papers that were taken in for a draft: the keys they have, by those that stood for them."""

    draft: str
    keys: Mapping[str, str]


Papers = Mapping[int, Future[Kept]]


class _Clerk:
    """Takes turns at the counter, many in one transaction; remembers which reference each family was given."""

    def __init__(self, wanted: Wanted, edition: Edition, known: Mapping[str, str]) -> None:
        self.wanted, self.edition = wanted, edition
        self.known, self.references = known, dict(known)
        self.filed = Filed()

    def take(self, turns: Iterable[Turn], papers: Papers) -> None:
        """All of them, or none."""
        kept = {number: future.result() for number, future in papers.items()}
        with wall.inside(self.wanted.municipality, write=True):
            for turn in turns:
                if turn.move:
                    self._move(turn.ready, turn.move)
                else:
                    self._file(turn.ready, kept[turn.ready.number])

    def hand_over(self, ready: Ready) -> Kept:
        """A family's papers, each by the key under which it is kept from now on. In a thread of its own."""
        if not ready.papers or _key(self.wanted, ready.number) in self.known:
            return Kept("", {})
        where = self.wanted.municipality
        try:
            with wall.inside(where, write=True):
                draft = apply.start(self.wanted.procedure, ready.moment)
            made = {one.key: attach.add(where, draft, one.name, one.data, ready.moment).key for one in ready.papers}
            return Kept(draft, made)
        finally:
            connections.close_all()

    def _file(self, ready: Ready, kept: Kept) -> None:
        key, counts = _key(self.wanted, ready.number), self.filed.counts
        if key in self.references:
            counts["known"] += 1
        else:
            document = _with_papers(ready.document, kept.keys)
            application = submit.file(self.edition, document, key, ready.moment, "web", ready.seconds)
            if kept.draft:
                attach.bind(kept.draft, self.edition.form, document, application.reference)
                drafts.mark_submitted(kept.draft, application.reference)
            self._count(ready, kept)
            self.references[key] = application.reference
            counts["filed"] += 1
            counts["papers"] += len(kept.keys)
        counts["cases"] += len(ready.document["children"])
        papers = [{"name": paper.name, "planted": paper.planted} for paper in ready.papers]
        self.filed.truth.append(
            {
                "reference": self.references[key],
                "number": ready.number,
                "planted": list(ready.planted),
                "papers": papers,
            }
        )

    def _count(self, ready: Ready, kept: Kept) -> None:
        """As if the family had filled in the pages: those with papers have begun a draft already."""
        if not kept.draft:
            need.begun(self.edition, ready.moment)
        need.handed_in(self.edition, ready.seconds, None, ready.moment)

    def _wish(self, case: Case, field: str) -> str:
        application = cases.get_application(case.reference)
        assert application is not None  # its case was found
        return str(answers(self.edition, application, case.branch)[field])

    def _move(self, ready: Ready, move: Move) -> None:
        case = cases.get_case(f"{self.references[_key(self.wanted, ready.number)]}-{move.branch}")
        if case is None:
            return
        words = dict(move.words)
        if "fields" in words:
            found = [path for finding in case.findings for path in finding.fields]
            words["fields"] = tuple(dict.fromkeys(found)) or words["fields"]
        selection = self.edition.selection
        if selection is not None and move.step == selection.placed:
            words["place"] = self._wish(case, selection.wishes[0])
        try:
            act.act(case.id, move.step, move.by, move.moment, touch=move.touch, **words)
        except NotAllowed:  # it has gone another way since, or was taken when the sample was filed before
            return
        self.filed.counts["moved"] += 1


def _with_papers(document: Any, keys: Mapping[str, str]) -> Any:
    """The document with the keys that its papers really have."""
    if not keys:
        return document
    if isinstance(document, dict):
        return {name: _with_papers(value, keys) for name, value in document.items()}
    if isinstance(document, list):
        return [_with_papers(value, keys) for value in document]
    return keys.get(document, document) if isinstance(document, str) else document
