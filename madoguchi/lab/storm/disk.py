"""円盤 - what the disk still holds after a power cut, from the shadow that powercut.c keeps."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("powercut.c")
PAGE = 4096

# Run under the shim: whatever is there before a round begins is on the disk.
SETTLE = """
import os, sys
folder = sys.argv[1]
for name in [*(os.path.join(folder, name) for name in sorted(os.listdir(folder))), folder]:
    fd = os.open(name, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)
"""


class NoCompiler(Exception):
    """The shim cannot be built; the message says what to install."""


def build_shim(folder: Path) -> Path:
    """Compiles powercut.c. Raises NoCompiler."""
    library = folder / "powercut.so"
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise NoCompiler("a C compiler is needed (Debian: apt-get install --no-install-recommends gcc libc6-dev)")
    flags = ("-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC")
    subprocess.run([compiler, *flags, "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


@dataclass(frozen=True)
class Disk:
    """A folder whose writers run under the shim, and the shadow of its disk. `live` has no sub-folders that count."""

    live: Path
    shadow: Path
    shim: Path

    @property
    def env(self) -> Mapping[str, str]:
        """What a process needs to be watched."""
        return {
            "LD_PRELOAD": str(self.shim),
            "POWERCUT_WATCH": str(self.live.resolve()),
            "POWERCUT_DISK": str(self.shadow.resolve()),
        }

    def settle(self) -> None:
        """Count all files of the folder as synced."""
        (self.shadow / "data").mkdir(parents=True)
        words = [sys.executable, "-c", SETTLE, str(self.live.resolve())]
        subprocess.run(words, env={**os.environ, **self.env}, check=True)

    def after_the_cut(self, to: Path, torn: random.Random | None = None) -> None:
        """Write what survives into the folder `to`.

        Plainly only what was synced. `torn`: of what was written and not synced, each page by the throw of a coin, as
        a disk that wrote some of it by itself before the light went out.
        """
        to.mkdir(parents=True)
        for line in (self.shadow / "names").read_text().splitlines():
            identity, _, name = line.partition(" ")
            kept = self.shadow / "data" / identity
            # A name whose file was never synced is an empty file.
            safe = kept.read_bytes() if kept.exists() else b""
            written = self.live / name
            if torn and written.is_file():
                safe = _torn(safe, written.read_bytes(), torn)
            (to / name).write_bytes(safe)


def _torn(safe: bytes, written: bytes, coin: random.Random) -> bytes:
    size = coin.choice((len(safe), len(written)))
    pages = []
    for start in range(0, size, PAGE):
        end = min(start + PAGE, size)
        old, new = safe[start:end], written[start:end]
        page = coin.choice((old, new))
        pages.append(page.ljust(end - start, b"\0"))
    return b"".join(pages)
