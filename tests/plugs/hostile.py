"""Openers that do to the box what a hostile file would make a decoder do; named as the box names openers."""

import ctypes
import os
import socket
import time
from typing import Any

Made = tuple[dict[str, Any], bytes]


def grow(data: bytes) -> Made:
    """Takes as much memory as it was told, in pages that are really there."""
    return {"bytes": len(b"x" * int(data))}, b""


def spin(data: bytes) -> Made:
    """Counts for as many seconds as it was told."""
    until = time.monotonic() + float(data)
    while time.monotonic() < until:
        pass
    return {"done": True}, b""


def sleep(data: bytes) -> Made:
    """Does nothing, for long."""
    time.sleep(float(data))
    return {"done": True}, b""


def crash(data: bytes) -> Made:
    """Writes where nothing is, as a decoder with a hole does."""
    ctypes.string_at(0)
    return {}, b""


def reach(data: bytes) -> Made:
    """What somebody who has taken over the process would try, and what came of each."""
    tries = {
        "file": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "write": lambda: os.open("/tmp/out-of-the-box", os.O_WRONLY | os.O_CREAT),
        "network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
        "house": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).close(),
        "again": lambda: os.close(0) or os.open("/etc/hostname", os.O_RDONLY),
        "pipe": lambda: os.pipe(),
    }
    return {name: _tried(deed) for name, deed in tries.items()} | {"environment": dict(os.environ)}, b""


def _tried(deed: Any) -> str:
    try:
        deed()
    except OSError as refused:
        return type(refused).__name__
    return "done"


def flood(data: bytes) -> Made:
    """Answers with more than anybody asked for."""
    return {}, b"x" * int(data)


OPENERS = {"grow": grow, "spin": spin, "sleep": sleep, "crash": crash, "reach": reach, "flood": flood}
