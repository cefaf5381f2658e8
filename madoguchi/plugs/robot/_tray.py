"""受け箱 - the folder between the product and a robot: what waits, what is in hand, what was told. Nothing twice.

The same for a robot that has the folder, and for the page by which one asks from afar.
"""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from madoguchi.plugs.robot._letters import lay, made

log = logging.getLogger(__name__)
CASE: Final = re.compile(r"[0-9A-Za-z]+\.[0-9a-z]+\.[0-9a-z]+", re.ASCII)
ANSWER: Final = re.compile(rf"{CASE.pattern}\.(?:[0-9]{{5}}|end)", re.ASCII)
KEPT: Final = timedelta(days=1)  # of the names of what is done: much longer than a case may be taken


class Unwanted(Exception):
    """A file of a case that is not in hand, or of a name that is known with another content."""


class Tray:
    """One folder. Every deed may be done again: the second time changes nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.lock = made(folder), folder / "lock"

    def look(self) -> tuple[list[str], list[str]]:
        """Names of the cases that wait and of those in hand, the oldest first."""
        (self.folder / "alive").touch()
        self._forget()
        waiting = sorted(file.name for file in (self.folder / "out").iterdir() if CASE.fullmatch(file.name))
        for name in waiting:
            if (self.folder / "done" / name).exists():
                self._refuse(self.folder / "out" / name, "a second time")
        left = [name for name in waiting if (self.folder / "out" / name).exists()]
        return left, sorted(file.name for file in (self.folder / "taken").iterdir())

    def take(self, name: str) -> bytes | None:
        """The case, from now on in hand; None when it was taken back, or taken before."""
        file = self.folder / "taken" / _checked(CASE, name)
        try:
            (self.folder / "out" / name).rename(file)
        except FileNotFoundError:
            return None
        return file.read_bytes()

    def refuse(self, name: str, why: str) -> None:
        """Not done, and told to nobody: who wrote it is not known."""
        self._refuse(self.folder / "taken" / _checked(CASE, name), why)

    def put(self, name: str, letter: bytes) -> None:
        """What a robot tells of a case in hand, safe on the disk when this returns. After the last file nothing is left
        of the case but its name. Raises Unwanted."""
        case, _, last = _checked(ANSWER, name).rpartition(".")
        known, new = self._known(name), sha256(letter).hexdigest()
        if not known:
            if not (self.folder / "taken" / case).exists():
                raise Unwanted(name)
            lay(self.folder / "in" / name, letter)
            (self.folder / "told" / name).write_text(new)
            (self.folder / "alive").touch()
        if last == "end":
            (self.folder / "done" / case).touch()
            (self.folder / "taken" / case).unlink(missing_ok=True)
        if known and known != new:
            raise Unwanted(name)

    def wrong(self, who: str, most: int, shut: timedelta) -> bool:
        """Counts a request that the robot has not signed. Whether it was one too many: after the last, for a while."""
        file = self.folder / "wrong" / sha256(who.encode()).hexdigest()
        if file.exists() and file.stat().st_mtime < (datetime.now(UTC) - shut).timestamp():
            file.unlink(missing_ok=True)
        if file.exists() and file.stat().st_size >= most:
            return True
        with file.open("ab") as tries:
            tries.write(b".")
        return False

    def _known(self, name: str) -> str:
        """The digest of a file that was told already, read by the product or not."""
        for folder, digest in (("told", bytes.decode), ("in", lambda letter: sha256(letter).hexdigest())):
            try:
                if known := digest((self.folder / folder / name).read_bytes()):
                    return known
            except FileNotFoundError:
                continue
        return ""

    def _refuse(self, file: Path, why: str) -> None:
        log.warning("case refused: %s", why)
        try:
            file.rename(self.folder / "refused" / file.name)
        except FileNotFoundError:
            log.warning("it was refused before")

    def _forget(self) -> None:
        """Names of what is long done, and files that nobody has fetched."""
        old = (datetime.now(UTC) - KEPT).timestamp()
        for name in ("done", "in", "refused", "told", "wrong"):
            for file in (self.folder / name).iterdir():
                try:
                    if file.stat().st_mtime < old:
                        file.unlink()
                except FileNotFoundError:
                    continue  # the product has just read it


def _checked(form: re.Pattern[str], name: str) -> str:
    """The name, when it is one. Raises Unwanted: no other leads to a file."""
    if not form.fullmatch(name):
        raise Unwanted(name)
    return name
