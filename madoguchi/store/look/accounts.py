"""利用者を見る - the accounts of a city hall, what they sign in with, and which of them are locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from madoguchi.core.case import Clerk
from madoguchi.core.fields import Option
from madoguchi.core.town import Section

from .. import clerks, factors, locks
from ..clerks import sealed as signed_in
from ..factors import Factor, code_of, kinds, new_secret, picture
from ..factors import of as factors_of
from ..municipalities import all_ as municipalities
from .house import published

__all__ = [
    "Account",
    "Factor",
    "account",
    "accounts",
    "clubs",
    "code_of",
    "factors_of",
    "kinds",
    "municipalities",
    "new_secret",
    "picture",
    "sections",
    "signed_in",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Account:
    """An account as an admin sees it: `keys` passkeys, whether it has an application of codes, shut `until`."""

    clerk: Clerk
    keys: int
    totp: bool
    until: datetime | None


def accounts(now: datetime) -> tuple[Account, ...]:
    """Every account, by name."""
    return tuple(_account(clerk, now) for clerk in clerks.all_())


def account(username: str, now: datetime) -> Account | None:
    """One of them."""
    clerk = clerks.named(username)
    return _account(clerk, now) if clerk else None


def waiting(clerk_id: int) -> Clerk | None:
    """The account whose password was right and whose second factor is awaited."""
    return clerks.get(clerk_id)


def sections() -> tuple[Section, ...]:
    """The sections the town's file names, each once."""
    found = {section.id: section for edition in published() for section in edition.town.sections}
    return tuple(found.values())


def clubs() -> tuple[Option, ...]:
    """The places of every procedure that has rounds, each once: what an account of a club may be of."""
    found = {
        one.id: one
        for edition in published()
        if edition.selection
        for one in edition.town.choices.get(edition.selection.places, ())
    }
    return tuple(found.values())


def _account(clerk: Clerk, now: datetime) -> Account:
    kinds_ = [factor.kind for factor in factors.of(clerk.id)]
    lock = locks.get(clerk.username)
    return Account(clerk, kinds_.count("webauthn"), "totp" in kinds_, lock.shut(now) if lock else None)
