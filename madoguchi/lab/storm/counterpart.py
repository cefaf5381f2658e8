"""相手方 - a slow service outside, which finishes what it took up even when its caller has died; and our plug to it.

It keeps a ledger, one line for each effect, so that a second effect of one key can be seen. It can be asked about a
key; taking a key twice it does not refuse, as many real services do not.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import threading
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from madoguchi.core.errand import RESERVED, SUBMITTING
from madoguchi.core.plug import Health, PlugError, Stages, Values

SLOWEST = 0.6  # seconds until an answer that may come
PATIENCE = 0.3  # seconds our plug waits for it: the slow half of the answers comes after it has gone
BUSY = 0.1  # share of calls turned away before anything is done


class _Desk(BaseHTTPRequestHandler):
    server: _Other

    def do_POST(self) -> None:
        call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if random.random() < BUSY:
            return self._say(503, {})
        self.server.think(SLOWEST * random.random())
        # A call has its effect in time or not at all: that is what `slowest` promises.
        if time.time() > call["until"]:
            return self._say(504, {})
        return self._say(201, {"reference": self.server.take(call["key"])})

    def do_GET(self) -> None:
        reference = self.server.known.get(self.path.rpartition("/")[2])
        self._say(200 if reference else 404, {"reference": reference})

    def _say(self, code: int, told: Mapping[str, Any]) -> None:
        with contextlib.suppress(OSError):  # the caller may be dead
            self.send_response(code)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

    def log_message(self, *words: object) -> None:
        """Silent."""


class _Other(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, ledger: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.known: dict[str, str] = {}
        self._ledger = ledger
        self._lock = threading.Lock()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """A caller that died in the middle of its call, even of a word, is no error here."""
        with contextlib.suppress(OSError, ValueError):
            super().finish_request(request, client_address)

    def think(self, seconds: float) -> None:
        """Be slow."""
        time.sleep(seconds)

    def take(self, key: str) -> str:
        """The effect."""
        with self._lock:
            with self._ledger.open("a") as book:
                book.write(f"{key}\n")
            return self.known.setdefault(key, f"R{len(self.known)}")


def _serve(ledger: Path, port: Any) -> None:
    with _Other(ledger) as service:
        port.send(service.server_address[1])
        service.serve_forever()


@contextlib.contextmanager
def open_counterpart(ledger: Path) -> Iterator[int]:
    """The service in a process of its own, which nobody kills; gives its port."""
    ledger.touch()
    context = get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(ledger, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()
        process.close()
        ours.close()
        theirs.close()


class Findless:
    """Our plug to it, which never asks."""

    slowest = timedelta(seconds=SLOWEST)

    def __init__(self, port: int) -> None:
        self._port = port

    def run(self, key: str, values: Values) -> Stages:
        """One call; its end is fixed before `submitting` is written, so that it lies inside the lease."""
        yield RESERVED
        until = time.time() + SLOWEST
        yield SUBMITTING
        return str(self._call("POST", "/errands", {"key": key, "until": until})["reference"])

    def health(self) -> Health:
        """Not asked in a storm."""
        return Health(ok=True, say="")

    def _call(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            line.request(verb, path, json.dumps(body))
            answer = line.getresponse()
            told = json.loads(answer.read())
        except (OSError, http.client.HTTPException) as lost:
            raise PlugError(f"no answer ({type(lost).__name__})") from None
        finally:
            line.close()
        if answer.status >= 500:
            raise PlugError(f"turned away ({answer.status})")
        return dict(told)


class Finding(Findless):
    """Our plug to it, which asks before it repeats itself."""

    def find(self, key: str) -> str | None:
        """What the service calls the key."""
        found = self._call("GET", f"/errands/{key}")["reference"]
        return str(found) if found else None
