"""内密のファイル - a key is written for its owner alone, and is whole before it has its name."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(file: Path, data: bytes) -> None:
    """A file of mode 0600. Of two processes that write at once one makes it, both read it; one that is there stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
        new.write(data)
    try:
        os.link(aside, file)
    except FileExistsError:
        return
    finally:
        aside.unlink()
