"""番をする人 - keeps a program running as an office's machine does, and kills it without warning as often as told."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

START = 60.0  # seconds a program may take until it answers


class Kept:
    """`start` gives a running program, `ready` says whether it answers yet. After `kills` deaths it may live on."""

    def __init__(
        self,
        start: Callable[[], subprocess.Popen[bytes]],
        ready: Callable[[subprocess.Popen[bytes]], bool],
        kills: int,
        coin: random.Random,
        life: float,
        parts: Callable[[int], list[int]] | None = None,
    ) -> None:
        """`life`: seconds at the mean. `parts`: those of a program that may be killed alone; usually its children."""
        self._start, self._ready, self._coin, self._life = start, ready, coin, life
        self._parts = parts or _children
        self._left = kills
        self.kills = 0
        self.strikes = 0
        self._program: subprocess.Popen[bytes] | None = None
        self.fault: BaseException | None = None
        self.calm = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._keep)

    def __enter__(self) -> Kept:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def strike(self) -> None:
        """Kills it now, whatever it does; from another thread."""
        if self._program and self._program.poll() is None:
            self._kill(self._program)
            self.strikes += 1

    def _keep(self) -> None:
        program: subprocess.Popen[bytes] | None = None
        try:
            while not self._stop.is_set():
                if program and program.poll() is not None:
                    _end(program)
                    program = None
                self._program = program = program or self._begin()
                if self.kills >= self._left:
                    self.calm.set()
                    self._stop.wait(0.2)
                elif not self._stop.wait(self._coin.uniform(0, 2 * self._life)) and program.poll() is None:
                    self._kill(program)
                    self.kills += 1
        except Exception as fault:  # noqa: BLE001 - told by whoever waits for `calm`
            self.fault = fault
            self.calm.set()
        finally:
            if program:
                _end(program)

    def _begin(self) -> subprocess.Popen[bytes]:
        program, until = self._start(), time.monotonic() + START
        while not self._ready(program):
            over = program.poll() is not None
            if over or time.monotonic() > until:
                _end(program)
            if time.monotonic() > until:
                raise RuntimeError(f"{program.args!r} did not come up (ended with {program.returncode})")
            if over:  # one that dies by its own hand may have served others, and ended, before we saw it answer
                program = self._start()
            time.sleep(0.02)  # nobody tells when a port opens
        return program

    def _kill(self, program: subprocess.Popen[bytes]) -> None:
        """The whole program, or now and then only the part of it that works."""
        parts = self._parts(program.pid)
        if parts and self._coin.random() < 1 / 3:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._coin.choice(parts), signal.SIGKILL)
        else:
            _end(program)


def below(pid: int) -> list[int]:
    """All that a program has started, and what these have."""
    return [one for child in _children(pid) for one in (child, *below(child))]


def _children(pid: int) -> list[int]:
    """Those that any of its threads has started."""
    try:
        told = [(thread / "children").read_text() for thread in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return [int(word) for words in told for word in words.split()]


def _end(program: subprocess.Popen[bytes]) -> None:
    """Kill it with all its children, if it lives; it was started as the head of a group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    if program.stdout:
        program.stdout.close()
