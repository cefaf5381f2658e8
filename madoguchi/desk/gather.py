"""選考の長い仕事 - inputs are gathered and cases decided by the worker, a slice at a time; each slice is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Application, Case, Errand
from madoguchi.core.days import jst_date
from madoguchi.core.docket import Decision
from madoguchi.core.package.edition import Edition
from madoguchi.core.selection import (
    Child,
    Round,
    Selection,
    Stop,
    Stopped,
    document,
    lacking,
)
from madoguchi.store import cases, editions, errands, rounds

from . import places, select
from .act import Deed, act, act_round
from .errands import register
from .score import Twice, scored_again
from .select import SYSTEM
from .settle import answers, settled

KIND: Final = "round"
SLICE: Final = 100  # applications of one errand
EACH: Final = 50  # cases decided in one transaction: others write between them


def collect(number: int, version: int, source: str, leave_out: bool, by: Actor, now: datetime) -> Round:
    """Have the inputs gathered and frozen: every case of the window that waits for a decision, scored twice.

    `source`: where anyone will find the public value of the lottery. `leave_out`: children without points stay out of
    this round, and are named. Raises NotAllowed, NotFound, Stale, Stopped."""
    found = select.held(number, version)
    if not source.strip():
        raise Stopped(Stop("S14"))
    edition, _ = select.declared(found)
    newest = editions.current(found.procedure) or edition.digest
    progress = {"source": source.strip(), "leave_out": leave_out, "done": 0, "after": ""}
    saved = act_round(found, Deed("collect", by, now), edition=newest, progress=progress, members={}, left=())
    _leave(saved, "collect", "", now)
    return saved


def approve(number: int, version: int, by: Actor, now: datetime) -> Round:
    """Decide: the worker takes the step of each case's flow that follows from its place. Another person than who asked.

    Raises NotAllowed, NotFound, Stale, Stopped (looked at anew, whatever was said before)."""
    found = select.held(number, version)
    if select.by_docket(found):
        raise Stopped(Stop("S16"))
    if found.status == "proposed" and by.name == found.proposer:
        raise Stopped(Stop("S12", (by.name,)))
    return decide(found, by, now)


def decide(found: Round, by: Actor, now: datetime, numbers: Mapping[str, str] | None = None) -> Round:
    """The same when those who had to look have signed: `numbers` of the document that decides, by case.

    Raises NotAllowed, Stale, Stopped."""
    select.decidable(found)
    progress = {**found.progress, "by": by.name, "done": 0, "of": len(found.members), "after": "", "gone": []}
    progress |= {"numbers": dict(numbers), "on": jst_date(now).isoformat()} if numbers else {}
    saved = act_round(found, Deed("approve", by, now), progress=progress)
    _leave(saved, "decide", "", now)
    return saved


def prepare(errand: Errand, payload: Mapping[str, Any]) -> None:
    """Nothing is asked outside."""


def done(errand: Errand, answer: str, now: datetime) -> None:
    """One slice, and the next is left."""
    found, told = rounds.get(errand.payload["round"], lock=True), errand.payload
    if found is None or found.progress.get("after") != told["after"]:
        return  # begun anew since
    if told["what"] == "collect" and found.status == "collecting":
        _collect(found, now)
    if told["what"] == "decide" and found.status == "deciding":
        _decide(found, now)


def _leave(found: Round, what: str, after: str, now: datetime) -> None:
    payload = {"round": found.id, "what": what, "after": after}
    key = f"{KIND}/{found.id}/{found.version}/{what}/{after}"
    errands.leave(KIND, key, payload, found.subject, now)


def _collect(found: Round, now: datetime) -> None:
    edition, selection = select.declared(found)
    statuses, progress = selection.standing(edition.flow), dict(found.progress)
    part = cases.standing(found.procedure, statuses, progress["after"], SLICE)
    here = {reference: application for reference in part if (application := _of(found, edition, reference))}
    told = _Gathered(progress, places.Present(found, edition, selection))
    told.add(found, edition, selection, {reference: (here[reference], part[reference]) for reference in here})
    progress["done"] += len(part)
    progress["after"] = max(part, default=progress["after"])
    saved = rounds.save(found, progress=progress)
    if len(part) == SLICE:
        _leave(saved, "collect", progress["after"], now)
        return
    try:
        select.freeze(
            saved,
            told.whole(saved, edition, selection),
            now,
            members=told.members,
            left=told.left,
            transfers=told.transfers,
        )
    except Stopped as stopped:
        stops = {stop.number: list(stop.who) for stop in stopped.stops}
        deed = Deed("refuse", SYSTEM, now, channel="system")
        act_round(saved, deed, {"count": len(stops)}, progress={"stops": stops})


def _of(found: Round, edition: Edition, reference: str) -> Application | None:
    """An application of the round's window, with its answers as they count."""
    until = edition.points.reference.until if edition.points else None
    application = cases.as_of(reference, until)
    asked = edition.procedure.window
    return application if application and application.answers.get(asked) == found.window else None


