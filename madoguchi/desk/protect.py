"""支援措置 - an application whose address must not be learned: marked and lifted by those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from madoguchi.core.case import Actor, Application, Event, Protection
from madoguchi.core.flow import NotAllowed
from madoguchi.store import cases, clerks, editions, events, protections
from madoguchi.store.errors import Stale

from . import secret
from .account import SYSTEM
from .refusals import Incomplete, NotFound

ROLES: Final = ("decider", "admin")  # who may mark and lift


def protect(reference: str, named: Iterable[str], by: Actor, now: datetime) -> str:
    """Hide an application from everybody but its family and the accounts named; the family's new secret.

    The old secret, browsers that had it open and links of drafts open nothing any more. Raises NotFound, NotAllowed,
    Incomplete(("clerks",)) when nobody of the house is named, Stale when it is protected already.
    """
    application = _allowed(reference, by)
    if protections.of(reference, lock=True):
        raise Stale(reference)
    staff = _staff(named)
    protections.put(Protection(reference, staff, now, by.name))
    renewed = secret.renew(reference)
    _lay_again(application)
    _record(application, "protect", by, now, len(staff))
    return renewed


def alike(reference: str, known: Protection, now: datetime) -> None:
    """What a protected family hands in about the same child is hidden from the first moment on, as `known` hides."""
    application = cases.get_application(reference)
    assert application is not None  # it was handed in just now
    protections.put(replace(known, reference=reference, since=now))
    _lay_again(application)
    _record(application, "protect", SYSTEM, now, len(known.clerks))


def name(reference: str, named: Iterable[str], by: Actor, now: datetime) -> None:
    """Name other accounts for a protected application. Raises as `protect`; Stale when it is not protected."""
    application = _allowed(reference, by)
    staff = _staff(named)
    protections.rename(reference, staff)
    _record(application, "name_clerks", by, now, len(staff))


def unprotect(reference: str, by: Actor, now: datetime) -> None:
    """Lift it: everybody who may see cases sees this one again. Raises NotFound, NotAllowed, Stale."""
    application = _allowed(reference, by)
    protections.lift(reference, now)
    _lay_again(application)
    _record(application, "unprotect", by, now, 0)


def _allowed(reference: str, by: Actor) -> Application:
    if by.role not in ROLES:
        raise NotAllowed(f"protect: {by.role}")
    application = cases.get_application(reference)
    if application is None:
        raise NotFound(reference)
    return application


def _staff(named: Iterable[str]) -> tuple[str, ...]:
    """The accounts among these that are in use."""
    wanted = frozenset(named)
    staff = tuple(clerk.username for clerk in clerks.all_() if clerk.active and clerk.username in wanted)
    if not staff:
        raise Incomplete(("clerks",))
    return staff


def _lay_again(application: Application) -> None:
    """What lists and searches find lies in the cases' rows: written once more, under the protection or without it."""
    cases.lock_cases(case.id for case in cases.cases_of(application.reference))
    edition = editions.opened(application.edition)
    subjects = {subject.branch: subject for subject in edition.subjects(application.answers)}
    for case in cases.cases_of(application.reference):
        if subject := subjects.get(case.branch):
            cases.save_case(replace(case, facets=subject.facets), found_by=subject.search)


def _record(application: Application, step: str, by: Actor, now: datetime, count: int) -> None:
    events.append(
        Event(
            seq=0,
            at=now,
            deed="note",
            step=step,
            who=by.name,
            role=by.role,
            subject=application.reference,
            channel="staff",
            edition=application.edition,
            note={"count": count},
        )
    )
