"""職員 - accounts inside one city hall; a name and password of another opens nothing here."""

from __future__ import annotations

import re
from typing import Final

from django.contrib.auth.hashers import check_password, make_password

from madoguchi.core.case import Clerk

from . import tables

# The name stands in events, for ever: an account's, not a person's.
USERNAME: Final = re.compile(r"[a-z][a-z0-9._-]{0,39}", re.ASCII)
# Those who act without an account.
_TAKEN: Final = frozenset({"resident", "system"})
ROLES: Final = ("clerk", "decider", "designer", "admin")
SHORTEST: Final = 12  # characters of a password


def put(username: str, name: str, roles: tuple[str, ...], password: str) -> Clerk:
    """Create an account, or renew its name, roles and password. Raises ValueError with what is wrong."""
    if not USERNAME.fullmatch(username) or username in _TAKEN:
        raise ValueError(f"{username!r} cannot be an account: a-z, then a-z, 0-9, . _ - (not resident, system)")
    if wrong := sorted(set(roles) - set(ROLES)) or ([] if roles else ["(none)"]):
        raise ValueError(f"no such roles: {', '.join(wrong)} (of {', '.join(ROLES)})")
    if len(password) < SHORTEST:
        raise ValueError(f"the password has fewer than {SHORTEST} characters")
    renewed = {"name": name, "roles": list(roles), "password": make_password(password), "active": True}
    row, _ = tables.Clerk.objects.update_or_create(username=username, defaults=renewed)
    return value(row)


def check(username: str, password: str) -> Clerk | None:
    """The account of a name and its password; for an unknown name it takes as long to say no."""
    row = tables.Clerk.objects.filter(username=username, active=True).first()
    if row is None:
        make_password(password)
        return None
    return value(row) if check_password(password, row.password) else None


def get(clerk_id: int) -> Clerk | None:
    """An account that is switched on."""
    row = tables.Clerk.objects.filter(pk=clerk_id, active=True).first()
    return value(row) if row else None


def all_() -> tuple[Clerk, ...]:
    """Every account, those switched off too."""
    return tuple(value(row) for row in tables.Clerk.objects.order_by("username"))


def switch(username: str, active: bool) -> Clerk:
    """Switch an account on or off. Raises LookupError."""
    rows = tables.Clerk.objects.filter(username=username)
    if not rows.update(active=active):
        raise LookupError(username)
    return value(rows.get())


def value(row: tables.Clerk) -> Clerk:
    """An account from its row."""
    return Clerk(row.pk, row.username, row.name, tuple(row.roles), row.active)
