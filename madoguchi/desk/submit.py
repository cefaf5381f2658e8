"""申請 - the moment a draft becomes an application: once, whatever is sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from madoguchi import settings
from madoguchi.core import again, form
from madoguchi.core.case import Actor, Application, Case, Clerk, Draft
from madoguchi.core.contact import chosen
from madoguchi.core.days import jst_date
from madoguchi.core.finding import Finding
from madoguchi.core.helper import Aide
from madoguchi.core.language import JA
from madoguchi.core.package.edition import Edition, Subject
from madoguchi.core.reference import hash_secret, secret_for
from madoguchi.core.window import following
from madoguchi.store import cases, drafts, editions, persons

from . import attach, confirm, follow, invite, need, review, score, triage
from .act import begin
from .refusals import NoDraft, Refused, Unconfirmed, WindowClosed

RESIDENT = Actor("resident", "resident")
COUNTER: Final = "counter"
LONGEST_KEY: Final = 64
NAMELESS: Final = "(名前なし)"  # of a child about whom a channel brought no name: its case is there all the same


@dataclass(frozen=True)
class Receipt:
    """受付: what the family takes home. The secret is made from the key of the submission, never stored."""

    reference: str
    secret: str
    contact: str
    confirmed: bool
    received: datetime


def submit(
    key: str,
    idempotency: str,
    now: datetime,
    *,
    channel: str = "web",
    touch: int | None = None,
    arrived: datetime | None = None,
    language: str = "",
    clerk: Clerk | None = None,
    person: int | None = None,
) -> Receipt:
    """Hand in a draft. The same `idempotency`, or the same draft again, gives the same receipt.

    `arrived` is when it came in, before it waited for anything: what is in time, and how old a child is, go by it.
    From now on the family is told in `language`, or in the one its draft was read in. `clerk` is who sits before the
    page: what they began with the family at the counter, they hand in with it. `person` is whoever signed in: it is
    theirs, as a draft that they began is anyway.

    Raises NoDraft, WindowClosed, Refused, Unconfirmed. The receipt is true only once the transaction around it commits.
    """
    draft = drafts.get(key, lock=True)
    if draft is None:
        raise NoDraft
    if len(idempotency) > LONGEST_KEY:  # ours are short: whoever sends another gets one of our length for it
        idempotency = hashlib.sha256(idempotency.encode("utf-8", "replace")).hexdigest()
    if known := _known(draft, idempotency):
        return receipt_of(known)
    arrived = _arrived(arrived, now)
    edition, today = editions.opened(draft.edition), jst_date(arrived)
    in_time(edition, draft.answers, arrived)
    language = language or draft.language
    _sound(key, draft, edition.spoken(language), today)
    typed_by = _at_the_counter(draft, clerk)
    way = Way(COUNTER if typed_by else channel, language, typed_by, touch)
    application = _hand_in(key, draft, edition, idempotency, now, arrived, way)
    _settle(key, application.reference, person or draft.person)
    return receipt_of(application)


@dataclass(frozen=True)
class Way:
    """How it came: by which channel, in which language, typed by a clerk or not, after how many seconds on its page."""

    channel: str
    language: str
    typed_by: Actor | None
    touch: int | None


def _hand_in(
    key: str, draft: Draft, edition: Edition, idempotency: str, now: datetime, arrived: datetime, way: Way
) -> Application:
    seconds = sum(draft.seconds.values()) + (way.touch or 0)
    document = edition.document(draft.answers, jst_date(arrived))
    application = file(
        edition,
        document,
        idempotency,
        now,
        way.channel,
        seconds or None,
        arrived=arrived,
        language=way.language,
        helper=draft.helper,
        typed_by=way.typed_by,
    )
    attach.bind(key, edition.form, document, application.reference)
    invite.bind(key, application.reference, edition.digest, now)
    review.leave(application, edition, now)
    need.handed_in(edition, seconds or None, way.touch, now)
    return application


def _at_the_counter(draft: Draft, clerk: Clerk | None) -> Actor | None:
    """The clerk who began it with the family, and hands it in with them now."""
    began = draft.helper.clerk if draft.helper else ""
    return clerk.actor("clerk") if clerk and clerk.username == began else None


def _settle(key: str, reference: str, owner: int | None) -> None:
    """The draft is an application now, and somebody's, if they signed in."""
    drafts.mark_submitted(key, reference)
    if owner:
        persons.tie(owner, reference)


