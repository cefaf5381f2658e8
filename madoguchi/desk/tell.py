"""知らせる - short news to a family, whichever way they chose: that there is something to read, never what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from madoguchi import settings
from madoguchi.core.bounce import mark_for
from madoguchi.core.case import Application, Ask, Errand, Event
from madoguchi.core.contact import LINKED, SMS, WAYS, way_of
from madoguchi.core.language import JA, texts_of
from madoguchi.core.notice import Letter
from madoguchi.core.package.edition import Edition
from madoguchi.store import asks, assents, cases, codes, drafts, editions, errands, events, notices, wall

from . import seal
from .errands import PlugCall, register

# By the mark that an errand's payload carries.
KINDS = {
    "code": "code",
    "receipt": "receipt",
    "notice": "news",
    "remind": "remind",
    "due": "due",
    "meeting": "meeting",
    "renewed": "renewed",
    "sealed": "resume",
    "guardian": "second",
    "proof": "proof",
    "stated": "stated",
}

AWAITED: Final = ("due", "meeting")  # of an ask
LINE: Final = "\n――――――――――――――――\n\n"  # between a message and the same in Japanese


def whole(key: str) -> str:
    """The key of a message with its city hall: two of the house number alike, and a gateway that knows a key sends
    nothing for it again."""
    return f"{key}/{wall.current()}"


def leave(application: Application, key: str, payload: Mapping[str, Any], subject: str, now: datetime) -> None:
    """Leave the errand that brings a message to the family's contact, in the lane of its way."""
    way = way_of(application.contact)
    errands.leave(way, whole(key), {**payload, "reference": application.reference}, subject, now, lane=way)


def reminded(mark: str, ask: Ask) -> bool:
    """Whether a message with a mark was left about an ask."""
    return errands.known(whole(_of(mark, ask)))


def remind(mark: str, ask: Ask, step: str, now: datetime) -> bool:
    """Leave one message about an ask, which stands as `step` in the record; whether there is an address to send it
    to."""
    case = cases.get_case(ask.case)
    application = cases.get_application(case.reference) if case else None
    if case is None or application is None or not (application.contact and application.contact_confirmed):
        return False
    leave(application, _of(mark, ask), {mark: ask.id}, case.id, now)
    events.append(Event(0, now, "notify", step, "system", "system", case.id, channel="system", edition=case.edition))
    return True


def _of(mark: str, ask: Ask) -> str:
    return f"{mark}/{ask.case}/{ask.id}"


def prepare(errand: Errand, payload: Mapping[str, Any]) -> PlugCall | None:
    """The message of an errand, written when it leaves; None when there is nobody to write to any more.

    It says whose it is, and carries the mark by which a mail that comes back is known (core/bounce)."""
    call = _prepared(errand.subject, payload)
    if call is None:
        return None
    mark = mark_for(settings.SECRET_KEY, wall.current(), errand.id, errand.key)
    return replace(call, values={**call.values, "mark": mark, "town": wall.current()})


def _prepared(subject: str, payload: Mapping[str, Any]) -> PlugCall | None:
    kind = next((kind for mark, kind in KINDS.items() if mark in payload), "")
    if not kind:
        return None
    if kind in TO_STRANGERS:
        return TO_STRANGERS[kind](payload)
    application = cases.get_application(payload["reference"])
    if application is None or not application.contact:
        return None
    edition = editions.opened(application.edition)
    values: dict[str, str] = {}
    if kind == "code":
        last = codes.get(application.reference)
        if last is None or last.serial != payload["code"]:
            return None  # a later one has gone, perhaps to another address
        values["number"] = codes.made(settings.SECRET_KEY, application.reference, last.serial)
    elif not application.contact_confirmed or (kind == "remind" and _known(payload["remind"])):
        return None
    elif kind in AWAITED and all(one.id != payload[kind] for one in asks.open_of(subject)):
        return None  # it has come meanwhile
    return _call(edition, kind, application.contact, application.language, application.reference, values)


def done(errand: Errand, answer: Any, now: datetime) -> None:
    """The message has left: so has the letter it speaks of."""
    if "notice" in errand.payload:
        notices.note(errand.payload["notice"], "sent", now)
        note = {"notice": errand.payload["notice"]}
        events.append(
            Event(0, now, "notify", "notify", "system", "system", errand.subject, channel="system", note=note)
        )


def refused(errand: Errand, say: str, now: datetime) -> None:
    """The other side will never take it: the letter it speaks of must reach the family otherwise."""
    if number := letter_of(errand):
        undelivered(number, "refused", now)