class _Gathered:
    """What has come together so far; it lives in the round's `progress`, so that no slice is done twice."""

    def __init__(self, progress: dict[str, Any], present: places.Present) -> None:
        for name in ("applicants", "families", "left"):
            progress.setdefault(name, [])
        for name in ("members", "stops", "transfers"):
            progress.setdefault(name, {})
        self.progress, self.present = progress, present

    @property
    def members(self) -> dict[str, str]:
        """The cases of the round, with when each last moved."""
        return dict(self.progress["members"])

    @property
    def transfers(self) -> dict[str, str]:
        """New applications of children with a place, by the case that has it."""
        return dict(self.progress["transfers"])

    @property
    def left(self) -> list[str]:
        """Those that are left out."""
        return list(self.progress["left"])

    def add(
        self,
        found: Round,
        edition: Edition,
        selection: Selection,
        part: Mapping[str, tuple[Application, tuple[Case, ...]]],
    ) -> None:
        """A slice: scored twice, and put with the others."""
        major = {reference: _major(application.edition) for reference, (application, _) in part.items()}
        same = [reference for reference in part if major[reference] == _major(found.edition)]
        self._stop("S04", (case.id for reference in part if reference not in same for case in part[reference][1]))
        twice = scored_again(found.edition, same)
        self._stop("S01", map(str, twice.differences))
        them = [it for reference in same for it in children(edition, *part[reference], twice, self.present)]
        self.progress["transfers"] |= {child.case: earlier for child, earlier in them if earlier}
        rows = [child for child, _ in them]
        gaps = [one.case for one in rows if one.score.total is None]
        if self.progress["leave_out"]:
            self.progress["left"] += gaps
        else:
            self._stop("S02", gaps)
        made = document(found.name, edition, selection, [one for one in rows if one.score.total is not None])
        moved = {case.id: case.changed.isoformat() for _, some in part.values() for case in some}
        self.progress["applicants"] += made["applicants"]
        self.progress["families"] += made["families"]
        self.progress["members"] |= {one["id"]: moved[one["id"]] for one in made["applicants"]}

    def whole(self, found: Round, edition: Edition, selection: Selection) -> dict[str, Any]:
        """The document. Raises Stopped with all that stands against it."""
        stops = [Stop(number, tuple(who)) for number, who in sorted(self.progress["stops"].items())]
        stops += lacking(edition, selection, len(self.progress["applicants"]))
        if stops:
            raise Stopped(*stops)
        gathered = {name: self.progress[name] for name in ("applicants", "families")}
        taken = places.taken(found, set(self.progress["transfers"].values()))
        return {**document(found.name, edition, selection, (), taken), **gathered}

    def _stop(self, number: str, who: Iterable[str]) -> None:
        if names := list(who):
            self.progress["stops"][number] = [*self.progress["stops"].get(number, ()), *names]


def children(
    edition: Edition, application: Application, some: Iterable[Case], twice: Twice, present: places.Present
) -> Iterator[tuple[Child, str]]:
    """The cases of an application as a round has them, with their points and the place they have; beside each the case
    by which it has that place ("" for none)."""
    for case in some:
        if score := twice.scores.get((case.reference, case.branch)):
            told = answers(edition, application, case.branch)
            place, earlier = present.of(application, case.branch, told)
            yield Child(case.id, case.reference, told, score, place), earlier


def _major(edition: str) -> str:
    return editions.opened(edition).procedure.version.partition(".")[0]


def _decide(found: Round, now: datetime) -> None:
    made, progress = rounds.run(found.run), dict(found.progress)
    assert made is not None  # looked at when it was approved
    edition, selection = select.declared(found)
    part = [one for one in sorted(found.members) if one > progress["after"]][:EACH]
    here = {one: found.members[one] for one in part}
    moved = cases.changed_since(here, selection.standing(edition.flow))
    by, numbers = Actor(progress["by"], "decider"), progress.get("numbers", {})
    on = date.fromisoformat(progress["on"]) if numbers else None
    for case_id in part:
        if case_id in moved:  # one that was withdrawn meanwhile stays as its family left it
            continue
        case = cases.get_case(case_id)
        assert case is not None  # it stands as it was frozen
        what = settled(edition, selection, made, case)
        rounds.tell(case_id, found, what.told)
        act(case_id, what.step, by, now, reason=what.reason, decision=Decision(numbers.get(case_id, ""), on))
    progress |= {"done": progress["done"] + len(part), "gone": [*progress["gone"], *moved]}
    if part:
        progress["after"] = part[-1]
        saved = rounds.save(found, progress=progress)
        _leave(saved, "decide", part[-1], now)
        return
    note = {"count": progress["done"] - len(progress["gone"])}
    act_round(found, Deed("end", SYSTEM, now, channel="system"), note, progress=progress)


register(KIND, prepare, done)
