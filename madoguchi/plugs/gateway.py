"""中継 - one HTTP address that knows us by a token: no redirect, no answer of any size, no waiting without an end."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from madoguchi.core.plug import PlugError

LARGEST: Final = 65_536  # bytes of an answer
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})  # where a token may travel in the clear


class Said(NamedTuple):
    """An answer: its status, the first bytes, and how long it asks us to stay away (Retry-After, in seconds)."""

    code: int
    body: bytes
    after: timedelta = timedelta(0)


class Gateway:
    """`setting` is what the office calls the address, `called` what clerks read when it fails, `timeout` seconds for a
    whole answer. The address is https://…, http:// only on this machine. Raises ValueError."""

    def __init__(self, setting: str, called: str, address: str, token: str, timeout: float) -> None:
        self._at = urlsplit(address.rstrip("/"))
        self._called, self._token, self._timeout = called, token, timeout
        host = self._at.hostname or ""
        if self._at.scheme not in ("https", "http") or not host:
            raise ValueError(f"{setting}: https://host/path")
        if self._at.scheme == "http" and host not in HERE:
            raise ValueError(f"{setting}: the token must not travel in the clear: https://")
        if not token.isascii() or not token.isprintable():
            raise ValueError(f"{setting}_token: letters, digits and signs of ASCII")

    def ask(self, method: str, path: str, body: bytes | None = None, more: Mapping[str, str] | None = None) -> Said:
        """What it says. Raises PlugError when none came in time, `undone` when it has
        not even heard us."""
        known = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        head = {**known, "Content-Type": "application/json", **(more or {})}
        with self._line() as line:
            # http.client follows no redirect: the token goes to nobody else.
            line.request(method, self._at.path + path, body, head)
            answer = line.getresponse()
            wait = answer.getheader("Retry-After", "")
            after = (
                timedelta(seconds=int(wait)) if wait.isascii() and wait.isdigit() and len(wait) < 7 else timedelta(0)
            )
            return Said(answer.status, answer.read(LARGEST), after)

    @contextlib.contextmanager
    def _line(self) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut when the time is over, whatever drips in."""
        host, port = self._at.hostname or "", self._at.port
        line: http.client.HTTPConnection = http.client.HTTPConnection(host, port, timeout=self._timeout)
        if self._at.scheme == "https":
            context = ssl.create_default_context()
            line = http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)
        try:
            line.connect()
        except (OSError, http.client.HTTPException) as lost:
            line.close()
            raise PlugError(f"{self._called}に届きませんでした({type(lost).__name__})。", undone=True) from None
        try:
            end = threading.Timer(self._timeout, _cut, (line.sock,))
            end.daemon = True
            end.start()
            try:
                yield line
            finally:
                end.cancel()
        except (OSError, http.client.HTTPException, AttributeError) as lost:
            raise PlugError(f"{self._called}に届きませんでした({type(lost).__name__})。") from None
        finally:
            line.close()


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
