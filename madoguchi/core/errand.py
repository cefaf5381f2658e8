"""用務 - what must happen outside the city hall: its stages, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zlib import crc32


@dataclass(frozen=True, slots=True)
class Stage:
    """How far an errand has come. `outside`: from here on the other side may already have it."""

    name: str
    outside: bool


WAITING: Final = Stage("waiting", outside=False)
RESERVED: Final = Stage("reserved", outside=False)
PREPARED: Final = Stage("prepared", outside=False)
# Of a robot: the other side was asked whether it has it already, all is typed, the page before the last click was read.
SEARCHED: Final = Stage("searched", outside=False)
TYPED: Final = Stage("typed", outside=False)
READ_BACK: Final = Stage("read_back", outside=False)
SUBMITTING: Final = Stage("submitting", outside=True)
# It was found there by its key, and every field of it is as it should be.
FOUND: Final = Stage("found", outside=True)
COMPARED: Final = Stage("compared", outside=True)
DONE: Final = Stage("done", outside=True)

# In the order of an errand's life; a plug leaves out what its other side does not know.
STAGES: Final[tuple[Stage, ...]] = (
    *(WAITING, RESERVED, PREPARED, SEARCHED, TYPED, READ_BACK),
    *(SUBMITTING, FOUND, COMPARED, DONE),
)
_PLACE: Final = {stage.name: place for place, stage in enumerate(STAGES)}


class StageFault(Exception):
    """A plug told a stage that cannot come now: a mistake in the plug, not of the other side."""


def stage_named(name: str) -> Stage:
    """The stage as a row names it; "" is an errand nobody has touched. Raises StageFault."""
    if name and name not in _PLACE:
        raise StageFault(f"no such stage: {name}")
    return STAGES[_PLACE[name or WAITING.name]]


def next_stage(before: Stage, told: Stage) -> Stage:
    """The stage a plug has told, if it lies ahead. Only the desk says `done`. Raises StageFault."""
    if told not in STAGES or told == DONE or _PLACE[told.name] <= _PLACE[before.name]:
        raise StageFault(f"{told.name} cannot follow {before.name}")
    return told


@dataclass(frozen=True, slots=True)
class BackOff:
    """How patiently an errand is tried again: each wait `factor` times the last, up to `longest`."""

    first: timedelta = timedelta(seconds=30)
    factor: int = 2
    longest: timedelta = timedelta(hours=4)
    attempts: int = 14  # with the waits above about 21 hours: a mail server that is down for a night

    def wait(self, attempts: int, key: str) -> timedelta:
        """The wait after this many attempts, a part by key later, so that a thousand do not come back at once."""
        plain = self.first
        for _ in range(attempts - 1):
            if plain >= self.longest:
                break
            plain *= self.factor
        plain = min(plain, self.longest)
        return plain + plain * (crc32(f"{key} {attempts}".encode()) % 100) / 1000

    def next_due(
        self, attempts: int, key: str, now: datetime, not_before: datetime, after: timedelta = timedelta(0)
    ) -> datetime | None:
        """When to try again, or None when a person must look.

        `not_before`: until then the other side may still be at work on the last attempt, and asking it would be early.
        `after`: so long it wants us to stay away; no longer than our own longest wait do we believe it.
        """
        if attempts >= self.attempts:
            return None
        return max(now + self.wait(attempts, key), now + min(after, self.longest), not_before)
