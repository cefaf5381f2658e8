"""到達 - a decision that nobody opens is brought to mind once, and then goes by post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from madoguchi.core.arrival import POST, REMIND, follows
from madoguchi.core.case import Application, Event, Notice
from madoguchi.core.days import jst_date
from madoguchi.core.flow import decisions
from madoguchi.core.package.edition import Edition
from madoguchi.store import cases, editions, events, notices

from . import tell

LONG_AGO: Final = timedelta(days=366)  # what lies further back is nobody's news any more


def due(now: datetime, what: str) -> tuple[Notice, ...]:
    """The letters of the municipality around us for which it is the day of REMIND or of POST."""
    return tuple(found[0] for found in _unopened(now) if _follows(*found, now) == what)


def remind(notice_id: int, now: datetime) -> bool:
    """Leave one more message that there is something to read, if it is still the day; whether it was left."""
    found = next((one for one in _unopened(now) if one[0].id == notice_id), None)
    if found is None or _follows(*found, now) != REMIND:
        return False
    notice, application, _ = found
    notices.note(notice.id, "reminded", now)
    tell.leave(application, f"{REMIND}/{notice.case}/{notice.id}", {REMIND: notice.id}, notice.case, now)
    _record(notice, REMIND, now)
    return True


def posted(ids: Iterable[int], now: datetime) -> None:
    """Note that these letters were printed for the post."""
    for notice_id in ids:
        notice = notices.get(notice_id)
        if notice and notices.note(notice_id, "posted", now):
            _record(notice, POST, now)


def _unopened(now: datetime) -> Iterator[tuple[Notice, Application, Edition]]:
    """Decisions that were not opened, and what else did not arrive; of a case only the last, for that one counts."""
    last = {one.case: one for one in notices.unopened(now - LONG_AGO)}
    for case_id, notice in last.items():
        case = cases.get_case(case_id)
        application = cases.get_application(case.reference) if case else None
        if case is None or application is None:
            continue
        edition = editions.opened(case.edition)
        if notice.returned or notice.kind in decisions(edition.flow):
            yield notice, application, edition


def _follows(notice: Notice, application: Application, edition: Edition, now: datetime) -> str:
    # What the city says now counts, not what it said when the family applied.
    newest = editions.current_edition(edition.procedure.id) or edition
    reachable = bool(application.contact and application.contact_confirmed)
    return follows(notice, newest.town.unopened, jst_date(now), reachable=reachable)


def _record(notice: Notice, step: str, now: datetime) -> None:
    note = {"notice": notice.id}
    events.append(Event(0, now, "notify", step, "system", "system", notice.case, channel="system", note=note))
