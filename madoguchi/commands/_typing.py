"""見本の基幹 - the demo's back office and the robot that types into it, on a machine that has what they need."""

import importlib.util
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from madoguchi.lab.ports import free_port

STAFF, PASSWORD = "1001", "mihon-1001"  # who logs in there, which everybody may know
PORT: Final = 8600
NAME: Final = "backoffice"
ROBOT: Final = "robot"


def missing() -> str:
    """What the robot would need and is not here; "" when all is."""
    needed = ("flask", "playwright")
    lacking = [name for name in needed if importlib.util.find_spec(name) is None]
    return "、".join(lacking if shutil.which("chromium") else [*lacking, "chromium"])


def settings(state: Path) -> dict[str, str]:
    """Where the robot types, and where its accounts are."""
    return {
        "MADOGUCHI_ROBOT": f"http://127.0.0.1:{_port()}/",
        "MADOGUCHI_ROBOT_ACCOUNTS": str(state / "robot_accounts"),
    }


def command(state: Path) -> list[str]:
    """The back office; it keeps what was typed."""
    port = os.environ["MADOGUCHI_ROBOT"].rstrip("/").rpartition(":")[2]
    words = ("--port", port, "--data", str(state / "backoffice.sqlite3"), "--account", f"{STAFF}:{PASSWORD}")
    return [sys.executable, "-m", NAME, *words]


def introduce(towns: Iterable[str]) -> None:
    """The robot of each municipality gets its account; nobody else may read the file."""
    folder = Path(os.environ["MADOGUCHI_ROBOT_ACCOUNTS"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for town in towns:
        file = folder / f"{town}.json"
        file.touch(mode=0o600)
        file.write_text(json.dumps({"user": STAFF, "password": PASSWORD}), encoding="utf-8")


def _port() -> int:
    """The one that people know, if nobody has it."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", PORT))
        except OSError:
            return free_port()
    return PORT
