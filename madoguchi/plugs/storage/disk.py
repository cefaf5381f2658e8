"""ディスク - keeps files in a folder: written aside, synced, then put in their place in one step."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from madoguchi.core.plug import Health, PlugError

from . import known, told

ASIDE = ".aside-"


class Plug:
    """Settings: `folder`, which may be a disk that several servers share."""

    slowest = timedelta(seconds=30)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._folder = Path(settings["folder"])

    def put(self, name: str, data: bytes) -> None:
        """Written and synced beside its place, and named when it is whole; then the name itself is synced."""
        file = self._file(name)
        aside = file.parent / f"{ASIDE}{secrets.token_hex(8)}"
        try:
            self._make(file.parent)
            try:
                with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as new:
                    new.write(data)
                    new.flush()
                    os.fsync(new.fileno())
                aside.replace(file)
            finally:
                aside.unlink(missing_ok=True)
            _sync(file.parent)
        except OSError as fault:
            raise PlugError(f"保管の場所に書けませんでした({fault.strerror})。") from None

    def get(self, name: str) -> bytes | None:
        """The bytes of a file."""
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise PlugError(f"保管の場所を読めませんでした({fault.strerror})。") from None

    def remove(self, name: str) -> None:
        """Takes the file away, and its name from the disk."""
        file = self._file(name)
        try:
            file.unlink(missing_ok=True)
            if file.parent.is_dir():
                _sync(file.parent)
        except OSError as fault:
            raise PlugError(f"保管の場所から消せませんでした({fault.strerror})。") from None

    def names(self, municipality: str) -> Iterator[tuple[str, timedelta]]:
        """In no order; a file that goes away meanwhile is left out, one that was never ended is taken away."""
        for file in (self._folder / municipality).glob("*/*"):
            with contextlib.suppress(FileNotFoundError):
                age = timedelta(seconds=time.time() - file.stat().st_mtime)
                if not file.name.startswith(ASIDE):
                    yield f"{municipality}/{file.name}", age
                elif age > timedelta(days=1):
                    file.unlink()

    def health(self) -> Health:
        """Writes, reads and forgets a file."""
        name = f"health/{secrets.token_urlsafe(16)}"
        try:
            self.put(name, b"health")
            whole = self.get(name) == b"health"
            self.remove(name)
        except PlugError as fault:
            return Health(
                ok=False, say=str(fault), do="MADOGUCHI_STORAGE のフォルダーの持ち主と空きを確認してください。"
            )
        return told(whole)

    def _file(self, name: str) -> Path:
        municipality, _, key = known(name).partition("/")
        return self._folder / municipality / key[:2].lower() / key

    def _make(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for above in (folder.parent, self._folder):
            _sync(above)


def _sync(folder: Path) -> None:
    line = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(line)
    finally:
        os.close(line)
