"""勤め先の証明 - the issuer of a paper proves a mail address, answers page by page, and states it all once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import InvalidToken

from madoguchi.core import form
from madoguchi.core.case import Application
from madoguchi.core.days import jst_date
from madoguchi.core.document import Document, scope
from madoguchi.core.fields import Raw
from madoguchi.core.form import Cleaned, Form, Mistake, Stop
from madoguchi.core.language import JA, texts_of
from madoguchi.core.package.edition import Edition
from madoguchi.core.say import say
from madoguchi.core.statement import EMPLOYER, Invitation, Statement, is_free, place_of
from madoguchi.store import cases, drafts, editions, protections, statements, tries

from . import invite, mailcode, seal, tell

A_DAY: Final = timedelta(days=1)
SENDS: Final = 8  # codes by one address of ours in a day
LONGEST_KEPT: Final = 4_000  # characters of one refused input
MAIL_WRONG: Final = say("会社のメールアドレスを入力してください。")
SPENT: Final = say("今日はもう番号を送れません。あしたもう一度送ってください。")


@dataclass(frozen=True)
class Opened:
    """An address that may be used: who it is about ("" where nobody may learn that), and the questions on this day."""

    invitation: Invitation
    edition: Edition
    document: Document
    layout: Form
    name: str
    today: date

    @property
    def stops(self) -> tuple[Stop, ...]:
        """The pages that the answers lead through."""
        return form.walk(self.layout, self.invitation.answers, scope(self.today))

    def spoken(self, lang: str) -> Form:
        """The questions in a language."""
        lang = texts_of(lang)
        return self.layout if lang == JA else self.document.spoken(self.layout, lang)

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """All that is still missing or wrong."""
        return form.mistakes_of(self.layout, self.invitation.answers, scope(self.today))


@dataclass(frozen=True)
class _About:
    """What an address belongs to."""

    edition: Edition
    answers: Mapping[str, Any]
    application: Application | None = None


def opened(token: str, sender: str, now: datetime, lock: bool = False) -> Opened | None:
    """The address of a token; None when it opens nothing: made up, withdrawn, ended, or of what is gone or decided.

    `sender` is the mail address that was proved, "" when none was: others' answers are not in it.
    """
    found = statements.invited(token, lock=lock)
    about = _about(found) if found and found.open_at(now) else None
    if found is None or about is None:
        return None
    if found.reference and invite.decided(about.edition, found.reference):
        return None
    place, today = place_of(about.edition.form, about.answers, found.place), jst_date(now)
    document = about.edition.documents.get(found.document)
    if place is None or document is None:
        return None
    hidden = bool(found.reference) and protections.of(found.reference) is not None
    mine = bool(sender) and found.sender == _digest(sender)
    seen = found if mine else _blank(found)
    return Opened(seen, about.edition, document, document.on(today), "" if hidden else place.name, today)


def send_code(typed: str, token: str, now: datetime, language: str = JA) -> tuple[dict[str, str], str]:
    """Leave the errand that brings a code to an address. What a session keeps of it, and "" or what is in the way."""
    found = opened(token, "", now)
    if found is None:
        return {}, MAIL_WRONG
    lock = f"employer/{found.invitation.id}"
    if tries.counted(lock, now) >= SENDS:
        return {}, SPENT
    procedure = found.edition.procedure.id
    kept, wrong = mailcode.send(typed, procedure, now, language, use=EMPLOYER, letter=EMPLOYER)
    if wrong:
        return {}, SPENT if wrong == mailcode.SPENT else MAIL_WRONG if wrong == mailcode.WRONG else wrong
    tries.add(lock, now, now + A_DAY)
    return kept, ""


def prove(kept: Mapping[str, str], typed: str, token: str, now: datetime) -> str:
    """What a session keeps of an address that was proved for a token; "" when the code is wrong, late or tried out."""
    to = mailcode.proved(dict(kept), typed, now)
    return seal.sealed({"to": to, "for": seal.digest(token)}) if to else ""


def sender_of(proof: str, token: str) -> str:
    """The address that was proved for a token; "" when none was."""
    try:
        told = seal.opened(proof) if proof else {}
    except InvalidToken:
        return ""
    return str(told["to"]) if told.get("for") == seal.digest(token) else ""


def save(token: str, slug: str, raw: Raw, sender: str, now: datetime, language: str = JA) -> Cleaned | None:
    """Take in one page, as it is and in the language it was read in; None when there is no such page any more."""
    found = opened(token, sender, now, lock=True)
    layout = found.spoken(language) if found else None
    if found is None or layout is None or not sender:
        return None
    answers, base = found.invitation.answers, scope(found.today)
    stop = next((one for one in form.walk(layout, answers, base) if one.slug == slug), None)
    if stop is None:
        return None
    cleaned = form.clean_stop(layout, stop, answers, raw, base)
    statements.fill_in(found.invitation.id, _digest(sender), cleaned.answers, _typed(found.invitation.typed, cleaned))
    return cleaned


def send(token: str, sender: str, now: datetime) -> Statement | None:
    """State what was answered, for good; None when the address opens nothing any more, or something is missing yet."""
    found = opened(token, sender, now, lock=True)
    if found is None or not sender or found.mistakes:
        return None
    asked, domain = found.invitation, sender.rpartition("@")[2].casefold()
    says = found.document.values(found.layout, asked.answers, found.today) | _given(found)
    version = statements.versions(asked.id) + 1
    plain = {"owner": asked.owner, "reference": asked.reference, "place": asked.place, "document": asked.document}
    free, source = is_free(domain, free_domains()), EMPLOYER
    one = Statement(0, **plain, invitation=asked.id, version=version, says=says, at=now, domain=domain, free=free)
    number = statements.put(one)
    note: dict[str, int | str] = {"digest": f"d{_fingerprint(says)}", "count": version}
    invite.record(asked.reference or f"statement/{number}", "employer_states", source, now, found.edition.digest, note)
    _tell(asked.reference, number, now)
    return one


@cache
def free_domains() -> frozenset[str]:
    """Domains where anybody can have an address: a choice of ours (free_mail.txt)."""
    lines = Path(__file__).with_name("free_mail.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _about(found: Invitation) -> _About | None:
    if found.reference:
        application = cases.get_application(found.reference)
        return _About(editions.opened(application.edition), application.answers, application) if application else None
    draft = drafts.of_owner(found.owner)
    return _About(editions.opened(draft.edition), draft.answers) if draft else None


def _blank(found: Invitation) -> Invitation:
    """The address without what somebody else has answered."""
    plain = {name: getattr(found, name) for name in ("id", "owner", "reference", "place", "document", "made")}
    return Invitation(**plain, expires=found.expires, state=found.state, answered=found.answered)


def _given(found: Opened) -> dict[str, str]:
    """What we fill in ourselves: to whom it is addressed, and the day on which it is sent."""
    told = {"addressee": f"{found.edition.town.name}長", "cert_date": found.today.isoformat()}
    return {code: told[code] for code in found.document.given if code in told}


def _typed(before: Mapping[str, str], cleaned: Cleaned) -> dict[str, str]:
    """What was refused stays as it was typed until it is mended."""
    wrong = tuple(f"{mistake.path}." for mistake in cleaned.mistakes)
    here = {name: text[:LONGEST_KEPT] for name, text in cleaned.typed.items() if f"{name}.".startswith(wrong)}
    return {**{name: text for name, text in before.items() if name not in cleaned.typed}, **here}


def _digest(sender: str) -> str:
    return seal.digest(f"{EMPLOYER}/{sender}")


def _fingerprint(says: Mapping[str, Any]) -> str:
    """By which the values can be shown to be those that came; tells nobody without the server's key what they are."""
    return seal.digest(json.dumps(dict(says), sort_keys=True, ensure_ascii=False))


def _tell(reference: str, number: int, now: datetime) -> None:
    application = cases.get_application(reference) if reference else None
    if application and application.contact and application.contact_confirmed:
        tell.leave(application, f"stated/{reference}/{number}", {"stated": reference}, reference, now)
