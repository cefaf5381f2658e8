"""庁内のロボット - a process without a database: it takes signed cases from a tray and tells each stage by a file.

The tray is a folder, or is asked from afar. After a crash nothing is gone on with: the case is told as broken off, and
its next try begins with the search.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

from madoguchi.core.plug import Plug, PlugError
from madoguchi.plugs.robot._far import Lost
from madoguchi.plugs.robot._letters import Unsigned, letter, opened
from madoguchi.plugs.robot._tray import Unwanted
from madoguchi.plugs.robot._words import told_of, trouble_of

log = logging.getLogger(__name__)
BROKEN_OFF: Final = PlugError("ロボットが途中で止まりました。")


class Taken(Exception):
    """Another process has this tray."""


class Tray(Protocol):
    """Where cases come from: see _tray.py."""

    lock: Path

    def look(self) -> tuple[list[str], list[str]]: ...
    def take(self, name: str) -> bytes | None: ...
    def refuse(self, name: str, why: str) -> None: ...
    def put(self, name: str, letter: bytes) -> None: ...


def serve(tray: Tray, key: bytes, plug: Plug, *, wait: float = 2.0, once: bool = False) -> int:
    """Does what lies in the tray, one after the other; with `once` until there is nothing left. How many cases."""
    robot = Robot(tray, key, plug)
    with _alone(tray.lock):
        done = 0
        while True:
            try:
                took = robot.round()
            except Lost as fault:
                if once:
                    raise
                log.warning("%s", fault)
                took = 0
            done += took
            if once and not took:
                return done
            if not took:
                time.sleep(wait)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Of two processes at one tray, one does nothing: a case is never in two hands."""
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_CREAT, 0o600)) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Taken from None
        yield


class Robot:
    """One tray and what is done with its cases."""

    def __init__(self, tray: Tray, key: bytes, plug: Plug) -> None:
        self.tray, self.key, self.plug = tray, key, plug

    def round(self) -> int:
        """All that lies there now, the oldest first. What is in hand before was begun by a process that ended, or given
        out by an answer that got lost: nobody knows how far it came."""
        waiting, broken = self.tray.look()
        for name in broken:
            self._tell(f"{name}.end", {**trouble_of(BROKEN_OFF), "count": 0})
        return sum(self._take(name) for name in waiting)

    def _take(self, name: str) -> bool:
        sealed = self.tray.take(name)
        if sealed is None:
            return False
        try:
            told = opened(name, self.key, sealed)
        except Unsigned:
            self.tray.refuse(name, "not signed")
            return False
        if datetime.fromisoformat(told["until"]) < datetime.now(UTC):
            self.tray.refuse(name, "too late")
            return False
        self._do(name, told)
        return True

    def _do(self, name: str, told: dict[str, Any]) -> None:
        """Each stage is told before the plug goes on."""
        count = 0
        with closing(self.plug.run(told["key"], told["values"])) as stages:
            while True:
                try:
                    step = next(stages)
                except StopIteration as end:
                    answer: dict[str, Any] = {"number": str(end.value or "")}
                    break
                except PlugError as fault:
                    answer = trouble_of(fault)
                    break
                except Exception as fault:
                    # Our own mistake must not stop the cases of others. Its words may name somebody: we tell its type.
                    log.exception("case broke")
                    answer = trouble_of(PlugError(f"内部の誤りです({type(fault).__name__})。"))
                    break
                count += 1
                if not self._tell(f"{name}.{count:05}", told_of(step)):
                    return  # nobody waits for it any more
        self._tell(f"{name}.end", {**answer, "count": count})

    def _tell(self, name: str, told: Mapping[str, Any]) -> bool:
        """Whether it was wanted."""
        try:
            self.tray.put(name, letter(name, self.key, told))
        except Unwanted:
            log.warning("not wanted any more: %s", name)
            return False
        return True
