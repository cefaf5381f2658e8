"""点検する - what a docket would decide, looked at by the worker before anybody signs: each letter is composed.

A slice at a time, each kept; what is wrong stops the whole docket, and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from madoguchi.core.case import Actor, Errand
from madoguchi.core.docket import Docket, found_in
from madoguchi.desk.act import Deed, act_docket
from madoguchi.desk.errands import register
from madoguchi.store import dockets, editions, errands

from . import letters as read
from . import places
from .held import members, protected

KIND: Final = "docket"
SLICE: Final = 100  # applications of one errand
SYSTEM: Final = Actor("system", "system")


def blank() -> dict[str, Any]:
    """The progress of a look that has not begun."""
    return {"after": "", "done": 0, "looked": {}, "wrong": {}, "counts": {}, "samples": {}, "letters": ""}


def leave(found: Docket, now: datetime) -> Docket:
    """Leave the errand that looks at the next slice."""
    after = found.progress["after"]
    key = f"{KIND}/{found.id}/{found.version}/{after}"
    errands.leave(KIND, key, {"docket": found.id, "after": after}, found.subject, now)
    return found


def prepare(errand: Errand, payload: Mapping[str, Any]) -> None:
    """Nothing is asked outside."""


def done(errand: Errand, answer: str, now: datetime) -> None:
    """One slice, and the next is left; behind the last it is said how it is."""
    found = dockets.get(errand.payload["docket"], lock=True)
    if found is None or found.status != "checking" or found.progress.get("after") != errand.payload["after"]:
        return  # begun anew since
    progress = {**found.progress}
    part = list(slice_of(found, progress["after"]))
    for code, count, wrong in read.looked(found, [case for _, cases in part for case in cases], progress, now):
        note(progress, code, count, wrong)
    if part:
        progress |= {"after": part[-1][0], "done": progress["done"] + sum(len(cases) for _, cases in part)}
        leave(dockets.save(found, progress=progress), now)
        return
    for code, count, wrong in places.looked(found) if found.round else ():
        note(progress, code, count, wrong)
    _end(found, progress, now)


def slice_of(found: Docket, after: str) -> Iterator[tuple[str, list[str]]]:
    """The cases of the next applications behind a reference."""
    every = sorted(case for case in members(found) if case.rpartition("-")[0] > after)
    grouped = ((reference, list(some)) for reference, some in groupby(every, lambda case: case.rpartition("-")[0]))
    yield from (pair for pair, _ in zip(grouped, range(SLICE), strict=False))


def note(progress: dict[str, Any], code: str, count: int, wrong: list[str]) -> None:
    """One item more, or more of it."""
    progress["looked"] = {**progress["looked"], code: progress["looked"].get(code, 0) + count}
    if wrong:
        progress["wrong"] = {**progress["wrong"], code: [*progress["wrong"].get(code, ()), *wrong]}


def letters(found: Docket, now: datetime) -> str:
    """The digest of the letters of a docket's own cases, as they would be composed now."""
    progress = blank()
    for _ in read.looked(found, sorted(members(found)), progress, now):
        pass
    return str(progress["letters"])


def _end(found: Docket, progress: dict[str, Any], now: datetime) -> None:
    items, inside = found_in(progress, found.explained), members(found)
    stopped = [one.code for one in items if not one.good]
    kept = ("looked", "wrong", "counts", "samples")
    report = {name: progress[name] for name in kept} | {"returns": found.report.get("returns", [])}
    guarded = {
        "edition": editions.current(found.procedure),
        "round": read.version(found),
        "count": len(inside),
        "protected": protected(inside),
        "letters": progress["letters"],
    }
    deed = Deed("stop" if stopped else "pass", SYSTEM, now, channel="system")
    told: dict[str, int | str] = {"count": len(inside), "findings": len(stopped)}
    if progress["letters"]:
        told["digest"] = f"t{progress['letters'][:39]}"
    act_docket(found, deed, told, report=report, guarded=guarded, progress={}, signed=())


register(KIND, prepare, done)
