"""証跡 - what a robot has seen of a case is kept with it; its pictures lie sealed, and for a set time only."""

from __future__ import annotations

from datetime import datetime, timedelta

from madoguchi import settings
from madoguchi.core.handed import Handed
from madoguchi.core.plug import Shown
from madoguchi.plugs import vault
from madoguchi.store import transcripts, wall

from . import attach
from .refusals import NotFound


def keep(row: Handed, told: Shown, now: datetime) -> int:
    """Its number. Inside a wall opened to write."""
    if not told.picture:
        return transcripts.put_evidence(row, told.name, now, told.facts)
    serial, key = attach.key_in_force(wall.current(), now)
    sealed = vault.seal(key, _about(row.case), told.picture)
    until = now + timedelta(days=settings.ROBOT_PICTURE_DAYS)
    return transcripts.put_evidence(row, told.name, now, told.facts, sealed, sealed_by=serial, until=until)


def read(number: int) -> bytes:
    """The image of a piece of evidence; whoever shows it has written who looks. Raises NotFound, attach.Lost."""
    found = transcripts.picture(number)
    if found is None:
        raise NotFound(str(number))
    case, sealed, serial = found
    try:
        return vault.unseal(attach.key_of(serial), _about(case), sealed)
    except vault.Locked:
        raise attach.Lost("locked") from None


def _about(case: str) -> tuple[str, ...]:
    return ("screen", wall.current(), case)


def sweep(now: datetime) -> int:
    """Forget the pictures that are past their time; how many. What was read there stays with the case."""
    return transcripts.forget_pictures(now)
