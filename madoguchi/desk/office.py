"""役所の支度 - the municipalities of a house and the accounts of their staff."""

from __future__ import annotations

from collections.abc import Iterable

from madoguchi.core.case import Clerk, Municipality
from madoguchi.store import clerks, municipalities


def register(rows: Iterable[Municipality]) -> None:
    """Make these municipalities known; what is already known of them is corrected."""
    municipalities.put_all(rows)


def employ(username: str, name: str, roles: Iterable[str], password: str) -> Clerk:
    """Create an account of the municipality around us, or renew its name, roles and password."""
    return clerks.put(username, name, tuple(roles), password)


def sign_in(username: str, password: str) -> Clerk | None:
    """The clerk with this name and password, of the municipality around us."""
    return clerks.check(username, password)
