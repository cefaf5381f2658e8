"""金庫 - AES-256-GCM: what is sealed is bound to what it is said to be about, and opens as nothing else.

A municipality's key lies wrapped under the master key (MADOGUCHI_STORAGE_KEY_FILE); files lie sealed under the
municipality's key. Whoever has the files or the database, or both, and not the master key, has noise.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable
from typing import Final

KEY: Final = 32  # bytes
_NONCE: Final = 12
_FORM: Final = b"M1"  # what is sealed begins with the version of its own form


class Locked(Exception):
    """The key does not fit, or what was sealed has been changed or put in another's place."""


def new_key() -> bytes:
    """A key of 256 bits, made by chance."""
    return secrets.token_bytes(KEY)


def seal(key: bytes, about: Iterable[str | int], data: bytes) -> bytes:
    """The bytes, sealed; `about` must be told again to open them."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # loaded with the first file, not with the house

    nonce = secrets.token_bytes(_NONCE)
    return _FORM + nonce + AESGCM(key).encrypt(nonce, data, _bound(about))


def unseal(key: bytes, about: Iterable[str | int], sealed: bytes) -> bytes:
    """What was sealed. Raises Locked."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # as above

    body = sealed[len(_FORM) :]
    if not sealed.startswith(_FORM) or len(body) < _NONCE:
        raise Locked
    try:
        return AESGCM(key).decrypt(body[:_NONCE], body[_NONCE:], _bound(about))
    except InvalidTag:
        raise Locked from None


def wrap(master: bytes, about: Iterable[str | int], key: bytes) -> str:
    """A key under the master key, as text."""
    return base64.b64encode(seal(master, about, key)).decode()


def unwrap(masters: Iterable[bytes], about: Iterable[str | int], wrapped: str) -> bytes:
    """The key, by the master key it was wrapped under, whichever of these that was. Raises Locked."""
    about, sealed = tuple(about), base64.b64decode(wrapped)
    for master in masters:
        try:
            return unseal(master, about, sealed)
        except Locked:
            continue
    raise Locked


def _bound(about: Iterable[str | int]) -> bytes:
    return json.dumps(list(about), ensure_ascii=True, separators=(",", ":")).encode()
