"""空いているポート - one for a program that is about to listen on this machine."""

from __future__ import annotations

import random
import socket
from typing import Final

# Below those that a system gives to outgoing lines (32768 on Linux): while our program is down, no line takes its port.
OURS: Final = range(15_000, 32_000)


def free_port() -> int:
    """A port of OURS that nobody has just now. Raises OSError when a hundred of them are taken."""
    for port in random.sample(OURS, 100):
        with socket.socket() as door:
            try:
                door.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"no free port among {OURS.start}-{OURS.stop - 1}")
