"""庁内のロボット - a process without a database: it takes signed cases from a folder and tells each stage by a file.

After a crash nothing is gone on with: the case is told as broken off, and its next try begins with the search.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from madoguchi.core.plug import Plug, PlugError
from madoguchi.plugs.robot._letters import Unsigned, key_of, made, read, write
from madoguchi.plugs.robot._words import told_of, trouble_of

log = logging.getLogger(__name__)
KEPT: Final = timedelta(days=1)  # of the names of what is done: much longer than a case may be taken
BROKEN_OFF: Final = PlugError("ロボットが途中で止まりました。")


class Taken(Exception):
    """Another process has this folder."""


def serve(folder: Path, key: Path, plug: Plug, *, wait: float = 2.0, once: bool = False) -> int:
    """Does what lies in the folder, one after the other; with `once` until there is nothing left. How many cases."""
    robot = Robot(made(folder), key_of(key), plug)
    with _alone(folder):
        robot.tell_broken()
        done = 0
        while True:
            took = robot.round()
            done += took
            if once and not took:
                return done
            if not took:
                time.sleep(wait)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Of two processes on one folder, one does nothing: a case is never in two hands."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Taken from None
        yield


class Robot:
    """One folder and what is done with its cases."""

    def __init__(self, folder: Path, key: bytes, plug: Plug) -> None:
        self.folder, self.key, self.plug = folder, key, plug

    def tell_broken(self) -> None:
        """What was being done when the process ended: nobody knows how far it came."""
        for file in sorted((self.folder / "taken").iterdir()):
            self._end(file, {**trouble_of(BROKEN_OFF), "count": 0})

    def round(self) -> int:
        """All that lies there now, the oldest first."""
        (self.folder / "alive").touch()
        self._forget()
        return sum(self._take(file) for file in sorted((self.folder / "out").glob("[!.]*")))

    def _take(self, file: Path) -> bool:
        taken = self.folder / "taken" / file.name
        if (self.folder / "done" / file.name).exists():
            return self._refuse(file, "a second time")
        try:
            file.rename(taken)
            told = read(taken, self.key)
        except FileNotFoundError:
            return False  # it was taken back
        except Unsigned:
            return self._refuse(taken, "not signed")
        if datetime.fromisoformat(told["until"]) < datetime.now(UTC):
            return self._refuse(taken, "too late")
        self._do(taken, told)
        return True

    def _refuse(self, file: Path, why: str) -> bool:
        log.warning("case refused: %s", why)
        file.rename(self.folder / "refused" / file.name)
        return False

    def _do(self, taken: Path, told: dict[str, Any]) -> None:
        """Each stage is on the disk before the plug goes on."""
        count = 0
        try:
            stages = self.plug.run(told["key"], told["values"])
            while True:
                step = next(stages)
                count += 1
                write(self.folder / "in" / f"{taken.name}.{count:05}", self.key, told_of(step))
        except StopIteration as end:
            answer: dict[str, Any] = {"number": str(end.value or "")}
        except PlugError as fault:
            answer = trouble_of(fault)
        except Exception as fault:
            # Our own mistake must not stop the cases of others. Its words may name somebody: only its type is told.
            log.exception("case broke")
            answer = trouble_of(PlugError(f"内部の誤りです({type(fault).__name__})。"))
        self._end(taken, {**answer, "count": count})

    def _end(self, taken: Path, answer: dict[str, Any]) -> None:
        """The last file; of the case only its name is left."""
        write(self.folder / "in" / f"{taken.name}.end", self.key, answer)
        (self.folder / "done" / taken.name).touch()
        taken.unlink()

    def _forget(self) -> None:
        """Names of what is long done, and files that nobody has fetched."""
        old = (datetime.now(UTC) - KEPT).timestamp()
        for name in ("done", "in", "refused"):
            for file in (self.folder / name).iterdir():
                if file.stat().st_mtime < old:
                    file.unlink(missing_ok=True)
