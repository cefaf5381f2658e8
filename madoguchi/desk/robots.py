"""RPAの運転 - robots of one back office work together while nothing is wrong, and stop together when something is.

Whoever takes up an errand asks `may` first: one that is stopped, out of its hours or too fast takes none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from madoguchi import settings
from madoguchi.core.case import Actor, Errand, Event
from madoguchi.core.handed import Handed, Run
from madoguchi.core.handover import Handover
from madoguchi.core.plug import PlugError, ScreenChanged, Shown
from madoguchi.store import editions, events, robots, transcripts, wall

from . import pictures, transcribe
from .errands import PlugCall, register
from .transcribe import SYSTEM, TYPE

BROWSER: Final = "robot/browser"
FOLDER: Final = "robot/folder"  # of a robot that works behind LGWAN
MINUTE: Final = timedelta(minutes=1)
RUNNING: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("why", "say", "page"), ""),
    **dict.fromkeys(("picture", "faults"), 0),
    "state": "running",
    "expected": [],
    "found": [],
    "one_step": False,
}


def systems() -> tuple[Handover, ...]:
    """How each procedure is handed over that a robot types, by the editions in force."""
    found = (transcribe.handover_of(procedure) for procedure in editions.procedures())
    return tuple(one for one in found if one and one.way == "robot")


def may(now: datetime) -> bool:
    """Whether a robot may take up an errand now; it counts as taken. Inside a wall opened to write."""
    handovers = systems()
    runs = {name: robots.lock(name) for name in sorted({one.system.id for one in handovers})}
    if not all(_free(runs[one.system.id], one, now) for one in handovers):
        return False
    limited = {one.system.id for one in handovers if one.per_minute}
    for name, run in runs.items():
        changed: dict[str, Any] = {"one_step": False} if run.one_step else {}
        if name in limited:
            changed["claims"] = (*_lately(run, now), now)
        if changed:
            robots.save(run, **changed)
    return True


def _free(run: Run, handover: Handover, now: datetime) -> bool:
    if run.one_step:  # a person has asked for it: hours and pace are theirs
        return True
    if run.state != "running" or not handover.works_at(now):
        return False
    return not handover.per_minute or len(_lately(run, now)) < handover.per_minute


def _lately(run: Run, now: datetime) -> tuple[datetime, ...]:
    return tuple(at for at in run.claims if now - at < MINUTE)


def look(system: str) -> Run:
    """How it stands."""
    return robots.get(system)


def pause(system: str, by: Actor, now: datetime) -> Run:
    """None takes up another errand; the one in hand is ended."""
    return _stop(robots.lock(system), "person", "人が止めました。", by, now)


def resume(system: str, by: Actor, now: datetime) -> Run:
    """Go on, with whatever was wrong before behind us."""
    run = robots.save(robots.lock(system), **RUNNING, since=now, by=by.name)
    _tell(run, "resume", by, now)
    return run


def step(system: str, by: Actor, now: datetime) -> Run:
    """One errand, however it stands; then it is as before."""
    run = robots.save(robots.lock(system), one_step=True)
    _tell(run, "step", by, now)
    return run


def ask_look(system: str, by: Actor, now: datetime) -> Run:
    """Ask the robot to look at the live screens, which only it can reach."""
    run = robots.lock(system)
    run = robots.save(run, health={**run.health, "asked": now.isoformat()})
    _tell(run, "look", by, now)
    return run


def remember_health(system: str, seen: Sequence[Mapping[str, Any]], ok: bool, say: str, now: datetime) -> Run:
    """What a look at the live screens told, page by page."""
    told = {"ok": ok, "say": say, "at": now.isoformat(), "pages": [dict(one) for one in seen]}
    return robots.save(robots.lock(system), health=told)


def _changed_screen(row: Handed, fault: ScreenChanged, now: datetime) -> None:
    """Nothing was typed on that page, and nothing is typed on any before a person has looked."""
    run = robots.lock(row.system)
    picture = pictures.keep(row, Shown("changed", fault.picture, {"page": fault.page}), now)
    found = {"page": fault.page, "expected": list(fault.expected), "found": list(fault.found), "picture": picture}
    _stop(robots.save(run, **found), "screen", str(fault), SYSTEM, now)


def _fault_in_a_row(row: Handed, say: str, now: datetime) -> bool:
    """One more system error; whether there were so many that the run has stopped."""
    handover, run = transcribe.handover_of(row.procedure), robots.lock(row.system)
    run = robots.save(run, faults=run.faults + 1)
    if handover is None or run.faults < handover.pause_after:
        return run.state == "paused"
    if run.state == "running":
        _stop(run, "faults", say, SYSTEM, now)
    return True


def _went_well(system: str) -> None:
    if robots.get(system).faults:
        robots.save(robots.lock(system), faults=0)


def _stop(run: Run, why: str, say: str, by: Actor, now: datetime) -> Run:
    told = {"state": "paused", "why": why, "say": say, "one_step": False, "since": now, "by": by.name}
    stopped = robots.save(run, **told)
    _tell(stopped, "pause" if why == "person" else why, by, now)
    return stopped


def _tell(run: Run, kind: str, by: Actor, now: datetime) -> None:
    channel = "system" if by.role == "system" else "staff"
    events.append(
        Event(0, now, "note", "robot", by.name, by.role, f"robot/{run.system}", channel=channel, note={"kind": kind})
    )


def _prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    row = transcripts.get(payload["transcript"])
    if row is None or row.state != "waiting":
        return None
    handover = transcribe.handover_of(row.procedure)
    if handover is None or not handover.script or handover.system.id != row.system:
        raise PlugError("この手続のいまの設定には、RPAの手順書がありません。", permanent=True)
    values = {
        "op": row.op,
        "key": row.case,
        "municipality": wall.current(),
        "script": handover.script,
        "fields": row.filled.fields,
        "number": row.number or transcripts.number_of(row.case),
    }
    return PlugCall(BROWSER if settings.ROBOT else FOLDER, values)


def _done(errand: Errand, answer: str, now: datetime) -> None:
    row = _row(errand, lock=True)
    if row is None:
        return
    if row.state == "waiting" and answer:
        transcribe.settled(row, answer, SYSTEM, now)
        _went_well(row.system)
    else:  # it was somebody else's when we looked
        transcribe.go_on(row.case, now)


def _failed(errand: Errand, say: str, now: datetime) -> None:
    row = _row(errand, lock=True)
    if row and row.state == "waiting":
        transcribe.stopped(row, say, SYSTEM, now)


def _refused(errand: Errand, say: str, now: datetime) -> None:
    """The back office has answered: it works."""
    if row := _row(errand):
        _went_well(row.system)


def _shown(errand: Errand, told: Shown, now: datetime) -> None:
    if row := _row(errand):
        pictures.keep(row, told, now)


def _troubled(errand: Errand, fault: PlugError, now: datetime) -> bool:
    row = _row(errand)
    if row is None:
        return False
    if isinstance(fault, ScreenChanged):
        _changed_screen(row, fault, now)
        return True
    return _fault_in_a_row(row, str(fault), now)


def _row(errand: Errand, lock: bool = False) -> Handed | None:
    return transcripts.get(errand.payload["transcript"], lock)


register(TYPE, _prepare, _done, _failed, _refused, shown=_shown, troubled=_troubled)
