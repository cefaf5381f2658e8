"""まとめて - one deed with many cases that a clerk has looked at in a list: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from madoguchi.core.case import Actor, Case, Event
from madoguchi.store import cases, events

from .act import act
from .refusals import Stale

MOST: Final = 500  # cases in one deed


class Moved(Stale):
    """Some of the cases are not as they were seen; nothing was done. `ids` are theirs."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(", ".join(ids))
        self.ids = ids


def take(seen: Mapping[str, int], step: str, by: Actor, now: datetime, *, touch: int | None = None) -> tuple[Case, ...]:
    """Take a step with each case, `seen` at that version. Raises Moved, and what `act` raises."""
    hold(seen)
    return act(tuple(seen), step, by, now, touch=touch)


def assign(seen: Mapping[str, int], to: str, by: Actor, now: datetime, *, touch: int | None = None) -> None:
    """Give each case to an account, or to nobody (""). Raises Moved."""
    held = hold(seen)
    each = touch // len(held) if touch is not None and held else None
    for case in held:
        cases.save_case(replace(case, assignee=to))
        events.append(_told(case, to, by, now, each))


def hold(seen: Mapping[str, int]) -> tuple[Case, ...]:
    """The cases, locked, each as it was `seen`. Raises Moved."""
    if len(seen) > MOST:
        raise ValueError(f"{len(seen)} cases in one deed, at most {MOST}")
    held = cases.lock_cases(seen)
    as_seen = {case.id for case in held if case.version == seen[case.id]}
    if moved := tuple(case_id for case_id in seen if case_id not in as_seen):
        raise Moved(moved)
    return held


def _told(case: Case, to: str, by: Actor, now: datetime, touch: int | None) -> Event:
    note = {"assignee": to} if to else {}
    return Event(
        seq=0,
        at=now,
        deed="assign",
        step="assign",
        who=by.name,
        role=by.role,
        subject=case.id,
        channel="staff",
        touch=touch,
        edition=case.edition,
        note=note,
    )
