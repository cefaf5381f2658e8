"""窓口を開く - serves the pages with Granian, until SIGTERM or Ctrl-C; requests in hand are answered first.

Settings: MADOGUCHI_PORT, MADOGUCHI_WORKERS (1; processes), MADOGUCHI_THREADS (in each). One process is right on SQLite.
"""

import argparse
import ctypes
import os
import signal
import socket
import sys
import time
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from madoguchi.commands._office import safe_to_run
from madoguchi.settings.storage import storage_keys

STOP_SECONDS = 10
PORT_SECONDS = 3.0
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 behind a proxy on another machine")
    parser.add_argument("--port", type=int, default=settings.PORT, help="default: MADOGUCHI_PORT")


def run(args: argparse.Namespace) -> int:
    if not safe_to_run("serve"):
        return 2
    if not _port_gets_free(args.host, args.port):
        print(f"madoguchi serve: {args.host}:{args.port} is taken by another program", file=sys.stderr)
        return 1
    try:
        storage_keys()
    except ImproperlyConfigured as fault:
        print(f"madoguchi serve: attachments will be refused. {fault}", file=sys.stderr)
    server = Server(
        "madoguchi.web.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        respawn_failed_workers=True,
        # Without it a SIGTERM during the start is waited for without end.
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=_logging(),
        # Addresses of pages hold the keys of drafts: there is no access log.
        log_access=False,
    )
    server.serve(target_loader=partial(_application, os.getpid()), wrap_loader=False)
    return 0


def _logging() -> dict[str, Any]:
    """The house's own, so that Granian's words are lines like all others."""
    loggers = settings.LOGGING["loggers"] | {"_granian": {"level": "WARNING"}, "granian.access": {"level": "CRITICAL"}}
    return settings.LOGGING | {"loggers": loggers}


def _port_gets_free(host: str, port: int) -> bool:
    """Granian shares a port with whoever has it (SO_REUSEPORT): two programs would answer in turn, and nobody know."""
    until = time.monotonic() + PORT_SECONDS
    while True:
        with socket.socket() as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                door.bind((host, port))
            except OSError:
                if time.monotonic() > until:
                    return False
            else:
                return True
        time.sleep(0.1)  # a server that was just stopped may still be going


def _application(first: int) -> Any:
    """Runs in each process that serves; `first` is the process that watches them."""
    # If the first process is killed, the others would go on serving beside its successor, on the same port.
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
    # Until it serves, it would only note a SIGTERM in the first process's name, and be waited for in vain.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if os.getppid() != first:
        raise SystemExit("the first process is gone")
    return import_module("madoguchi.web.wsgi").application
