"""封 - what an errand must carry and the table must not tell: an address that was typed, and the key of a draft."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet

from madoguchi import settings
from madoguchi.store import wall


def sealed(told: dict[str, str]) -> str:
    """Some words, readable only with the server's key and inside of this municipality."""
    return _lock().encrypt(json.dumps(told).encode()).decode()


def opened(text: str) -> dict[str, Any]:
    """The words again. Raises cryptography's InvalidToken."""
    told: dict[str, Any] = json.loads(_lock().decrypt(text.encode()))
    return told


def digest(text: str) -> str:
    """A name for words that tells nobody what they are. 32 hex digits."""
    return _keyed(f"digest/{text}").hex()[:32]


def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_keyed("errand")))


def _keyed(use: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"madoguchi/seal/{wall.current()}/{use}".encode(), hashlib.sha256)
