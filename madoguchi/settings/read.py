"""読む - takes one setting from the environment; empty is the same as unset."""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """As it stands, without spaces around it."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured."""
    try:
        return int(text(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None


def words(name: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]
