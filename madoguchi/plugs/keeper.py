"""箱の番人 - a process of its own that has loaded the openers and forks for each file; it knows nothing of the house.

Started by plugs/box.py. On its control socket comes one message for each file, with a socket to the one who asks. It
forks; the child gives up everything it does not need, reads the file from that socket, opens it and answers there. Who
is still alive at the end of its time is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NoReturn

Openers = Mapping[str, Callable[..., tuple[dict[str, Any], bytes]]]

HEAD: Final = struct.Struct("!II")  # lengths of the two parts of a message: JSON, and bytes
_NEW_NETWORK, _NEW_USER, _NO_NEW_PRIVILEGES = 0x40000000, 0x10000000, 38


class Refused(Exception):
    """An opener does not take the file; the text is a code of core/attachment."""


def main(control_fd: int, module: str) -> None:
    """Serve until the one who started us is gone."""
    control = socket.socket(fileno=control_fd)
    loaded = importlib.import_module(module)
    openers: Openers = loaded.OPENERS
    gc.freeze()  # what is loaded stays: no child looks through it again, nor copies its pages
    ready: Callable[[], None] = getattr(loaded, "ready", lambda: None)
    libc = ctypes.CDLL(None, use_errno=True)
    alone = libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_USER | _NEW_NETWORK) == 0
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    control.send(json.dumps({"pid": os.getpid(), "alone": alone}).encode())
    running: dict[int, float] = {}
    while True:
        _reap(running)
        wait = max(0.0, min(running.values()) - time.monotonic()) if running else None
        if not select.select([control], [], [], wait)[0]:
            continue
        told, fds, _, _ = socket.recv_fds(control, 65_536, 1)
        if not told:
            break
        order = json.loads(told)
        child = os.fork()
        if child == 0:
            control.close()
            _child(openers, ready, order, socket.socket(fileno=fds[0]))
        os.close(fds[0])
        running[child] = time.monotonic() + order["seconds"]
    for child in running:
        _kill(child)


def _reap(running: dict[int, float]) -> None:
    """Forget who has ended; kill whose time is over. A number is not given away before we have waited for it."""
    for child in list(running):
        if running[child] <= time.monotonic():
            _kill(child)
            os.waitpid(child, 0)
            del running[child]
        elif os.waitpid(child, os.WNOHANG)[0]:
            del running[child]


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _child(openers: Openers, ready: Callable[[], None], order: Mapping[str, Any], line: socket.socket) -> NoReturn:
    try:
        ready()  # the threads that the openers want: none can be started once all is given up
        _give_up(order)
        told, data = _open(openers, order, line)
        answer = json.dumps(told).encode()
        line.sendall(HEAD.pack(len(answer), len(data)) + answer)
        line.sendall(data)
    finally:
        os._exit(0)


def _open(openers: Openers, order: Mapping[str, Any], line: socket.socket) -> tuple[dict[str, Any], bytes]:
    try:
        return openers[order["opener"]](_take(line), **order["values"])
    except Refused as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"fault": "memory"}, b""
    except Exception as fault:  # noqa: BLE001 - whatever it is, the file did it, and only its kind may leave the box
        return {"fault": "broken", "error": type(fault).__name__}, b""


def _give_up(order: Mapping[str, Any]) -> None:
    """From here on no file, socket or process can be opened, and memory and time are counted."""
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NPROC, 0)]
    limits += [(resource.RLIMIT_NOFILE, 0)]
    if order["cpu"]:
        limits.append((resource.RLIMIT_CPU, order["cpu"]))
    if order["memory"]:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - the keeper loads as little as it can
            ours = int(pages.read().split()[0]) * resource.getpagesize()
        limits.append((resource.RLIMIT_AS, ours + order["memory"]))
    for limit, most in limits:
        resource.setrlimit(limit, (most, most))


def _take(line: socket.socket) -> bytes:
    return exactly(line, HEAD.unpack(exactly(line, HEAD.size))[1])


def exactly(line: socket.socket, size: int) -> bytes:
    """So many bytes, however they come. Raises EOFError."""
    data = line.recv(size, socket.MSG_WAITALL)  # whole at once, so that none is copied
    if len(data) < size:
        raise EOFError
    return data


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
