"""アドレスの確認 - an address gets nothing but a code until the family has typed that code."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from madoguchi import settings
from madoguchi.core.case import Event
from madoguchi.core.fields.text import narrow
from madoguchi.core.reference import code_for
from madoguchi.store import cases, codes, errands, events, wall

VALID: Final = timedelta(minutes=30)
TRIES: Final = 5
SENDS: Final = 5  # codes for one application: the address may be somebody else's


def send(reference: str, now: datetime) -> None:
    """Leave an errand that mails a new code, up to a limit; an earlier one is worth nothing from now on."""
    last = codes.get(reference)
    serial = last.serial + 1 if last else 1
    if serial > SENDS:
        return
    codes.put(reference, serial, now + VALID)
    errands.leave("mail", f"code/{reference}/{serial}", {"code": serial, "reference": reference}, reference, now)


def code_of(reference: str, serial: int) -> str:
    """The code itself, made anew when it is needed; another city's case of the same number has another."""
    return code_for(settings.SECRET_KEY, f"{wall.current()}/{reference}", serial)


def confirm(reference: str, typed: str, now: datetime) -> bool:
    """Whether the code is right, in time and among the first tries; then the receipt goes out by mail."""
    code, application = codes.get(reference), cases.get_application(reference)
    if code is None or application is None or code.used or code.expires < now or code.tries >= TRIES:
        return False
    if not hmac.compare_digest(code_of(reference, code.serial).encode(), narrow(typed).replace(" ", "").encode()):
        codes.tried(reference)
        return False
    codes.used(reference)
    cases.save_application(replace(application, contact_confirmed=True))
    events.append(
        Event(
            0,
            now,
            "note",
            "confirm_address",
            "resident",
            "resident",
            reference,
            channel="web",
            edition=application.edition,
        )
    )
    errands.leave("mail", f"receipt/{reference}", {"receipt": reference, "reference": reference}, reference, now)
    return True
