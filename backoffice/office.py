"""運用 - how the system stands now: its records, who may come in, who is in, and what it is told to do wrong."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import cast

from flask import current_app

from backoffice.records import Records
from backoffice.screens import SYSTEM, System


class NoAnswer(ConnectionAbortedError):
    """The line is cut: whoever asked does not learn what became of it."""


@dataclass
class Draft:
    """What was typed so far for one record; `number` when it is one that is there already."""

    number: str = ""
    values: dict[str, str] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)


@dataclass
class Session:
    """One clerk who has logged in. Everything typed but not yet saved ends with it."""

    staff: str
    seen: float
    drafts: dict[str, Draft] = field(default_factory=dict)
    results: dict[str, bytes] = field(default_factory=dict)

    def keep(self, draft: Draft) -> str:
        key = str(len(self.drafts) + 1)
        self.drafts[key] = draft
        return key


@dataclass
class Office:
    """Everything that is neither a page nor a record."""

    records: Records
    accounts: Mapping[str, str]
    timeout: float = 900  # seconds without a request
    latency: float = 0  # seconds before each answer
    slow: tuple[int, float] = (0, 0)  # every so-manieth answer: so many seconds more
    checks: bool = True  # whether what is registered already is refused
    control: str = ""  # the token of the tests
    system: System = SYSTEM
    mutation: str = ""
    drops: dict[str, int] = field(default_factory=lambda: {"before": 0, "after": 0})
    forgot: bool = False  # the session that a mutation loses is lost once
    sessions: dict[str, Session] = field(default_factory=dict)
    served: int = 0
    _lock: Lock = field(default_factory=Lock)

    def admit(self, staff: str, password: str) -> str | None:
        """The key of a new session, or None."""
        if not secrets.compare_digest(self.accounts.get(staff, "").encode(), password.encode()) or not password:
            return None
        key = secrets.token_hex(16)
        self.sessions[key] = Session(staff, time.monotonic())
        return key

    def session(self, key: str) -> Session | None:
        """The session of a key, alive for another `timeout`."""
        found = self.sessions.get(key)
        if found is None or time.monotonic() - found.seen > self.timeout:
            self.sessions.pop(key, None)
            return None
        found.seen = time.monotonic()
        return found

    def wait(self) -> None:
        """As long as this answer takes."""
        with self._lock:
            self.served += 1
            every, seconds = self.slow
            pause = self.latency + (seconds if every and self.served % every == 0 else 0)
        if pause:
            time.sleep(pause)

    def forgets(self, screen: str) -> bool:
        """Whether the session is lost at this screen, now."""
        with self._lock:
            lost = screen == self.system.forgets_at and not self.forgot
            self.forgot = self.forgot or lost
        return lost

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Around what is written for good: the line may be cut before it, or after it."""
        self._cut("before")
        yield
        self._cut("after")

    def _cut(self, when: str) -> None:
        with self._lock:
            cut = self.drops[when] > 0
            self.drops[when] -= cut
        if cut:
            raise NoAnswer


def office() -> Office:
    return cast(Office, current_app.config["OFFICE"])
