"""遠い受け箱 - the product's tray, asked by outbound HTTPS; each request is signed, and made again when lost."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from requests import RequestException, Response, Session

from madoguchi.core.plug import PlugError
from madoguchi.plugs.robot._letters import key_of
from madoguchi.plugs.robot._tray import Unwanted

MOMENT: Final = "X-Madoguchi-Moment"  # seconds since 1970
SIGNATURE: Final = "X-Madoguchi-Signature"
AGE: Final = 300  # seconds in which a request is still taken
HERE: Final = ("127.0.0.1", "localhost", "::1")
PATIENCE: Final = (0.2, 1.0, 3.0, 10.0)  # seconds before each further try
TIMEOUT: Final = 30.0  # seconds for an answer


class Lost(PlugError):
    """The product does not answer."""


def signature(key: bytes, method: str, path: str, moment: str, body: bytes) -> str:
    """Of one request. The blanks of the first line stand in no name of a file: no signed file is a request."""
    told = f"{method} {path} {moment}\n{hashlib.sha256(body).hexdigest()}"
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def signed(key: bytes, method: str, path: str, heads: Mapping[str, str], body: bytes) -> bool:
    """Whether a request was signed with the key, within the last minutes."""
    moment = heads.get(MOMENT, "")
    expected = signature(key, method, path, moment, body)
    if not hmac.compare_digest(expected.encode(), heads.get(SIGNATURE, "").encode()):
        return False
    return abs(time.time() - int(moment)) <= AGE


class Far:
    """The same as a Tray, by requests. The key's file is its lock: one process with a key."""

    def __init__(self, url: str, key_file: Path, patience: tuple[float, ...] = PATIENCE) -> None:
        """Raises ValueError for an address over which a name could be read on its way."""
        parts = urlsplit(url)
        here = parts.scheme == "http" and parts.hostname in HERE
        if not (parts.scheme == "https" or here) or parts.query or not parts.path.endswith("/"):
            raise ValueError(f"{url}: https:// and a path that ends with / (http:// only to this machine)")
        self._url, self._path, self._patience = url, parts.path, patience
        self._key, self.lock = key_of(key_file), key_file
        self._session = Session()
        self._session.trust_env = not here  # a proxy of the office leads out, never to ourselves

    def look(self) -> tuple[list[str], list[str]]:
        told = self._ask("GET", "").json()
        return told["waiting"], told["taken"]

    def take(self, name: str) -> bytes | None:
        """Asked once: when the answer gets lost, the case is in hand without being known, and is told as broken off."""
        answer = self._once("POST", name)
        return None if answer.status_code == 409 else answer.content

    def refuse(self, name: str, why: str) -> None:
        self._ask("DELETE", name, why.encode())

    def put(self, name: str, letter: bytes) -> None:
        if self._ask("PUT", name, letter).status_code == 409:
            raise Unwanted(name)

    def _ask(self, method: str, name: str, body: bytes = b"") -> Response:
        for pause in self._patience:
            try:
                return self._once(method, name, body)
            except Lost:
                time.sleep(pause)
        return self._once(method, name, body)

    def _once(self, method: str, name: str, body: bytes = b"") -> Response:
        """The answer. Raises Lost; PlugError when we are not let in."""
        moment = str(int(time.time()))
        heads = {MOMENT: moment, SIGNATURE: signature(self._key, method, self._path + name, moment, body)}
        try:
            answer = self._session.request(
                method, self._url + name, data=body, headers=heads, timeout=TIMEOUT, allow_redirects=False
            )
        except RequestException as fault:
            raise Lost(f"窓口から答えが来ません({type(fault).__name__})。") from None
        if answer.status_code >= 500:
            raise Lost(f"窓口から答えが来ません({answer.status_code})。")
        if answer.status_code not in (200, 409):
            number = answer.headers.get("X-Madoguchi-Number", "")
            raise PlugError(f"窓口が受け付けません({answer.status_code} {number})。住所・鍵・時計を確かめてください。")
        return answer
