"""職員 - accounts inside one city hall; a name and password of another opens nothing here."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.hashers import check_password, make_password

from madoguchi.core.account import ROLES, SHORTEST, faults
from madoguchi.core.case import Clerk

from . import tables

__all__ = ["ROLES", "SHORTEST", "all_", "change", "check", "get", "named", "put", "seal_of", "sealed", "switch"]

# What may be changed of an account that is there.
_PARTS: Final = frozenset({"name", "roles", "sections", "permits", "posts", "active"})


def put(
    username: str,
    name: str,
    roles: Iterable[str],
    password: str,
    *,
    sections: Iterable[str] = (),
    permits: Iterable[str] = (),
    posts: Iterable[str] = (),
    initial: bool = False,
) -> Clerk:
    """Create an account, or renew all of it; its sessions are over. Raises ValueError with what is wrong."""
    roles, permits = tuple(roles), tuple(permits)
    if wrong := list(faults(username, roles, permits)):
        raise ValueError(wrong[0])
    if len(password) < SHORTEST:
        raise ValueError(f"the password has fewer than {SHORTEST} characters")
    renewed = {
        "name": name,
        "roles": list(roles),
        "sections": list(sections),
        "permits": list(permits),
        "posts": list(posts),
        "password": make_password(password),
        "active": True,
        "initial": initial,
        "seal": _new_seal(),
    }
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


def named(username: str) -> Clerk | None:
    """An account by its name, switched off ones too."""
    row = tables.Clerk.objects.filter(username=username).first()
    return value(row) if row else None


def all_() -> tuple[Clerk, ...]:
    """Every account, those switched off too."""
    return tuple(value(row) for row in tables.Clerk.objects.order_by("username"))


def change(username: str, **parts: Any) -> Clerk:
    """Change parts of an account; its sessions are over. Raises LookupError, and ValueError with what is wrong."""
    assert parts.keys() <= _PARTS, parts
    before = named(username)
    if before is None:
        raise LookupError(username)
    if wrong := list(faults(username, parts.get("roles", before.roles), parts.get("permits", before.permits))):
        raise ValueError(wrong[0])
    lists = {key: list(part) if isinstance(part, tuple) else part for key, part in parts.items()}
    rows = tables.Clerk.objects.filter(username=username)
    rows.update(**lists, seal=_new_seal())
    return value(rows.get())


def set_password(username: str, password: str, *, initial: bool) -> Clerk:
    """A new password; every session of the account is over. Raises LookupError."""
    rows = tables.Clerk.objects.filter(username=username)
    if not rows.update(password=make_password(password), initial=initial, seal=_new_seal()):
        raise LookupError(username)
    return value(rows.get())


def switch(username: str, active: bool) -> Clerk:
    """Switch an account on or off. Raises LookupError."""
    return change(username, active=active)


def sealed(clerk_id: int, seal: str) -> Clerk | None:
    """The account of a session; None when it is switched off, or its sessions were ended since."""
    row = tables.Clerk.objects.filter(pk=clerk_id, active=True).first()
    return value(row) if row and row.seal and hmac.compare_digest(row.seal, seal) else None


def seal_of(clerk_id: int) -> str:
    """What a session of this account must carry. Raises LookupError."""
    row = tables.Clerk.objects.filter(pk=clerk_id, active=True).first()
    if row is None:
        raise LookupError(clerk_id)
    if not row.seal:  # an account from before there were seals
        row.seal = _new_seal()
        row.save(update_fields=["seal"])
    return str(row.seal)


def end_sessions(username: str) -> None:
    """Whoever is signed in with this account has to sign in again."""
    tables.Clerk.objects.filter(username=username).update(seal=_new_seal())


def _new_seal() -> str:
    return secrets.token_hex(16)


def value(row: tables.Clerk) -> Clerk:
    """An account from its row."""
    parts = (tuple(row.roles), row.active, tuple(row.sections), tuple(row.permits), row.initial)
    return Clerk(row.pk, row.username, row.name, *parts, posts=tuple(row.posts))
