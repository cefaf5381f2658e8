"""初回起動 - the seconds from a fresh clone to the first page, and those of the second start.

A clone of this folder's last commit is started with `bin/demo` in a temporary folder: no environment, nothing
downloaded before. Then it is stopped as by Ctrl-C, and started again.
"""

import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from madoguchi.lab.evidence import HOME, Disproved
from madoguchi.lab.ports import free_port

TOPIC = "start"
FIRST_LIMIT, SECOND_LIMIT = 60.0, 5.0  # seconds, as promised in the README
GIVE_UP = 300.0


def run(full: bool) -> dict[str, Any]:
    """`full=False` leaves out the cold set-up: it starts this folder's own environment twice."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-start-") as place:
        home, surroundings = _cold(Path(place)) if full else _warm(Path(place))
        first = _seconds_to_first_page(home, surroundings)
        second = _seconds_to_first_page(home, surroundings)
        installed = _megabytes(home / ".venv") if full else 0
    if full and (first > FIRST_LIMIT or second > SECOND_LIMIT):
        raise Disproved(f"first page after {first} s, second start {second} s")
    return {"sizes": {"cold": full}, "first_page_s": first, "second_start_s": second, "installed_mb": installed}


def _cold(place: Path) -> tuple[Path, dict[str, str]]:
    home = place / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(HOME), str(home)], check=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "VIRTUAL_ENV"))}
    return home, ours | {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}


def _warm(place: Path) -> tuple[Path, dict[str, str]]:
    kept = "MADOGUCHI_VENV"
    ours = {name: value for name, value in os.environ.items() if name == kept or not name.startswith("MADOGUCHI_")}
    return HOME, ours | {"MADOGUCHI_VAR": str(place / "var")}


def _seconds_to_first_page(home: Path, surroundings: dict[str, str]) -> float:
    port, began = free_port(), time.monotonic()
    with tempfile.TemporaryFile(mode="w+") as words:
        demo = subprocess.Popen(
            ["bin/demo", "--port", str(port)],
            cwd=home,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
        )
        try:
            if _answers(f"http://127.0.0.1:{port}/", demo, began):
                return round(time.monotonic() - began, 1)
        finally:
            demo.terminate()
            demo.wait()
        words.seek(0)
        raise Disproved(f"no first page; bin/demo ended with {demo.returncode}:\n{words.read()}")


def _answers(address: str, demo: "subprocess.Popen[bytes]", began: float) -> bool:
    """True at the first page; False when the demo has ended without one, or takes too long."""
    while demo.poll() is None and time.monotonic() - began < GIVE_UP:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return True
        except OSError:
            time.sleep(0.05)  # nothing listens yet
    return False


def _megabytes(folder: Path) -> int:
    return round(sum(file.lstat().st_size for file in folder.rglob("*")) / 1_000_000)
