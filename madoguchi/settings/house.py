"""家の設定 - where the house stands, under which names, with which key."""

from __future__ import annotations

import os
import secrets
import stat
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .read import number, text, words

VAR = Path(text("MADOGUCHI_VAR", "var")).resolve()  # SQLite's file, the demo's key and mails
DEMO = text("MADOGUCHI_DEMO") == "1"  # sample accounts and the page of mails; never in an office at work
PORT = number("MADOGUCHI_PORT", 8000)
WORKERS = number("MADOGUCHI_WORKERS", 1)  # processes that serve; one is right on SQLite
THREADS = number("MADOGUCHI_THREADS", 4)  # threads in each of them
BASE_URL = text("MADOGUCHI_BASE_URL", f"http://localhost:{PORT}").rstrip("/")  # as people type it; stands in mails
SMTP = text("MADOGUCHI_SMTP")  # smtp://host:port; empty: no mail leaves the house
MAIL_FROM = text("MADOGUCHI_MAIL_FROM", "madoguchi@localhost")
MAIL_BOUNCES = text("MADOGUCHI_MAIL_BOUNCES")  # where servers report what did not arrive; empty: to the sender
_STATED = text("MADOGUCHI_ACCESSIBILITY")
ACCESSIBILITY = Path(_STATED) if _STATED else None  # what this office found of its pages; else what is shipped
_ANCHOR, _TODAY = text("MADOGUCHI_ANCHOR"), text("MADOGUCHI_TODAY")
ANCHOR = Path(_ANCHOR) if _ANCHOR else None  # folder on another disk, where the heads of the records are kept
try:
    TODAY = date.fromisoformat(_TODAY) if _TODAY else None  # 見本の日付: the day the house plays
except ValueError:
    raise ImproperlyConfigured("MADOGUCHI_TODAY must be a date such as 2026-11-16.") from None

# host=slug,…: on such a host only that municipality's pages answer.
HOSTS = {host.strip(): slug.strip() for host, _, slug in (pair.partition("=") for pair in words("MADOGUCHI_HOSTS"))}
_BASE = urlsplit(BASE_URL)
# From the machine itself health is asked, whatever the world calls it.
ALLOWED_HOSTS = [_BASE.hostname or "", *words("MADOGUCHI_ALLOWED_HOSTS"), *HOSTS, "localhost", "127.0.0.1"]


def _secret_key() -> str:
    """From the environment, or from a file that nobody else may read. The demo makes its own."""
    if key := text("MADOGUCHI_SECRET_KEY"):
        return _long_enough(key)
    file = Path(text("MADOGUCHI_SECRET_KEY_FILE") or (VAR / "secret_key" if DEMO else ""))
    if file == Path():
        raise ImproperlyConfigured("Set MADOGUCHI_SECRET_KEY_FILE (a file with mode 0600) or MADOGUCHI_SECRET_KEY.")
    if DEMO and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise ImproperlyConfigured(f"Others may read {file}. Do: chmod 600 {file}")
        return _long_enough(file.read_text(encoding="utf-8").strip())
    except OSError as fault:
        raise ImproperlyConfigured(f"MADOGUCHI_SECRET_KEY_FILE cannot be read: {fault.strerror}") from None


def _long_enough(key: str) -> str:
    if len(key) < 32:
        raise ImproperlyConfigured("The secret key is too short: at least 32 characters, made by chance.")
    return key


SECRET_KEY = _secret_key()  # secrets of applications are made with it: whoever changes it makes all of them invalid
