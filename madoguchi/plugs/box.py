"""箱 - opens hostile bytes in a process of its own, with limits; what breaks in it breaks nothing else.

One keeper (plugs/keeper.py) for each process of ours, started when it is first needed, has the openers loaded and forks
for each file: a photo costs a fork, not a start. The forked process can open no file and no socket, has its own memory,
and is killed when its time is over. Its answer is as little trusted as the file: it is measured before it is read.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from .keeper import HEAD

LONGEST_WORDS: Final = 65_536
SLACK: Final = 2.0  # seconds after which we go on even if the keeper itself hangs
START: Final = 30.0
# Not ours: our secrets are in it. The last spares a quarter of the time, which went into pages of memory.
SURROUNDINGS: Final = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "ORT_DISABLE_TELEMETRY": "1",  # onnxruntime tells its maker of every use, unless it is told not to
    "OPENBLAS_NUM_THREADS": "1",  # numpy: threads would not survive the fork
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one file. `memory` (bytes, beyond what is loaded) and `cpu` (whole seconds) may be 0: no limit."""

    memory: int = 700_000_000
    cpu: int = 10
    seconds: float = 20.0
    answer: int = 40_000_000
    at_once: int = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opener made of a file; `refused` is its code when it does not take it."""

    values: dict[str, Any]
    data: bytes
    refused: str = ""


class Broke(Exception):
    """The file was not opened to its end. `why`: memory, time, broken, busy (its turn did not come), or away when there
    is no box at all."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Box:
    """The way to one keeper; may be used by many threads. `openers` names the module that has them."""

    def __init__(self, openers: str = "madoguchi.plugs.openers", limits: Limits | None = None) -> None:
        self._openers, self.limits = openers, limits or Limits()
        self._turns = threading.BoundedSemaphore(self.limits.at_once)
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._owner = 0
        self.keeper: subprocess.Popen[bytes] | None = None
        self.alone = False  # whether the keeper has no network at all

    def open(self, opener: str, data: bytes, *, patience: float | None = None, **values: Any) -> Opened:
        """Have `opener` look at `data`; `patience` is how many seconds it may wait for its turn. Raises Broke."""
        limits = self.limits
        order = {"opener": opener, "values": values, "cpu": limits.cpu, "memory": limits.memory}
        with self._turn(patience):
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    self._ask(json.dumps(order | {"seconds": limits.seconds}).encode(), theirs)
                ours.settimeout(limits.seconds + SLACK)
                return self._answer(ours, data)

    @contextlib.contextmanager
    def _turn(self, patience: float | None) -> Iterator[None]:
        if not self._turns.acquire(timeout=patience):
            raise Broke("busy")
        try:
            yield
        finally:
            self._turns.release()

    def alone_now(self) -> bool | None:
        """Whether the keeper runs without any network; None when it does not start."""
        with self._lock:
            try:
                self._way()
            except OSError:
                return None
        return self.alone

    def close(self) -> None:
        """End the keeper, and with it whatever it runs."""
        with self._lock:
            self._end()

    def _ask(self, order: bytes, line: socket.socket) -> None:
        with self._lock:
            for attempt in (1, 2):  # the keeper may have died since it was last asked
                try:
                    socket.send_fds(self._way(), [order], [line.fileno()])
                except OSError:
                    self._end()
                    if attempt == 2:
                        raise Broke("away") from None
                else:
                    return

    def _way(self) -> socket.socket:
        """The control socket; a process that was forked from ours needs a keeper of its own."""
        if self._control is None or self._owner != os.getpid():
            self._start()
        assert self._control is not None
        return self._control

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        here = [str(Path(folder).resolve()) for folder in sys.path]
        code = f"import sys; sys.path[:] = {here!r}; from madoguchi.plugs import keeper; keeper.main({{}}, {{!r}})"
        with theirs:
            self.keeper = subprocess.Popen(
                [sys.executable, "-I", "-c", code.format(theirs.fileno(), self._openers)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=SURROUNDINGS,
                start_new_session=True,
            )
        ours.settimeout(START)
        hello = ours.recv(LONGEST_WORDS)
        if not hello:
            ours.close()
            raise OSError("the keeper did not start")
        ours.settimeout(None)
        self._control, self._owner, self.alone = ours, os.getpid(), bool(json.loads(hello)["alone"])

    def _end(self) -> None:
        control, keeper, self._control, self.keeper = self._control, self.keeper, None, None
        if control is not None:
            control.close()
        if keeper is not None and self._owner == os.getpid():
            keeper.kill()
            keeper.wait()

    def _answer(self, line: socket.socket, data: bytes) -> Opened:
        begun = time.monotonic()
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                line.sendall(HEAD.pack(0, len(data)))
                line.sendall(data)
            words, size = HEAD.unpack(_exactly(line, HEAD.size))
            if words > LONGEST_WORDS or size > self.limits.answer:
                raise Broke("broken")
            values, made = json.loads(_exactly(line, words)), _exactly(line, size)
        except TimeoutError:
            raise Broke("time") from None
        except (EOFError, ValueError, ConnectionError):
            # Killed at a limit, or dead by itself: the clock tells which.
            lived = time.monotonic() - begun
            raise Broke(
                "time" if lived >= min(self.limits.cpu or lived + 1, self.limits.seconds) else "broken"
            ) from None
        if fault := values.get("fault"):
            raise Broke(str(fault))
        return Opened(values, made, str(values.get("refused", "")))


@cache
def ours() -> Box:
    """The box of this process; its keeper starts with the first file."""
    box = Box()
    atexit.register(box.close)
    return box


def _exactly(line: socket.socket, size: int) -> bytes:
    parts, left = [], size
    while left:
        part = line.recv(min(left, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
