"""決定を行う - the cases of a decided docket, each by its line: at once where they are few, else a slice at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from madoguchi.core.case import Actor, Case, Errand
from madoguchi.core.docket import Decision, Docket, Halted, Line
from madoguchi.desk.act import act
from madoguchi.desk.errands import register
from madoguchi.store import cases, dockets, errands

from . import draft, look
from .held import members

KIND: Final = "decision"
EACH: Final = 50  # cases decided in one transaction: others write between them


def out(found: Docket, by: Actor, now: datetime) -> None:
    """Decide its cases. Raises Halted (letters are no longer what was looked at), Stale."""
    lines = dockets.lines(found.id)
    if len(lines) > EACH:
        _leave(dockets.save(found, progress={"after": "", "done": 0, "of": len(lines), "gone": []}), now)
        return
    cases.lock_cases([line.case for line in lines])
    if look.letters(found, now) != found.guarded["letters"]:
        raise Halted("D04", ("通知書の文面",))
    _decide(found, lines, by, now)


def numbers(found: Docket) -> dict[str, str]:
    """The number of each case's letter: the document's, and where there are several, which of them (の2)."""
    every = sorted(members(found))
    if len(every) == 1:
        return {every[0]: found.number}
    return {case: f"{found.number}の{place}" for place, case in enumerate(every, start=1)}


def prepare(errand: Errand, payload: Mapping[str, Any]) -> None:
    """Nothing is asked outside."""


def done(errand: Errand, answer: str, now: datetime) -> None:
    """One slice, and the next is left. A case that has moved since it was signed stays as it is, and is named."""
    found = dockets.get(errand.payload["docket"], lock=True)
    if found is None or found.progress.get("after") != errand.payload["after"]:
        return  # done already
    progress = dict(found.progress)
    part = [line for line in dockets.lines(found.id) if line.case > progress["after"]][:EACH]
    held = {case.id: case for case in cases.lock_cases([line.case for line in part])}
    still = [line for line in part if (case := held.get(line.case)) and _as_signed(case, line)]
    gone = sorted({line.case for line in part} - {line.case for line in still})
    _decide(found, still, Actor(found.signed[-1]["by"], "decider"), now)
    progress |= {"done": progress["done"] + len(part), "gone": [*progress["gone"], *gone]}
    progress["after"] = part[-1].case if part else None
    saved = dockets.save(found, progress=progress)
    if part:
        _leave(saved, now)


def _as_signed(case: Case, line: Line) -> bool:
    return case.changed.isoformat() == line.seen and draft.decidable(case, line.step)


def _leave(found: Docket, now: datetime) -> None:
    after = found.progress["after"]
    errands.leave(KIND, f"{KIND}/{found.id}/{after}", {"docket": found.id, "after": after}, found.subject, now)


def _decide(found: Docket, lines: Iterable[Line], by: Actor, now: datetime) -> None:
    own = numbers(found)
    for line in lines:
        decision = Decision(own[line.case], found.decided)
        act(line.case, line.step, by, now, reason=line.reason, place=line.place, decision=decision)


register(KIND, prepare, done)
