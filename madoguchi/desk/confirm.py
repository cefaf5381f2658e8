"""連絡先の確認 - an address gets nothing but a code until the family has typed that code."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from madoguchi import settings
from madoguchi.core import contact
from madoguchi.core.case import Application, Event
from madoguchi.core.fields.text import narrow
from madoguchi.core.say import say
from madoguchi.store import cases, codes, events

from . import tell

VALID: Final = timedelta(minutes=30)
TRIES: Final = 5
SENDS: Final = 8  # codes for one application: the address may be somebody else's
SPENT: Final = say("番号を送れる回数を超えました。窓口に電話してください。")


def send(reference: str, now: datetime) -> bool:
    """Leave an errand that brings a new code; an earlier one is worth nothing from now on. False behind the limit."""
    application = cases.get_application(reference)
    if application is None or not application.contact or not (serial := renew(reference, now)):
        return False
    tell.leave(application, f"code/{reference}/{serial}", {"code": serial}, reference, now)
    return True


def renew(reference: str, now: datetime) -> int:
    """The number of the code that counts from now on; 0 behind the limit."""
    last = codes.get(reference)
    serial = last.serial + 1 if last else 1
    if serial > SENDS:
        return 0
    codes.put(reference, serial, now + VALID)
    return serial


def counts(code: codes.Code, now: datetime) -> bool:
    """Whether it can still be typed."""
    return not code.used and code.expires >= now and code.tries < TRIES


def right(code: codes.Code, made: str, typed: str, now: datetime) -> bool:
    """Whether this was typed in time and among the first tries; then the code counts no more."""
    if not counts(code, now):
        return False
    if not hmac.compare_digest(made.encode(), narrow(typed).replace(" ", "").encode()):
        codes.tried(code.reference)
        return False
    codes.used(code.reference)
    return True


def confirm(reference: str, typed: str, now: datetime) -> bool:
    """Whether the code is right, in time and among the first tries; then the receipt goes out."""
    code, application = codes.get(reference), cases.get_application(reference)
    if code is None or application is None or not application.contact:
        return False
    if not right(code, codes.made(settings.SECRET_KEY, reference, code.serial), typed, now):
        return False
    cases.save_application(replace(application, contact_confirmed=True))
    record(application, "confirm_address", now)
    tell.leave(application, f"receipt/{reference}/{code.serial}", {"receipt": reference}, reference, now)
    return True


def speak(reference: str, language: str) -> None:
    """From now on the family is told in this language."""
    application = cases.get_application(reference)
    if application and application.language != language:
        cases.save_application(replace(application, language=language))


def change(reference: str, typed: str, now: datetime) -> str:
    """Another address, which gets a code; what is wrong with it, "" when it was taken."""
    application = cases.get_application(reference)
    value, say = contact.read(typed)
    if application is None or say:
        return say
    if value == application.contact and application.contact_confirmed:
        return ""
    last = codes.get(reference)
    if last and last.serial >= SENDS:
        return SPENT
    cases.save_application(replace(application, contact=value, contact_confirmed=False))
    record(application, "change_address", now)
    send(reference, now)
    return ""


def remove(reference: str, now: datetime) -> None:
    """No news any more: everything goes by number and secret."""
    application = cases.get_application(reference)
    if application is None or not application.contact:
        return
    if last := codes.get(reference):
        codes.put(reference, last.serial, now)  # on its way, but worth nothing
    cases.save_application(replace(application, contact="", contact_confirmed=False))
    record(application, "remove_address", now)


def record(application: Application, step: str, now: datetime) -> None:
    """That the family did this to its address."""
    events.append(
        Event(
            0,
            now,
            "note",
            step,
            "resident",
            "resident",
            application.reference,
            channel="web",
            edition=application.edition,
        )
    )