def receipt(key: str) -> Receipt | None:
    """The receipt of a draft that was handed in, for its last page."""
    draft = drafts.get(key)
    application = cases.get_application(draft.submitted) if draft and draft.submitted else None
    return receipt_of(application) if application else None


def file(
    edition: Edition,
    document: dict[str, Any],
    idempotency: str,
    now: datetime,
    channel: str,
    touch: int | None,
    *,
    arrived: datetime | None = None,
    language: str = JA,
    helper: Aide | None = None,
    typed_by: Actor | None = None,
    found: tuple[Finding, ...] = (),
) -> Application:
    """The one way in for every channel: application, a case for each subject, events and errands in one transaction.

    A channel may bring the moment of arrival (a post mark, a mail box at the door), and what it has found itself: what
    came by it need not be complete (core/intake/lacking). Raises WindowClosed.
    """
    arrived = _arrived(arrived, now)
    in_time(edition, document, arrived)
    application = Application(
        reference=cases.next_reference(jst_date(arrived).year),
        procedure=edition.procedure.id,
        edition=edition.digest,
        answers=document,
        channel=channel,
        received=arrived,
        contact=chosen(edition.procedure.contact, document),
        secret_hash=hash_secret(settings.SECRET_KEY, secret_for(settings.SECRET_KEY, idempotency)),
        idempotency=idempotency,
        language=language,
        helper=helper,
    )
    cases.put_application(application)
    _begin(application, edition, now, touch, typed_by, found)
    score.keep(application, edition, now)
    if application.contact:
        confirm.send(application.reference, now)
    return application


def _begin(
    application: Application,
    edition: Edition,
    now: datetime,
    touch: int | None,
    typed_by: Actor | None,
    found: tuple[Finding, ...],
) -> None:
    """A case for each subject, with what must be seen of it."""
    document = application.answers
    findings = (*found, *edition.findings(document, jst_date(application.received)))
    subjects = edition.subjects(document)
    for subject in subjects:
        case = _case(application, edition, subject, findings)
        each = None if touch is None else touch // len(subjects)
        begin(
            case,
            subject.search,
            edition,
            RESIDENT,
            now,
            touch=each,
            channel=application.channel,
            typed_by=typed_by,
        )
    triage.keep(application, edition, now)
    follow.handed_in(application, edition, now)


def _case(application: Application, edition: Edition, subject: Subject, findings: Iterable[Finding]) -> Case:
    return Case(
        id=f"{application.reference}-{subject.branch}",
        reference=application.reference,
        branch=subject.branch,
        status="",
        outcome="",
        reason="",
        findings=tuple(finding for finding in findings if edition.concerns(finding, subject.branch)),
        assignee="",
        version=0,
        title=subject.title or NAMELESS,
        procedure=application.procedure,
        edition=application.edition,
        received=application.received,
        changed=application.received,
        facets=subject.facets,
    )


def _sound(key: str, draft: Draft, edition: Edition, today: date) -> None:
    """Nothing is wrong, and nothing of an earlier application stands in it unless somebody said that it still holds.

    Raises Refused, Unconfirmed.
    """
    found = edition.judge(draft.answers, today).mistakes
    if mistakes := found + attach.strangers(key, edition.form, draft.answers):
        raise Refused(mistakes)
    stops = form.walk(edition.form, draft.answers, edition.scope(today, draft.answers))
    if left := again.pending(draft.unconfirmed, stops):
        raise Unconfirmed(tuple(stop.slug for stop in left))


def _known(draft: Draft, idempotency: str) -> Application | None:
    """The application this is a repetition of: the same key, or a second check page of the same draft."""
    if draft.submitted:
        return cases.get_application(draft.submitted)
    return cases.find_by_idempotency(idempotency)


def receipt_of(application: Application) -> Receipt:
    """The receipt of an application."""
    secret = secret_for(settings.SECRET_KEY, application.idempotency)
    confirmed = application.contact_confirmed
    return Receipt(application.reference, secret, application.contact, confirmed, application.received)


def in_time(edition: Edition, answers: Mapping[str, Any], arrived: datetime) -> None:
    """Whether what arrived then may still be taken. Raises WindowClosed, which names the next window."""
    if not edition.procedure.window:
        return
    window = edition.window_of(answers)
    # Which window is not chosen yet is a mistake of the form, as long as there is one to choose.
    if window.open_at(arrived) if window else edition.town.open_at(arrived):
        return
    raise WindowClosed(window, following(edition.town.windows, arrived, window))


def _arrived(told: datetime | None, now: datetime) -> datetime:
    """Nothing arrives after it is read, whatever a channel says."""
    return min(told, now) if told else now
