"""戻ったメール - the mark by which a mail of ours is known when it comes back; nobody but us can write one."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

# TOWN.ERRAND.PROOF: what stands before the @ of a Message-ID.
_MESSAGE_ID: Final = re.compile(r"<([a-z0-9-]{1,40})\.([0-9]{1,18})\.([0-9a-f]{32})@[^<>@\s]{1,255}>")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a Message-ID says of a mail: whose errand it would be, and the proof that we wrote it."""

    municipality: str
    errand: int
    proof: str

    def fits(self, secret: str, key: str) -> bool:
        """Whether it is ours, of the errand with this key."""
        return hmac.compare_digest(self.proof, _proof(secret, self.municipality, self.errand, key))


@dataclass(frozen=True, slots=True)
class Report:
    """What a mail server says became of a mail. `failed`: it has given the mail up, for good; else it may still arrive.

    `mark` is that of the mail it speaks of, None where the report does not show it or the mail is not of our making.
    """

    failed: bool
    mark: Mark | None


def mark_for(secret: str, municipality: str, errand: int, key: str) -> str:
    """The mark of an errand's mail, the same however often it is sent."""
    return f"{municipality}.{errand}.{_proof(secret, municipality, errand, key)}"


def mark_of(message_id: str) -> Mark | None:
    """The mark in a Message-ID, as anybody may have written it; None when there is none."""
    found = _MESSAGE_ID.fullmatch(message_id.lower())
    return Mark(found[1], int(found[2]), found[3]) if found else None


def _proof(secret: str, municipality: str, errand: int, key: str) -> str:
    told = f"madoguchi/mail/{municipality}/{errand}/{key}"
    return hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]
