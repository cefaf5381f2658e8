"""封書 - the files between the product and a robot behind LGWAN: signed by a key of both, and bound to their own name.

The first line is HMAC-SHA256 over the name and the rest, the rest is JSON. A file is whole before it has its name.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

SHORTEST: Final = 32  # letters of a key
FOLDERS: Final = ("out", "in", "taken", "done", "refused", "told", "wrong")


class Unsigned(Exception):
    """A file that was not signed by the key, or is no longer what was signed."""


def key_of(file: Path) -> bytes:
    """The key. Raises ValueError for a file that others may read, or a key that is too short."""
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise ValueError(f"others may read {file}. Do: chmod 600 {file}")
    key = file.read_bytes().strip()
    if len(key) < SHORTEST:
        raise ValueError(f"{file}: a key has at least {SHORTEST} letters")
    return key


def letter(name: str, key: bytes, told: Mapping[str, Any]) -> bytes:
    """What is told, signed for a file of this name."""
    body = json.dumps(told, ensure_ascii=False, default=dict).encode()
    return _sign(name, key, body).encode() + b"\n" + body


def opened(name: str, key: bytes, sealed: bytes) -> dict[str, Any]:
    """What was told. Raises Unsigned."""
    signature, _, body = sealed.partition(b"\n")
    if not hmac.compare_digest(signature, _sign(name, key, body).encode()):
        raise Unsigned
    told: dict[str, Any] = json.loads(body)
    return told


def lay(file: Path, sealed: bytes) -> None:
    """Safe on the disk when it returns."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
        new.write(sealed)
        new.flush()
        os.fsync(new.fileno())
    aside.rename(file)


def write(file: Path, key: bytes, told: Mapping[str, Any]) -> None:
    """A signed file, safe on the disk when it returns."""
    lay(file, letter(file.name, key, told))


def read(file: Path, key: bytes) -> dict[str, Any]:
    """What was written. Raises Unsigned; FileNotFoundError."""
    return opened(file.name, key, file.read_bytes())


def _sign(name: str, key: bytes, body: bytes) -> str:
    return hmac.new(key, name.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def made(folder: Path) -> Path:
    """The folder with all it holds, for nobody else to read."""
    for name in FOLDERS:
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
