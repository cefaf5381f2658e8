"""見本の中身 - behind the demo's first page: the other municipalities, and some hundred families.

Done once for each state folder; a demo that was stopped meanwhile goes on where it was. It works at low priority, and
a failure stops nothing: it is told, and the demo goes on with what there is.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

Words = tuple[str, ...]

FAMILIES = ("--applications", "300", "--seed", "7", "--moved", "--papers", "25", "--beside", "--without-news")
MARK = "demo_filled"
NICE = 15


def steps(towns: Sequence[str]) -> tuple[Words, ...]:
    """The commands that fill a demo, in their order; `towns` are those with accounts."""
    return (("load", "--demo"), *(("sample", "--municipality", town, *FAMILIES) for town in dict.fromkeys(towns)))


class Filling(threading.Thread):
    """Runs the commands one after the other, beside the demo. `stop` ends the one that runs, and the rest."""

    def __init__(self, state: Path, towns: Sequence[str], command: Callable[..., list[str]]) -> None:
        super().__init__(daemon=True)
        self._mark, self._steps, self._command = state / MARK, steps(towns), command
        self._running: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self._turn = threading.Lock()

    def run(self) -> None:
        """Everything that has not been done before."""
        if self._mark.exists():
            return
        for words in self._steps:
            if code := self._one(words):
                if not self._stopped.is_set():
                    print(f"madoguchi demo: `madoguchi {words[0]}` ended with {code}; go on without", file=sys.stderr)
                return
        self._mark.touch()
        print("madoguchi demo: the samples (見本) are all there", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Nothing of it runs any more when this returns."""
        with self._turn:
            self._stopped.set()
            if self._running and self._running.poll() is None:
                self._running.terminate()
        if self.is_alive():
            self.join()

    def _one(self, words: Words) -> int:
        with self._turn:
            if self._stopped.is_set():
                return 1
            self._running = subprocess.Popen(
                self._command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
            )
            with contextlib.suppress(OSError):  # it may have ended already
                os.setpriority(os.PRIO_PROCESS, self._running.pid, NICE)
        return self._running.wait()


def forget(state: Path) -> None:
    """What was filled is no more: the next start fills again."""
    (state / MARK).unlink(missing_ok=True)
