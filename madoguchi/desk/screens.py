"""画面の点検 - the live screens of a back office beside the script, before a run and whenever a clerk asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final, Protocol, runtime_checkable

from madoguchi.core.handed import Run
from madoguchi.core.handover import Handover
from madoguchi.core.plug import PlugError, Values
from madoguchi.core.robot.screen import Looked
from madoguchi.store import robots, transcripts, wall

from .robots import remember_health, systems

FRESH: Final = timedelta(hours=1)  # so long a look counts


@runtime_checkable
class Looker(Protocol):
    """A robot that can look without typing."""

    def look(self, values: Values) -> Sequence[Looked]:
        """Each screen beside the script. Raises PlugError."""


def due(municipality: str, now: datetime, *, before_a_run: bool = False) -> tuple[Handover, ...]:
    """The back offices at whose screens a clerk wants us to look, or (before a run) nobody has looked lately."""
    with wall.inside(municipality):
        return tuple(one for one in systems() if _due(robots.get(one.system.id).health, now, before_a_run))


def _due(health: object, now: datetime, before_a_run: bool) -> bool:
    told = health if isinstance(health, dict) else {}
    if told.get("asked"):
        return True
    return before_a_run and (not told.get("at") or now - datetime.fromisoformat(told["at"]) > FRESH)


def examine(municipality: str, handover: Handover, looker: Looker, now: datetime) -> Run:
    """Look at them, outside of every wall, and remember what was seen."""
    system = handover.system.id
    with wall.inside(municipality):
        key = transcripts.last_known(system)
    values = {"municipality": municipality, "script": handover.script} | ({"key": key} if key else {})
    seen: list[dict[str, object]] = []
    say = ""
    try:
        seen = [_told(one) for one in looker.look(values)]
        say = next((str(one["say"]) for one in seen if one["say"]), "")
    except PlugError as fault:
        say = str(fault)
    with wall.inside(municipality, write=True):
        return remember_health(system, seen, not say, say or "画面は手順書のとおりです。", now)


def _told(one: Looked) -> dict[str, object]:
    """What was seen of a page; the picture is nobody's to keep: it belongs to no case of ours."""
    told = asdict(one)
    del told["picture"]
    return {**told, "ok": not one.say, "expected": list(one.expected), "found": list(one.found)}
