"""線 - the line between a robot and its back office: it knows when the last click is on its way, and may be cut there.

The office answers one page on each line and hangs up (HTTP/1.0), so whatever comes is passed on whole.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Final, Literal
from urllib.parse import urlsplit

CLICK: Final = re.compile(rb"POST /\S*/done ")
LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
# What befalls a click: "" passes; "before": it never reaches the office; "behind": done, and its answer never comes.
Fate = Literal["", "before", "behind"]


class _Ear(ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, office: tuple[str, int], fate: Callable[[], Fate], cut: Callable[[], None]) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.office, self.fate, self.cut = office, fate, cut


class _Call(BaseRequestHandler):
    server: _Ear

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # either side may be dead
            asked = _whole(self.request)
            fate = self.server.fate() if CLICK.match(asked) else ""
            if fate == "before":
                self.server.cut()
                return
            answer = self._office(asked) if asked else b""
            if fate == "behind":
                self.server.cut()
                return
            self.request.sendall(answer)

    def _office(self, asked: bytes) -> bytes:
        with socket.create_connection(self.server.office) as line:
            line.sendall(asked)
            return b"".join(iter(lambda: line.recv(65_536), b""))


def _whole(line: socket.socket) -> bytes:
    """One request, head and body; b"" when whoever called says nothing."""
    told = b""
    while b"\r\n\r\n" not in told or len(told) < _size(told):
        more = line.recv(65_536)
        if not more:
            return b""
        told += more
    return told


def _size(told: bytes) -> int:
    head, _, _ = told.partition(b"\r\n\r\n")
    found = LENGTH.search(head)
    return len(head) + 4 + (int(found[1]) if found else 0)


@contextlib.contextmanager
def line(url: str, fate: Callable[[], Fate], cut: Callable[[], None]) -> Iterator[str]:
    """The address under which an office can be reached by this line. `fate` is asked at each click; `cut` is called
    when it is cut, before whoever clicked can know it."""
    office = urlsplit(url)
    assert office.hostname
    assert office.port
    with _Ear((office.hostname, office.port), fate, cut) as ear:
        thread = threading.Thread(target=ear.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{ear.server_address[1]}/"
        finally:
            ear.shutdown()
            thread.join()
