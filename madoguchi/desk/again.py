"""前回の内容から - a draft that begins with an earlier application; each of its pages waits until somebody confirms it.

Only whoever signed in as the one that handed it in may begin so, or a clerk at the counter: no number, no secret and no
link of the earlier application is asked for, or would do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from madoguchi.core import again, form
from madoguchi.core.again import Back
from madoguchi.core.case import Application, Clerk, Draft, Event
from madoguchi.core.days import jst_date
from madoguchi.core.flow import NotAllowed
from madoguchi.core.package.edition import Edition
from madoguchi.core.suggestion import laid
from madoguchi.core.words import PURPOSES
from madoguchi.store import cases, drafts, editions, events, look, persons
from madoguchi.store.errors import Stale

from . import invite
from .apply import open_draft, start
from .refusals import NotFound


def back(application: Application, edition: Edition) -> Back:
    """What of an application comes back on an edition."""
    return again.carried(editions.opened(application.edition).form, application.answers, edition)


def as_before(application: Application, edition: Edition, known: Mapping[str, str]) -> bool:
    """Whether what is known of a person today is what the application says of them."""
    answers = back(application, edition).answers
    return laid(edition.form, edition.procedure.person, known, answers, over=True) == answers


def begin(reference: str, person: int, known: Mapping[str, str], now: datetime) -> str:
    """Begin with an earlier application of a person; what they confirmed of themselves today stands over it.

    The key of the draft. Raises NotFound when it is not theirs, or protected.
    """
    application = cases.get_application(reference)
    if application is None or reference not in persons.references(person, application.procedure):
        raise NotFound(reference)
    key = _begin(application, person, known, now)
    invite.take_over(reference, key, now)
    return key


def at_counter(reference: str, case_id: str, by: Clerk, purpose: str, now: datetime) -> str:
    """A clerk begins for a family at the counter, with as much of the application as this clerk may read.

    Raises NotFound, NotAllowed; ValueError for a purpose that is none.
    """
    application = cases.get_application(reference)
    if application is None:
        raise NotFound(reference)
    if "clerk" not in by.roles:
        raise NotAllowed("again")
    if purpose not in PURPOSES:
        raise ValueError(purpose)
    key = _begin(look.seen(application, by), persons.owner(reference), {}, now)
    if look.mask(reference, application.edition, by).words:
        drafts.belongs(key, persons.owner(reference))  # what this clerk may not read is shown beside no field either
    else:
        invite.take_over(reference, key, now)
    event = Event(
        seq=0,
        at=now,
        deed="open",
        step="again",
        who=by.username,
        role="clerk",
        subject=case_id,
        channel="staff",
        edition=application.edition,
        note={"purpose": purpose},
    )
    events.append(event)
    return key


def confirm(key: str, version: int, now: datetime) -> Draft:
    """All pages shown together are as they were. Raises NoDraft, AlreadySubmitted, Stale."""
    draft = open_draft(key, lock=True)
    if draft.version != version:
        raise Stale
    edition = editions.opened(draft.edition)
    base = edition.scope(jst_date(now), draft.answers)
    shown = again.pending(draft.unconfirmed, form.walk(edition.form, draft.answers, base))
    answers = again.unasked(edition.form, draft.answers, shown, base)
    saved = drafts.save(key, answers, draft.typed, version, draft.seconds, now)
    confirmed(key, draft, [stop.slug for stop in shown])
    return saved


def confirmed(key: str, draft: Draft, slugs: Iterable[str]) -> None:
    """These pages wait no more."""
    if left := set(draft.unconfirmed) - (gone := set(slugs)):
        drafts.unconfirmed(key, sorted(left))
    elif gone & set(draft.unconfirmed):
        drafts.unconfirmed(key, ())


def bring(key: str, slug: str, version: int, now: datetime) -> Draft:
    """Lay the earlier answers of a page into those of its fields that are blank, to be looked at and confirmed there.

    Raises NoDraft, AlreadySubmitted, Stale.
    """
    draft = open_draft(key, lock=True)
    if draft.version != version:
        raise Stale
    edition = editions.opened(draft.edition)
    stops = form.walk(edition.form, draft.answers, edition.scope(jst_date(now), draft.answers))
    answers = dict(form.fill(edition.form, draft.answers))
    for stop in stops:
        if stop.slug == slug:
            for _, field, value in again.blanks(stop, answers, before(draft, edition)):
                form.put(answers, stop, field, value)
    saved = drafts.save(key, answers, draft.typed, version, draft.seconds, now)
    drafts.unconfirmed(key, sorted({*draft.unconfirmed, slug}))
    return saved


def before(draft: Draft, edition: Edition) -> Mapping[str, Any]:
    """The earlier answers, by their path, that must be said anew; none when the earlier application has gone."""
    application = cases.get_application(draft.earlier) if draft.earlier else None
    return back(application, edition).before if application else {}


def _begin(application: Application, person: int | None, known: Mapping[str, str], now: datetime) -> str:
    key = start(application.procedure, now)
    draft = open_draft(key)
    edition = editions.opened(draft.edition)
    found = back(application, edition)
    answers = laid(edition.form, edition.procedure.person, known, found.answers, over=True)
    drafts.save(key, answers, {}, draft.version, {}, now)
    drafts.belongs(key, person, application.reference)
    drafts.unconfirmed(key, found.slugs)
    return key
