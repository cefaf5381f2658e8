"""通知書の点検 - each case of a docket: where it stands, its points once more, and its letter as it will be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from madoguchi.core.case import Application, Case
from madoguchi.core.docket import COMING, Docket, Line, points_differ, untrue
from madoguchi.core.flow import Step
from madoguchi.core.package.edition import Edition
from madoguchi.core.points import Score
from madoguchi.core.selection import document
from madoguchi.desk import deliver, gather, letter, places, select
from madoguchi.desk.score import scored_again
from madoguchi.desk.settle import settled
from madoguchi.store import cases, dockets, editions, protections, rounds

from .held import approval_of, round_of

Item = tuple[str, int, list[str]]
MARKS = {"number": COMING, "date": COMING}


@dataclass(frozen=True)
class Outcome:
    """What would become of a case: the step, the reason, and by which edition its letter is written."""

    case: Case
    application: Application
    edition: Edition
    step: Step
    reason: str
    seen: str


def looked(found: Docket, ids: list[str], progress: dict[str, Any], now: datetime) -> Iterator[Item]:
    """Everything about these cases. `progress` learns the digest of their letters, and how many come to what."""
    outcomes = outcomes_of(found, ids)
    there = {one.case.id for one in outcomes}
    yield "G08", len(ids), [f"{case}: ありません" for case in ids if case not in there] + list(_strays(found, outcomes))
    scores, differences = _in_round(found, outcomes) if found.round else _alone(outcomes)
    yield "G02", len(scores), differences
    for one in outcomes:
        status = one.edition.flow.by_status[one.step.to]
        progress["counts"] = {**progress["counts"], status.label: progress["counts"].get(status.label, 0) + 1}
        progress["samples"] = {**progress["samples"], status.label: progress["samples"].get(status.label, one.case.id)}
        yield from _letter(found, one, scores.get(one.case.id), progress, now)


def outcomes_of(found: Docket, ids: Iterable[str]) -> list[Outcome]:
    """What would become of these cases; without those that are no more."""
    line_of, told = _line_of(found), []
    for case_id in ids:
        case = cases.get_case(case_id)
        application = cases.get_application(case.reference) if case else None
        if case and application:
            line, edition = line_of(case), editions.opened(case.edition)
            step = edition.flow.by_step[line.step]
            told.append(Outcome(case, application, edition, step, line.reason, line.seen))
    return told


def version(found: Docket) -> int:
    """How often the round of a docket has moved."""
    return round_of(found).version if found.round else 0


def composed(one: Outcome, now: datetime, marks: dict[str, str] | None = None) -> tuple[Any, tuple[str, ...]]:
    """The letter of an outcome, kept nowhere, and its places without words; None where the step sends no letter."""
    if not one.step.notice:
        return None, ()
    case = replace(one.case, reason=one.reason)
    return deliver.compose(case, one.step.notice, one.edition, now, deliver.Wanted(), marks or dict(MARKS))


def _line_of(found: Docket) -> Callable[[Case], Line]:
    if not found.round:
        told = {line.case: line for line in dockets.lines(found.id)}
        return lambda case: told[case.id]
    round_ = round_of(found)
    made = rounds.run(round_.run)
    assert made is not None  # or nobody could have proposed it
    edition, selection = select.declared(round_)

    def of_round(case: Case) -> Line:
        what = settled(edition, selection, made, case)
        return Line(case.id, what.step, what.reason, round_.members[case.id])

    return of_round


def _strays(found: Docket, outcomes: list[Outcome]) -> Iterator[str]:
    """Cases that do not stand where this decides them, have moved, or are in another docket."""
    over = [status.id for status in approval_of(found).flow.statuses if status.final]
    elsewhere = dockets.open_for([one.case.id for one in outcomes], found.id, over)
    for one in outcomes:
        if one.case.status not in one.step.source or one.case.changed.isoformat() != one.seen:
            yield f"{one.case.id}: 動きました"
        if one.case.id in elsewhere:
            yield f"{one.case.id}: 起案 第{elsewhere[one.case.id]}号にあります"


def _in_round(found: Docket, outcomes: list[Outcome]) -> tuple[Mapping[str, Score], list[str]]:
    """Points by two computations, and everything that the round says of each child, made once more."""
    round_ = round_of(found)
    made = rounds.run(round_.run)
    assert made is not None  # or nobody could have proposed it
    edition, selection = select.declared(round_)
    some: dict[str, list[Case]] = {}
    for one in outcomes:
        some.setdefault(one.case.reference, []).append(one.case)
    twice = scored_again(round_.edition, some)
    until = edition.points.reference.until if edition.points else None
    as_of = {reference: application for reference in some if (application := cases.as_of(reference, until))}
    present = places.Present(round_, edition, selection)
    kept = (one for name, it in as_of.items() for one in gather.children(edition, it, some[name], twice, present))
    rows = [child for child, _ in kept]
    whole = [child for child in rows if child.score.total is not None]
    again = {one["id"]: one for one in document(round_.name, edition, selection, whole)["applicants"]}
    told = {one["id"]: one for one in made.document["applicants"]}
    wrong = [str(one) for one in twice.differences]
    labels = {one["id"]: one["label"] for one in made.document["rules"]["priority"]}
    wrong += [said for name, one in again.items() if (said := points_differ(told.get(name, {}), one, name, labels))]
    wrong += [f"{one.case.id}: 点数が出ません" for one in outcomes if one.case.id not in again]
    return {child.case: child.score for child in rows}, wrong


def _alone(outcomes: list[Outcome]) -> tuple[Mapping[str, Score], list[str]]:
    """Points by two computations, each by the edition of its application."""
    scores: dict[str, Score] = {}
    wrong: list[str] = []
    for digest in sorted({one.edition.digest for one in outcomes if one.edition.points}):
        here = [one for one in outcomes if one.edition.digest == digest]
        twice = scored_again(digest, dict.fromkeys(one.case.reference for one in here))
        wrong += map(str, twice.differences)
        keys = {one.case.id: (one.case.reference, one.case.branch) for one in here}
        scores |= {case: twice.scores[key] for case, key in keys.items() if key in twice.scores}
    return scores, wrong


def _letter(
    found: Docket, one: Outcome, score: Score | None, progress: dict[str, Any], now: datetime
) -> Iterator[Item]:
    """The letter of one case: without blanks, with its true reason, to who may read it."""
    notice, blank = composed(one, now)
    if notice is None:
        return
    said, name = f"{notice.title}\n{notice.body}\n{notice.translation}", one.case.id
    progress["letters"] = hashlib.sha256(f"{progress['letters']}{name}{said}".encode()).hexdigest()
    yield "G05", 1, [f"{name}: {slot} がありません" for slot in blank]
    unsaid = [] if one.reason in notice.body else [f"{name}: 理由が通知書にありません"]
    wrong = () if found.round else untrue(one.reason, score)  # a round's are the checker's to recompute (G01)
    yield "G06", 1, unsaid + [f"{name}: {number}点は計算にありません" for number in wrong]
    yield "G07", 1, list(_addressed(one, said))


def _addressed(one: Outcome, said: str) -> Iterator[str]:
    to = letter.addressee(one.application, one.edition)
    if one.edition.procedure.person.get("name") and not to.name:
        yield f"{one.case.id}: 宛名がありません"
    if protections.of(one.case.reference) is None:
        return
    if to.address or to.postcode or any(place in said for place in deliver.places(one.application, one.edition)):
        yield f"{one.case.id}: 支援措置の家族の住まいや通う所が書いてあります"
