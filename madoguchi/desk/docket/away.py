"""不在 - the days on which somebody does not sign; told by themselves, or by an admin for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from madoguchi.core.case import Actor, Event
from madoguchi.core.flow import NotAllowed
from madoguchi.desk.refusals import NotFound
from madoguchi.store import clerks, dockets, events

STEP: Final = "absence"
ADMIN: Final = "admin"


class BadDays(ValueError):
    """The days cannot be: the message is for whoever typed them."""


def add(username: str, since: date, until: date, by: Actor, now: datetime) -> None:
    """Somebody will be away from the first of these days to the last. Raises NotFound, NotAllowed, BadDays."""
    if clerks.named(username) is None:
        raise NotFound(username)
    _may(username, by)
    if until < since:
        raise BadDays("終わりの日は、始まりの日より後にしてください。")
    dockets.add_absence(username, since, until, by.name)
    _tell("added", username, by, now)


def drop(number: int, by: Actor, now: datetime) -> None:
    """They will be there all the same. Raises NotFound, NotAllowed; nothing is dropped then."""
    found = dockets.drop_absence(number)
    if found is None:
        raise NotFound(str(number))
    _may(found.username, by)
    _tell("dropped", found.username, by, now)


def _may(username: str, by: Actor) -> None:
    if by.name != username and by.role != ADMIN:
        raise NotAllowed(STEP)


def _tell(kind: str, username: str, by: Actor, now: datetime) -> None:
    events.append(Event(0, now, "note", STEP, by.name, by.role, username, channel="staff", note={"kind": kind}))
