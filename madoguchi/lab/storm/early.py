"""早すぎる受付 - a server that hands out the receipt before the commit, and is killed in between now and then.

The control arm that must lose. A process of its own: `python -m madoguchi.lab.storm early PORT`. All other pages are
the house's own.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import chain, count
from typing import Any
from urllib.parse import parse_qs

from granian.constants import Interfaces
from granian.server import Server

from madoguchi.desk.submit import submit
from madoguchi.store import wall
from madoguchi.web.clock import now

BETWEEN = 0.1  # seconds between the receipt and the commit
KILLED = 5  # at this receipt of its life the machine stops

_receipts = count(1)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """The house's pages, but for one."""
    steps = environ["PATH_INFO"].strip("/").split("/")
    if environ["REQUEST_METHOD"] == "POST" and steps[-1] == "check":
        parts = _receipt(environ, start_response, steps[0], steps[3])
        return chain([next(parts)], parts)  # begun here, so that the head is known before the body is asked for
    return import_module("madoguchi.web.wsgi").application(environ, start_response)


def _receipt(environ: dict[str, Any], start_response: Callable[..., Any], slug: str, draft: str) -> Iterator[bytes]:
    sent = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
    with wall.inside(slug, write=True):
        body = f'<p id="reference">{submit(draft, sent["key"][0], now()).reference}</p>'.encode()
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
        yield body
        time.sleep(BETWEEN)
        if next(_receipts) == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)


def _load() -> Any:
    return application


def main() -> None:
    """The command line."""
    server = Server("-", port=int(sys.argv[1]), interface=Interfaces.WSGI, blocking_threads=4, log_enabled=False)
    server.serve(target_loader=_load, wrap_loader=False)
