"""認証の要素 - what a browser is asked so that it makes a passkey, or shows one."""

from __future__ import annotations

from typing import Any

from madoguchi.core.case import Clerk
from madoguchi.store import factors


def begin_registration(clerk: Clerk, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what the browser is asked, what to remember until it answers) for a new passkey of this clerk."""
    return factors.begin_registration(clerk.id, host)


def begin_proof(clerk: Clerk | None, host: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what the browser is asked, what to remember) to show a passkey: of this clerk, or of whomever it knows."""
    return factors.begin_proof(clerk.id if clerk else None, host)
