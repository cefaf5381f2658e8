"""箱の記憶 - the most memory that a process of a box took at most: each file is opened in one of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

STEP: Final = 0.004  # seconds between two looks


class Watch:
    """While it is open, `mb` grows to the peak of the children of the keepers, with all that was loaded before."""

    def __init__(self, keepers: Callable[[], list[int]]) -> None:
        self._keepers, self._over = keepers, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.mb = 0.0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(STEP):
            for keeper in self._keepers():
                self.mb = max(self.mb, *(peak(one) for one in children(keeper)), 0.0)


def children(process: int) -> list[int]:
    """Those that it has forked and that have not ended."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def peak(process: int) -> float:
    """Megabytes that a process has had at most; 0 when it has ended."""
    try:
        told = Path(f"/proc/{process}/status").read_text("ascii", errors="replace")
    except OSError:
        return 0.0
    words = told.partition("VmHWM:")[2].split()
    return round(int(words[0]) / 1_024, 1) if words else 0.0
