"""判断 - what a clerk says of a finding, and which clear cases are looked at all the same, without saying so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .finding import Finding

FINE, WRONG, ASKED = "fine", "wrong", "asked"
# What a clerk may say of a finding, by its code.
VERDICTS: Final[dict[str, str]] = {FINE: "問題なし", WRONG: "指摘が誤り", ASKED: "申請者に依頼した"}
SETTLED: Final = frozenset({FINE, WRONG})
BLIND: Final = 8  # of a hundred clear cases: between five and ten


@dataclass(frozen=True, slots=True)
class Look:
    """The latest look at a case by rules and reading; `blind` when it was drawn to be looked at without saying so,
    `looked` when somebody did, `found` whether they found something."""

    case: str
    procedure: str
    at: datetime
    clear: bool
    blind: bool = False
    looked: datetime | None = None
    found: bool | None = None

    @property
    def shown_clear(self) -> bool:
        """Whether people are told that one look is enough: not while it is to be looked at blind."""
        return self.clear and not (self.blind and self.looked is None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clerk said of a finding of a case: `fields` are the finding's."""

    case: str
    procedure: str
    code: str
    fields: tuple[str, ...]
    verdict: str
    who: str
    at: datetime


def place_of(fields: Iterable[str]) -> str:
    """What a finding of a rule is known by when it is found again: its fields."""
    told = " ".join(fields)
    return told if len(told) <= 400 else hashlib.sha256(told.encode()).hexdigest()


def unsettled(findings: Iterable[Finding], said: Mapping[tuple[str, str], str]) -> tuple[Finding, ...]:
    """The findings that nobody has settled yet, by what was said last of each code and place."""
    return tuple(one for one in findings if said.get((one.code, place_of(one.fields))) not in SETTLED)


def key_of(code: str, fields: Iterable[str]) -> str:
    """What an address calls a finding of a case."""
    return hashlib.sha256(f"{code}\x1f{place_of(fields)}".encode()).hexdigest()[:12]


def drawn(case: str, secret: str) -> bool:
    """Whether a clear case is one of those that are looked at blind. By lot, the same at every review: nobody can try
    again until it is not drawn, and nobody who has no secret knows which."""
    lot = hashlib.sha256(f"{secret}\x1f{case}".encode()).digest()
    return int.from_bytes(lot[:4], "big") % 100 < BLIND
