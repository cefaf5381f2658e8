"""本人確認の設定 - the providers that say who a resident or a firm is, and what they know us by."""

from __future__ import annotations

import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .read import text

MYNA = text("MADOGUCHI_MYNA")  # issuer of デジタル認証アプリ; empty: nobody signs in with the card
MYNA_CLIENT = text("MADOGUCHI_MYNA_CLIENT")
GBIZID = text("MADOGUCHI_GBIZID")  # issuer of GビズID, with its last slash; empty: no firm signs in
GBIZID_CLIENT = text("MADOGUCHI_GBIZID_CLIENT")
IDENTITY_TIMEOUT = text("MADOGUCHI_IDENTITY_TIMEOUT", "10")  # seconds for each answer of a provider


def _secret(of: str, name: str) -> str:
    """From a file that nobody else may read."""
    if not of:
        return ""
    file = Path(text(name))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 or not file.is_file():
            raise ImproperlyConfigured(f"{name}: others may read {file}, or it is no file. Do: chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"{name} cannot be read: {fault.strerror}") from None


MYNA_KEY = _secret(MYNA, "MADOGUCHI_MYNA_KEY_FILE")  # PEM: our private key, EC P-256
GBIZID_SECRET = _secret(GBIZID, "MADOGUCHI_GBIZID_SECRET_FILE")
