"""本人確認 - who somebody is by the word of a provider, and why it could not be learned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from .plug import Health, PlugError

# Why nobody was proved, by the code that pages and records know.
CANCELLED: Final = "cancelled"  # whoever was asked did not want to
STATE: Final = "state"  # the answer belongs to no question of this browser, or comes too late, or a second time
REFUSED: Final = "refused"  # the provider does not take what we sent
AWAY: Final = "away"  # it does not answer, or not in time
UNTRUSTED: Final = "untrusted"  # what it says is not proved to be its own word about this visit
NOTHING: Final = "nothing"  # it is who it is, but nothing was handed over
REASONS: Final = (CANCELLED, STATE, REFUSED, AWAY, UNTRUSTED, NOTHING)

# What a provider may tell, by the names that procedure.yaml knows (`person`).
TELLS: Final = ("name", "kana", "birth", "postcode", "address", "firm", "firm_number", "phone")

LASTS: Final = timedelta(minutes=10)  # from the question to the answer
LONGEST: Final = 300  # characters of anything a provider tells


@dataclass(frozen=True, slots=True)
class Trip:
    """One way to a provider and back: made by chance, kept in the session, used once. `back` is our own address."""

    state: str
    nonce: str
    verifier: str
    back: str


@dataclass(frozen=True, slots=True)
class Proof:
    """本人確認の結果. `sub` is the provider's name for this person, opaque; what it did not tell is "".

    `birth` is an ISO day, `postcode` seven digits, `address` one line as the provider has it, `firm_number` the
    法人番号. マイナンバー is never among them.
    """

    sub: str
    name: str = ""
    kana: str = ""
    birth: str = ""
    postcode: str = ""
    address: str = ""
    firm: str = ""
    firm_number: str = ""
    phone: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What was told, by its name."""
        return {name: value for name in TELLS if (value := getattr(self, name))}


class Unproven(PlugError):
    """It could not be learned who somebody is; `reason` is one of REASONS. Its text names nobody."""

    def __init__(self, reason: str, say: str) -> None:
        super().__init__(say, permanent=reason != AWAY)
        self.reason = reason


class Identity(Protocol):
    """A provider of identities. It is no errand: somebody waits at a browser."""

    @property
    def slowest(self) -> timedelta:
        """The longest time that `arrive` takes."""

    def leave(self, trip: Trip) -> str:
        """The address at the provider to which the browser goes. Raises Unproven."""

    def arrive(self, trip: Trip, answer: Mapping[str, str], now: datetime) -> Proof:
        """Who came back with `answer`, the parameters of our own address. Raises Unproven."""

    def health(self) -> Health:
        """Asks the provider whether it is there; never raises."""


_EIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def iso_day(told: str) -> str:
    """19880505 or 1988-05-05 as an ISO day; "" for anything else, and for days that the calendar does not have."""
    if parts := _EIGHT.fullmatch(told):
        told = "-".join(parts.groups())
    try:
        return told if date.fromisoformat(told).isoformat() == told else ""
    except ValueError:
        return ""
