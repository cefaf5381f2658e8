"""業務フロー - who may do what when: a table of steps that buttons, API, docs and tests all ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any


class NotAllowed(Exception):
    """The flow has no such step from this status for this role."""


@dataclass(frozen=True)
class Status:
    """Where a case stands. `station` is its place on the residents' line; `outcome` a decided result; `again` one of a
    case that was decided before: no period of processing runs, and no round draws it."""

    id: str
    label: str
    station: str
    say: str = ""
    final: bool = False
    outcome: bool = False
    again: bool = False


@dataclass(frozen=True)
class AskRule:
    """The ask a step leaves: of which kind, to whom, due in how many days (or in which of the town's values), or `by`
    conditions: one for each of the case that has a day; `by` slots: the times and the day that whoever acts says."""

    kind: str
    to: str
    days: int | str = 0
    by: str = ""


@dataclass(frozen=True)
class Step:
    """One row of the table. `source` are the statuses it may be taken from; none for the first. `ends` are the kinds of
    asks that it ends: all, without it."""

    id: str
    deed: str
    role: str
    source: tuple[str, ...]
    to: str
    label: str
    needs: tuple[str, ...] = ()  # of reason, fields, message, slots, result
    ask: AskRule | None = None
    errands: tuple[str, ...] = ()
    notice: str = ""
    danger: bool = False
    key: str = ""
    ends: tuple[str, ...] = ()
    optional: bool = False  # only a city that names it takes it

    @property
    def decides(self) -> bool:
        """Whether it settles what a family asked for, or takes that back."""
        return self.deed in ("decide", "revoke")

    @property
    def meets(self) -> bool:
        """Whether it is one of an interview (面談), by which nobody says what they think of the papers."""
        return not {"slots", "result"}.isdisjoint(self.needs)


@dataclass(frozen=True)
class Flow:
    """Statuses, the stations shown to residents, and the steps between."""

    stations: tuple[str, ...]
    statuses: tuple[Status, ...]
    steps: tuple[Step, ...]

    @cached_property
    def by_status(self) -> Mapping[str, Status]:
        """Statuses by id."""
        return {status.id: status for status in self.statuses}

    @cached_property
    def by_step(self) -> Mapping[str, Step]:
        """Steps by id."""
        return {step.id: step for step in self.steps}


def steps_open(flow: Flow, status: str, roles: Iterable[str]) -> tuple[Step, ...]:
    """The steps that someone with these roles may take from a status."""
    held = frozenset(roles)
    return tuple(step for step in flow.steps if status in step.source and step.role in held)


def work_open(flow: Flow, status: str, roles: Iterable[str]) -> tuple[Step, ...]:
    """Of those, the ones for which a case waits: that lead on, and take up nothing again that was decided."""
    return tuple(
        step for step in steps_open(flow, status, roles) if step.to != status and not flow.by_status[step.to].again
    )


def take(flow: Flow, step_id: str, status: str, role: str) -> Step:
    """The step, if it may be taken now; `status` is "" before the first. Raises NotAllowed."""
    step = flow.by_step.get(step_id)
    fits = step is not None and step.role == role and (status in step.source or (not status and not step.source))
    if step is None or not fits:
        raise NotAllowed(f"{step_id}: {status or '(new)'} / {role}")
    return step


def inherit(standard: Mapping[str, Any], own: Mapping[str, Any] | None) -> dict[str, Any]:
    """A standard flow with a package's own file laid over it: rows of the same id replace, others are added."""
    merged = dict(standard)
    for part in ("statuses", "steps") if own else ():
        rows = {row["id"]: row for row in standard.get(part, ())}
        rows |= {row["id"]: row for row in (own or {}).get(part, ())}
        merged[part] = list(rows.values())
    if own and "stations" in own:
        merged["stations"] = own["stations"]
    return merged


def taken(flow: Flow, chosen: Collection[str]) -> Flow:
    """The flow as one city has it: of the optional steps only the chosen, no status to which then none leads, and no
    step from such ones alone (without a source it would be a first step)."""
    steps = [step for step in flow.steps if not step.optional or step.id in chosen]
    while True:
        reached = {step.to for step in steps}
        left = [step for step in steps if not step.source or reached.intersection(step.source)]
        if left == steps:
            break
        steps = left
    steps = [replace(step, source=tuple(one for one in step.source if one in reached)) for step in steps]
    return Flow(flow.stations, tuple(status for status in flow.statuses if status.id in reached), tuple(steps))


def results(flow: Flow) -> frozenset[str]:
    """The kinds of letters that tell what came of an application, before the decision (内定) or by it."""
    ends = {status.id for status in flow.statuses if status.outcome or status.final}
    leading = (step for step in flow.steps if step.to in ends and step.to not in step.source)
    return frozenset(step.notice for step in leading if step.notice)


def decisions(flow: Flow) -> frozenset[str]:
    """The kinds of letters that decide."""
    return frozenset(step.notice for step in flow.steps if step.decides and step.notice)


def upheld(flow: Flow) -> frozenset[str]:
    """Of those, the kinds that let a decision stand which was looked at again, and so tell no result of their own."""
    again = [step for step in flow.steps if step.source and all(flow.by_status[one].again for one in step.source)]
    reached = {step.to for step in flow.steps if step not in again}
    return frozenset(step.notice for step in again if step.notice and step.to in reached)


def read_flow(data: Mapping[str, Any]) -> Flow:
    """Build the flow from its (inherited) file."""
    return Flow(
        stations=tuple(data["stations"]),
        statuses=tuple(Status(**row) for row in data["statuses"]),
        steps=tuple(_step(row) for row in data["steps"]),
    )


def _step(row: Mapping[str, Any]) -> Step:
    plain = {key: value for key, value in row.items() if key not in ("from", "ask", "needs", "errands", "ends")}
    return Step(
        **plain,
        source=tuple(row.get("from", ())),
        needs=tuple(row.get("needs", ())),
        errands=tuple(row.get("errands", ())),
        ends=tuple(row.get("ends", ())),
        ask=AskRule(**row["ask"]) if "ask" in row else None,
    )