def letter_of(errand: Errand) -> int | None:
    """The letter that a message tells of, or brings to mind."""
    number = errand.payload.get("notice") or errand.payload.get("remind")
    return int(number) if number else None


def undelivered(notice_id: int, why: str, now: datetime) -> bool:
    """Note that news of a letter did not arrive (`bounced`, `refused`), so that it is printed; whether that was new."""
    notice = notices.get(notice_id)
    if notice is None or not notices.note(notice_id, "returned", now):
        return False
    note: dict[str, int | bool | str] = {"notice": notice_id, "kind": why}
    events.append(Event(0, now, "notify", "undelivered", "system", "system", notice.case, channel="system", note=note))
    return True


def _known(notice_id: int) -> bool:
    """Whether the family has opened a letter meanwhile."""
    notice = notices.get(notice_id)
    return notice is None or notice.opened is not None


def about(edition: Edition, reference: str) -> dict[str, str]:
    """What every message and letter may speak of."""
    town = edition.town
    return {
        "procedure": edition.procedure.name,
        "reference": reference,
        "municipality": town.name,
        "office": town.office.name,
        "phone": town.office.phone,
        "link": f"{settings.BASE_URL}/{wall.current()}/status/",
    }


def resume_link(key: str) -> str:
    """The address under which a draft goes on: short, for it is typed from paper and sent in short messages."""
    return f"{settings.BASE_URL}/{wall.current()}/r/{key}"


def _resume(payload: Mapping[str, Any]) -> PlugCall | None:
    told = seal.opened(payload["sealed"])
    draft = drafts.get(told["key"])
    if draft is None or draft.submitted:
        return None
    edition = editions.opened(draft.edition)
    return _call(edition, "resume", told["to"], draft.language, "", {"link": resume_link(told["key"])})


def guardian_link(token: str) -> str:
    """The address under which another guardian confirms."""
    return f"{settings.BASE_URL}/{wall.current()}/g/{token}"


def _second(payload: Mapping[str, Any]) -> PlugCall | None:
    told = seal.opened(payload["guardian"])
    assent = assents.get(told["token"])
    application = cases.get_application(assent.reference) if assent and assent.state == "open" else None
    if application is None:
        return None
    edition = editions.opened(application.edition)
    return _call(edition, "second", told["to"], application.language, "", {"link": guardian_link(told["token"])})


def _proof(payload: Mapping[str, Any]) -> PlugCall | None:
    told = seal.opened(payload["proof"])
    edition = editions.current_edition(told["procedure"])
    assert edition is not None  # it was asked for on the procedure's page
    return _call(edition, told.get("letter", "proof"), told["to"], told["language"], "", {"number": told["number"]})


def employer_link(token: str) -> str:
    """The address under which the issuer of a paper states what stands on it."""
    return f"{settings.BASE_URL}/{wall.current()}/e/{token}/"


# To addresses that are nobody's we know: what they say is sealed.
TO_STRANGERS: Final[Mapping[str, Callable[[Mapping[str, Any]], PlugCall | None]]] = {
    "proof": _proof,
    "resume": _resume,
    "second": _second,
}


def _call(edition: Edition, kind: str, to: str, language: str, reference: str, more: Mapping[str, str]) -> PlugCall:
    """The message in the family's language; below a long one the Japanese, for whoever helps them."""
    way = way_of(to)
    name = f"{kind}_{way}" if way == SMS else kind
    letter, japanese = _letter(edition, name, language), _letter(edition, name)
    subject, body = letter.fill({**about(edition.spoken(letter.lang), reference), **more})
    if way == SMS:
        return PlugCall(f"notice/{way}", {"to": to, "subject": "", "body": body})
    if letter.lang != JA:
        body = LINE.join((body, japanese.fill({**about(edition, reference), **more})[1]))
    return PlugCall(f"notice/{way}", {"to": to, "subject": subject, "body": body})


def _letter(edition: Edition, kind: str, language: str = JA) -> Letter:
    """Of the edition the family applied on; what that does not know yet, of the one in force."""
    try:
        return edition.letter(kind, texts_of(language))
    except KeyError:
        newer = editions.current_edition(edition.procedure.id)
        assert newer is not None  # what was applied for has an edition in force
        return newer.letter(kind, texts_of(language))


for _way in (*WAYS, *LINKED):
    register(_way, prepare, done, refused=refused)
