"""クラブの月の報告 - what a club tells the city each month of its places and of who does not come."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from madoguchi.core.case import Clerk, Event
from madoguchi.core.enrolment import Absence, Report, faults
from madoguchi.core.words import CARE
from madoguchi.store import enrolments, events, wall

from . import view


class Wrong(ValueError):
    """What was typed into a report cannot be: sentences by the name of the field."""

    def __init__(self, faults_: Mapping[str, str]) -> None:
        super().__init__("; ".join(sorted(faults_)))
        self.faults = dict(faults_)


def report(
    procedure: str,
    pool: str,
    month: str,
    enrolled: Iterable[str],
    free: str,
    marked: Mapping[str, str],
    codes: Collection[str],
    by: Clerk,
    now: datetime,
) -> Report:
    """Keep a club's report; sent again, the newer one counts. `marked`: one of `codes` by case.
    Raises Wrong."""
    children = frozenset(enrolled)
    if wrong := faults(free, marked, children, codes):
        raise Wrong(wrong)
    absences = tuple(Absence(case, code) for case, code in sorted(marked.items()))
    told = Report(procedure, pool, month, len(children), int(free), by.username, now, absences)
    enrolments.report(told)
    note = {"count": told.enrolled, "findings": len(absences)}
    subject = f"club/{procedure}/{pool}"[:80]
    role = by.roles[0] if by.roles else "club"
    events.append(Event(0, now, "note", "club_report", by.username, role, subject, channel="staff", note=note))
    return told


def looked(cases: Iterable[str], by: Clerk, purpose: str, now: datetime, kind: str) -> None:
    """Write, for each child, that it was looked at; whatever this raises, nothing may be shown then."""
    with wall.inside(wall.current(), write=True):
        for case in cases:
            view.viewed(case, by, purpose or CARE, now, kind)
