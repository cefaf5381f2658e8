"""もう一人の保護者の確認 - an address of its own, good for one yes; a new one takes the old one's place."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from madoguchi.core import contact
from madoguchi.core.assent import CONFIRM, GUARDIAN, Assent, item_of
from madoguchi.core.case import Application, Ask, Event
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.store import asks, assents, cases, editions, events
from madoguchi.store.errors import Stale

from . import unknown
from .refusals import NotFound

VALID: Final = timedelta(days=14)
BITS: Final = 24  # random bytes of a token: 192 bits


def offer(reference: str, now: datetime) -> str:
    """A new address for the other guardian, as a token that is told once; those before open nothing any more.

    Raises NotFound where nobody else is to be asked, Stale when the assent was given.
    """
    application, item = _asked(reference)
    token = secrets.token_urlsafe(BITS)
    assents.revoke(reference)
    assents.put(token, Assent(reference, item, now, now + VALID))
    _await(application, now)
    _record(application, "ask_guardian", "resident", now)
    return token


def send(reference: str, typed: str, now: datetime) -> str:
    """Send a new address to the other guardian; what is in the way of it, "" when it was left. Raises as `offer`."""
    _asked(reference)
    to, say = contact.read(typed)
    if say := say or unknown.heard("second", reference, to, now):
        return say
    unknown.leave("second", reference, to, {"token": offer(reference, now)}, "guardian", now)
    return ""


def confirm(token: str, now: datetime) -> bool:
    """The other guardian says yes; whether the address was still good for it."""
    found = assents.get(token, lock=True)
    application = cases.get_application(found.reference) if found else None
    if found is None or application is None or not found.open_at(now):
        return False
    assents.confirm(token, now)
    for case in cases.cases_of(found.reference):
        asks.close_kind(case.id, CONFIRM, "done", now)
    _record(application, "confirm_guardian", GUARDIAN, now)
    return True


def lapse(now: datetime) -> int:
    """What was awaited from a guardian by a day that is over; how many asks end so."""
    return asks.lapse_kind(CONFIRM, jst_date(now), now)


def _asked(reference: str) -> tuple[Application, int]:
    application = cases.get_application(reference)
    item = item_of(_edition(application).procedure.second, application.answers) if application else None
    if application is None or item is None:
        raise NotFound(reference)
    if (last := assents.of(reference)) and last.state == "done":
        raise Stale(reference)
    return application, item


def _await(application: Application, now: datetime) -> None:
    """Each case awaits it; an earlier ask is over with the address it went to."""
    due = jst_date(now + VALID)
    flow = _edition(application).flow
    for case in cases.cases_of(application.reference):
        asks.close_kind(case.id, CONFIRM, "lapsed", now)
        if not flow.by_status[case.status].final:
            asks.put(Ask(0, case.id, CONFIRM, GUARDIAN, (), "", due, "open", now))


def _edition(application: Application) -> Edition:
    return editions.opened(application.edition)


def _record(application: Application, step: str, who: str, now: datetime) -> None:
    events.append(
        Event(
            seq=0,
            at=now,
            deed="note",
            step=step,
            who=who,
            role=who,
            subject=application.reference,
            channel="web",
            edition=application.edition,
        )
    )
