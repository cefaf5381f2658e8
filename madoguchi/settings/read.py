"""読む - takes one setting from the environment; empty is the same as unset."""

from __future__ import annotations

import os
import stat
from pathlib import Path

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


def secret(name: str) -> str:
    """What stands in the file that a setting names, which nobody else may read. Raises ImproperlyConfigured."""
    file = Path(text(name))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 or not file.is_file():
            raise ImproperlyConfigured(f"{name}: others may read {file}, or it is no file. Do: chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"{name} cannot be read: {fault.strerror}") from None
