"""役所の支度 - the municipalities of a house and the accounts of their staff, and how somebody is let in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from madoguchi.core.account import FROM_ONE_PLACE, needs_factor
from madoguchi.core.case import Clerk, Municipality
from madoguchi.store import clerks, factors, locks, municipalities, tries

from .account import SYSTEM, own, tell

_A_WHILE: Final = timedelta(minutes=15)
_SPENT: Final = timedelta(minutes=3)  # a one-time code is remembered so long: it opens once


@dataclass(frozen=True)
class Shut:
    """Too many wrong tries: nothing is looked at before `until`."""

    until: datetime


@dataclass(frozen=True)
class Entry:
    """Whose password was right. `asks`: which second factors the account has; `must`: it may do nothing without."""

    clerk: Clerk
    asks: frozenset[str]
    must: bool


def register(rows: Iterable[Municipality]) -> None:
    """Make these municipalities known; what is already known of them is corrected."""
    municipalities.put_all(rows)


def employ(
    username: str,
    name: str,
    roles: Iterable[str],
    password: str,
    *,
    sections: Iterable[str] = (),
    permits: Iterable[str] = (),
    posts: Iterable[str] = (),
    totp: str = "",
) -> Clerk:
    """Create an account of the municipality around us, or renew all of it; `totp` is the secret of its codes."""
    clerk = clerks.put(username, name, roles, password, sections=sections, permits=permits, posts=posts)
    if totp:
        factors.add_totp(clerk.id, totp)
    return clerk


def sign_in(username: str, password: str, place: str, now: datetime) -> Entry | Shut | None:
    """Whoever has this name and password in the municipality around us; None when they are wrong.

    Wrong ones count for the name (whether there is such an account or not) and for the `place` they came from.
    """
    if shut := _shut(username, place, now):
        return shut
    clerk = clerks.check(username, password)
    if clerk is None:
        return _wrong(username, place, now)
    asks = factors.kinds(clerk.id)
    if not asks:
        _let_in(clerk, "signed-in", now)
    return Entry(clerk, asks, needs_factor(clerk.roles))


def show_code(clerk: Clerk, code: str, place: str, now: datetime) -> bool | Shut:
    """Whether a code is one of this account's: of its telephone, or a recovery code. Each opens once."""
    if shut := _shut(clerk.username, place, now):
        return shut
    typed = "".join(code.split()).replace("-", "")
    kind = factors.take_code(clerk.id, typed)
    if not kind or (kind == "totp" and not _first_time(clerk, typed, now)):
        return _wrong(clerk.username, place, now) or False
    _let_in(clerk, "signed-in-by-code" if kind == "totp" else "signed-in-by-recovery-code", now)
    return True


def show_passkey(clerk_id: int | None, host: str, state: Mapping[str, Any], answer: Any, now: datetime) -> Clerk | None:
    """Whose passkey it is (that of `clerk_id`, if given); None when it is no account's of this municipality.

    It cannot be guessed, so wrong ones are not counted, and no lock holds it: nobody can shut a clerk out from afar.
    """
    number = factors.take_passkey(clerk_id, host, state, answer)
    clerk = clerks.get(number) if number else None
    if clerk:
        _let_in(clerk, "signed-in-by-passkey", now)
    return clerk


def seal_of(clerk: Clerk) -> str:
    """What a session of this account carries until its sessions are ended."""
    return clerks.seal_of(clerk.id)


def _shut(username: str, place: str, now: datetime) -> Shut | None:
    lock = locks.hold(_name(username), now)
    if until := lock.shut(now):
        return Shut(until)
    if place and tries.counted(f"staff|{place}", now) >= FROM_ONE_PLACE:
        return Shut(now + _A_WHILE)
    return None


def _wrong(username: str, place: str, now: datetime) -> Shut | None:
    if place:
        tries.add(f"staff|{place}", now, now + _A_WHILE)
    until = locks.count(_name(username), now).shut(now)
    if until is None:
        return None
    if known := clerks.named(username):
        tell("locked", known.username, SYSTEM, now)
    return Shut(until)


def _first_time(clerk: Clerk, code: str, now: datetime) -> bool:
    """A code that somebody looked at over a shoulder is of no use to them, on whichever server."""
    lock = f"code|{clerk.id}|{code}"
    tries.add(lock, now, now + _SPENT)
    return tries.counted(lock, now) == 1


def _let_in(clerk: Clerk, kind: str, now: datetime) -> None:
    locks.forget(_name(clerk.username))
    tell(kind, clerk.username, own(clerk), now)


def _name(username: str) -> str:
    return username.strip().casefold()[:60]
