"""つなぐ - a family's account elsewhere: a code that it is shown here comes back from there, and proves whose it is."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from madoguchi import settings
from madoguchi.core.contact import LINE, LINKED, PORTAL, way_of
from madoguchi.core.fields.text import narrow
from madoguchi.core.plug import PlugError
from madoguchi.core.reference import tidy_reference
from madoguchi.plugs.notice import line
from madoguchi.store import cases, codes, wall

from . import confirm, tell


@dataclass(frozen=True)
class Door:
    """A service at which families of this municipality may link an account: ours there, and what it signs with."""

    way: str
    account: str
    secret: str


def doors() -> tuple[Door, ...]:
    """Those of the municipality around us."""
    return tuple(door for way in LINKED if (door := door_of(way)))


def door_of(way: str) -> Door | None:
    """One of them; None where it is not used, or cannot be."""
    if way == PORTAL:
        return Door(way, "", settings.PORTAL_SECRET) if settings.PORTAL and settings.PORTAL_SECRET else None
    if way != LINE or not settings.LINE:
        return None
    try:
        found = line.channel(Path(settings.LINE), wall.current())
    except PlugError:
        return None  # madoguchi doctor and the worker tell of it
    return Door(way, found.account, found.secret) if found else None


def signed(door: Door, body: bytes, signature: str) -> bool:
    """Whether a message to us is from there: Base64 of HMAC-SHA256, as LINE signs (Messaging API, "Signature")."""
    right = base64.b64encode(hmac.digest(door.secret.encode(), body, hashlib.sha256))
    return hmac.compare_digest(right, signature.encode(errors="replace"))


def offer(reference: str, now: datetime) -> bool:
    """From now on a new code counts, and none before it. False behind the limit."""
    return bool(confirm.renew(reference, now))


def words(reference: str, way: str, now: datetime) -> str:
    """What the family sends from its account; "" when no code counts."""
    code = codes.get(reference)
    if code is None or not confirm.counts(code, now):
        return ""
    return f"{reference} {_made(reference, way, code.serial)}"


def take(way: str, account: str, typed: str, now: datetime) -> bool:
    """Somebody sent these words from an account: whether it is the address of an application from now on."""
    *number, digits = narrow(typed).split() or [""]
    reference = tidy_reference("".join(number))
    code = codes.get(reference) if reference and way_of(account) == way else None
    if code is None or not confirm.right(code, _made(reference, way, code.serial), digits, now):
        return False
    application = cases.get_application(reference)
    assert application is not None  # it has a code
    linked = replace(application, contact=account, contact_confirmed=True)
    cases.save_application(linked)
    confirm.record(linked, "change_address", now)
    confirm.record(linked, "confirm_address", now)
    tell.leave(linked, f"receipt/{reference}/{code.serial}", {"receipt": reference}, reference, now)
    return True


def gone(way: str, account: str, now: datetime) -> None:
    """The account takes nothing from us any more: its families are told in other ways, and letters go by post."""
    for reference in cases.reached_by(account) if way_of(account) == way else ():
        confirm.remove(reference, now)


def _made(reference: str, way: str, serial: int) -> str:
    # Another than the one mailed: whoever reads a code on its way to an address has none for an account.
    return codes.made(settings.SECRET_KEY, f"{way}/{reference}", serial)
