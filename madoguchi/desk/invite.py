"""勤め先への依頼 - a family gives the issuer of a paper an address of its own, and takes it back when it likes."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from madoguchi.core import document, form
from madoguchi.core.case import Event
from madoguchi.core.days import jst_date
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.core.statement import MOST_OPEN, Invitation, Place, Statement, places
from madoguchi.store import attachments, cases, drafts, editions, events, statements

from .apply import open_draft
from .refusals import NotFound

VALID: Final = timedelta(days=30)
BITS: Final = 24  # random bytes of a token: 192 bits
FULL: Final = say("使えるアドレスが{most}つあります。使わないものを取り消してから、作ってください。", most=MOST_OPEN)


@dataclass(frozen=True)
class Whose:
    """Whose papers: those of a draft, by the digest of its key, or of an application. `answers` as they are now."""

    owner: str
    reference: str
    edition: Edition
    answers: Mapping[str, Any]
    today: date
    final: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Where an issuer may be asked."""
        if self.final:
            return ()
        return places(self.edition.form, self.answers, self.edition.scope(self.today, self.answers))

    def place(self, slug: str) -> Place:
        """That on the page of this name. Raises NotFound."""
        for one in self.places:
            if one.stop.slug == slug:
                return one
        raise NotFound(slug)


def of_draft(key: str, now: datetime) -> Whose:
    """A family's draft. Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key)
    return Whose(attachments.owner_of(key), "", editions.opened(draft.edition), draft.answers, jst_date(now))


def of_application(reference: str) -> Whose:
    """An application; once all of it is decided nobody is asked any more. Raises NotFound."""
    application = cases.get_application(reference)
    if application is None:
        raise NotFound(reference)
    edition = editions.opened(application.edition)
    answers, today = application.answers, jst_date(application.received)
    return Whose("", reference, edition, answers, today, decided(edition, reference))


def decided(edition: Edition, reference: str) -> bool:
    """Whether every case of an application is."""
    return all(edition.flow.by_status[case.status].final for case in cases.cases_of(reference))


def offer(whose: Whose, place: Place, now: datetime) -> tuple[str, str]:
    """A new address for the issuer of the paper at a place, as a token that is told once; "" or what is in the way."""
    open_ones = [one for one in asked(whose, place) if one.open_at(now)]
    if len(open_ones) >= MOST_OPEN:
        return "", FULL
    token = secrets.token_urlsafe(BITS)
    made = Invitation(0, whose.owner, whose.reference, place.path, place.document, now, now + VALID)
    statements.invite(token, made)
    if whose.reference:
        record(whose.reference, "ask_employer", "resident", now, whose.edition.digest)
    return token, ""


def later(key: str, place: Place, now: datetime) -> None:
    """The paper comes later: the consent that says so is given with the asking, where the form has one.

    Raises NoDraft, AlreadySubmitted."""
    draft = open_draft(key, lock=True)
    name = place.field.direct.later if place.field.direct else ""
    answers = dict(draft.answers)
    for one in place.stop.page.fields:
        if one.id == name and not form.home(place.stop, form.fill(editions.opened(draft.edition).form, answers))[name]:
            form.put(answers, place.stop, one, True)
            drafts.save(key, answers, draft.typed, draft.version, draft.seconds, now)


def withdraw(whose: Whose, number: int, now: datetime) -> None:
    """It opens nothing any more; what was stated by it stays. Of others' nothing is withdrawn."""
    if statements.withdraw(number, whose.owner, whose.reference) and whose.reference:
        record(whose.reference, "withdraw_employer", "resident", now, whose.edition.digest)


def asked(whose: Whose, place: Place) -> tuple[Invitation, ...]:
    """The addresses that were made for a place, the newest first."""
    return tuple(one for one in statements.invitations(whose.owner, whose.reference) if one.place == place.path)


def values(reference: str, place: str = "") -> dict[str, dict[str, Any]]:
    """What issuers stated for an application, by the place of the papers (`guardians.0.evidence`): what counts now.

    With a `place` only that one's. The values are by the codes of the paper (core/document).
    """
    found = statements.counting("", reference)
    return {path: dict(one.says) for path, one in found.items() if place in ("", path)}


def stated(key: str, edition: Edition) -> dict[str, dict[str, Any]]:
    """What issuers stated for a draft, by the place of the papers, with the weeks that a form may ask for."""
    found = statements.counting(attachments.owner_of(key))
    papers = edition.documents
    return {place: papers[one.document].with_weeks(one.says) for place, one in found.items() if one.document in papers}


def bind(key: str, reference: str, edition: str, now: datetime) -> None:
    """A draft was handed in: what was asked and stated for it is the application's from now on."""
    for one in statements.bind(attachments.owner_of(key), reference):
        record(reference, "bring_statement", "system", now, edition, {"count": one.version})


def sweep() -> int:
    """Forget what was asked and stated for drafts that are there no more; how many rows."""
    return statements.sweep()


def take_over(reference: str, key: str, now: datetime) -> int:
    """A draft that begins with an earlier application takes over what was stated for that, while it is valid; how many.

    It is the same statement: by whom, when and by which address it came stays."""
    edition = editions.opened(open_draft(key).edition)
    owner, found = attachments.owner_of(key), list(_valid(edition, reference, jst_date(now)))
    for one in found:
        statements.put(replace(one, id=0, owner=owner, reference=""))
    return len(found)


def _valid(edition: Edition, reference: str, today: date) -> Iterator[Statement]:
    for one in statements.counting("", reference).values():
        known = edition.documents.get(one.document)
        if known and document.valid_on(known, str(one.says.get("cert_date", "")), today):
            yield one


def record(
    subject: str, step: str, who: str, now: datetime, edition: str, note: Mapping[str, int | str] | None = None
) -> None:
    """Write down what was done with an address, and nothing of what stands in it."""
    events.append(
        Event(
            seq=0,
            at=now,
            deed="note",
            step=step,
            who=who,
            role=who,
            subject=subject,
            channel="system" if who == "system" else "web",
            edition=edition,
            note=dict(note or {}),
        )
    )
