"""短いメッセージの設定 - the gateway that takes short messages, and what it knows us by."""

from __future__ import annotations

import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .read import text

SMS = text("MADOGUCHI_SMS")  # https://gateway/path; empty: no short message leaves the house
SMS_FROM = text("MADOGUCHI_SMS_FROM")  # the sender shown, where the gateway lets us choose
SMS_TIMEOUT = text("MADOGUCHI_SMS_TIMEOUT", "20")  # seconds for a whole answer


def _token() -> str:
    """From a file that nobody else may read."""
    if not SMS:
        return ""
    file = Path(text("MADOGUCHI_SMS_TOKEN_FILE"))
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077 or not file.is_file():
            raise ImproperlyConfigured(f"Others may read {file}, or it is no file. Do: chmod 600 {file}")
        return file.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise ImproperlyConfigured(f"MADOGUCHI_SMS_TOKEN_FILE cannot be read: {fault.strerror}") from None


SMS_TOKEN = _token()
