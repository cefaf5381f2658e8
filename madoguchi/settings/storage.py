"""保管の設定 - where attachments are kept, and the master key under which each municipality's key lies."""

from __future__ import annotations

import base64
import binascii
import secrets
import stat
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from madoguchi.plugs.private import write_new

from .house import DEMO, VAR
from .read import text

__all__ = ["DATA_UPLOAD_MAX_NUMBER_FILES", "FILE_UPLOAD_HANDLERS", "STORAGE", "STORAGE_KEY_FILE", "storage_keys"]

# Files stay in memory until they are sealed, with limits of our own (web/uploads.py).
FILE_UPLOAD_HANDLERS = ["madoguchi.web.uploads.Careful"]
DATA_UPLOAD_MAX_NUMBER_FILES = 40

# A folder, or s3://bucket/prefix?endpoint=https://…&region=…
STORAGE = text("MADOGUCHI_STORAGE", str(VAR / "files"))
# Lines of 32 bytes in Base64: the first is in force, those below still open what was wrapped under them.
STORAGE_KEY_FILE = Path(text("MADOGUCHI_STORAGE_KEY_FILE", str(VAR / "storage_key")))


def storage_keys() -> tuple[bytes, ...]:
    """The master keys, read when the first file needs one; the demo makes its own. Raises ImproperlyConfigured."""
    file = STORAGE_KEY_FILE
    if DEMO and not file.exists():
        write_new(file, base64.b64encode(secrets.token_bytes(32)) + b"\n")
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise ImproperlyConfigured(f"Others may read {file}. Do: chmod 600 {file}")
        lines = file.read_text(encoding="ascii").split()
        keys = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (OSError, UnicodeError, binascii.Error) as fault:
        say = getattr(fault, "strerror", None) or "not Base64"
        raise ImproperlyConfigured(f"MADOGUCHI_STORAGE_KEY_FILE cannot be read: {say}") from None
    if not keys or any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured("MADOGUCHI_STORAGE_KEY_FILE must hold lines of 32 bytes in Base64, made by chance.")
    return keys
