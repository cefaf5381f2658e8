"""利用者の規則 - which roles need a second factor, what a password must be, how long a lock stays shut."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ROLES: Final = ("clerk", "decider", "designer", "admin", "club")
CLUB: Final = "club"  # of a club, perhaps of a company that runs it: it sees its own children, and nothing else
HEALTH: Final = "health"
PERMITS: Final = (HEALTH,)
# Whoever decides about families, one or all of them, or about others' accounts, proves twice who they are; so does who
# reads of children's health outside of the city hall.
MUST_PROVE: Final = frozenset({"decider", "designer", "admin", CLUB})

# The name stands in events, for ever: an account's, not a person's.
USERNAME: Final = re.compile(r"[a-z][a-z0-9._-]{0,39}", re.ASCII)
# Those who act without an account.
TAKEN: Final = frozenset({"resident", "system", "guardian"})
SHORTEST: Final = 12  # characters of a password
LONGEST: Final = 200

MOST: Final = 5  # wrong passwords or codes of one account
FIRST: Final = timedelta(minutes=15)  # it then stays shut; each time twice as long
FOREVER: Final = timedelta(hours=8)  # but no longer
FORGIVEN: Final = timedelta(hours=24)  # without a wrong one, everything before is forgotten
FROM_ONE_PLACE: Final = 30  # wrong ones from one address, whatever the account: a city hall may have one address


@dataclass(frozen=True, slots=True)
class Lock:
    """締出し: `wrong` tries since it was last open, `times` it was shut, `last` wrong one, shut `until`."""

    last: datetime
    wrong: int = 0
    times: int = 0
    until: datetime | None = None

    def shut(self, now: datetime) -> datetime | None:
        """Until when it is shut; None when it may be tried."""
        return self.until if self.until and self.until > now else None


def wrong_once_more(lock: Lock | None, now: datetime) -> Lock:
    """A lock behind one more wrong try."""
    if lock is None or now - lock.last > FORGIVEN:
        lock = Lock(now)
    wrong = lock.wrong + 1
    if wrong < MOST:
        return Lock(now, wrong, lock.times, lock.until)
    return Lock(now, 0, lock.times + 1, now + min(FIRST * 2**lock.times, FOREVER))


def needs_factor(roles: Collection[str]) -> bool:
    """Whether an account with these roles opens only with a second factor."""
    return bool(MUST_PROVE & set(roles))


def without_proof(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that are left where no second factor was shown."""
    return tuple(role for role in roles if role not in MUST_PROVE)


def bad_password(password: str, username: str) -> str:
    """What is wrong with a new password, for whoever chose it; "" when nothing is."""
    if len(password) < SHORTEST:
        return f"パスワードは{SHORTEST}文字以上にしてください。"
    if len(password) > LONGEST:
        return f"パスワードは{LONGEST}文字以内にしてください。"
    if len(set(password)) < 5 or username in password.casefold():
        return "推測されやすいパスワードです。利用者名や同じ文字のくり返しを避けてください。"
    return ""


def faults(username: str, roles: Collection[str], permits: Collection[str] = ()) -> Iterator[str]:
    """Why this cannot be an account, for whoever runs the command."""
    if not USERNAME.fullmatch(username) or username in TAKEN:
        yield f"{username!r} cannot be an account: a-z, then a-z, 0-9, . _ - (not {', '.join(sorted(TAKEN))})"
    if wrong := sorted(set(roles) - set(ROLES)) or ([] if roles else ["(none)"]):
        yield f"no such roles: {', '.join(wrong)} (of {', '.join(ROLES)})"
    if CLUB in roles and (len(set(roles)) > 1 or permits):
        yield "a club's account has no other role, and no permits"
    if wrong := sorted(set(permits) - set(PERMITS)):
        yield f"no such permits: {', '.join(wrong)} (of {', '.join(PERMITS)})"
