"""相手役 - what the counterparts of the lab have in common: they answer over HTTP, as long as they are wanted."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from types import MappingProxyType
from typing import Any, TypeVar

Server = TypeVar("Server", bound=BaseServer)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """A server that answers as long as the block lasts, and is gone afterwards."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Counterpart(ThreadingHTTPServer):
    """Somebody at the other end of a plug."""

    daemon_threads = True

    @property
    def base(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def _quiet(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is part of the play."""

    handle_error = _quiet


class Talk(BaseHTTPRequestHandler):
    """One visit. `token` is what a caller must bring, where it must bring one."""

    token = ""

    def may(self) -> bool:
        """Whether the caller is known; if not, it is told so."""
        if self.headers["Authorization"] == f"Bearer {self.token}":
            return True
        self.say(401, {})
        return False

    def say(self, code: int, told: Any, heads: Mapping[str, str] = MappingProxyType({})) -> None:
        """Answer in JSON."""
        self.raw(code, json.dumps(told, ensure_ascii=False).encode(), heads=heads)

    def raw(
        self,
        code: int,
        body: bytes,
        kind: str = "application/json",
        heads: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Answer with these bytes, whatever they are."""
        self.send_response(code)
        self.send_header("Content-Type", kind)
        for name, value in heads.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quiet."""
