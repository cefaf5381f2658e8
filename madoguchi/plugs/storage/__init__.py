"""保管の差込 - keeps bytes under a name; what it is given is sealed already, so it need not be trusted with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final, Protocol

from madoguchi.core.plug import Health

# municipality/key: both are of our own making, and lead nowhere else.
NAME: Final = re.compile(r"[a-z0-9-]{1,40}/[A-Za-z0-9_-]{22}", re.ASCII)


class Storage(Protocol):
    """What every storage plug does. All raise PlugError when the place does not answer."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def put(self, name: str, data: bytes) -> None:
        """Keep the bytes; when this returns they are safe. There is never half of them under the name."""

    def get(self, name: str) -> bytes | None:
        """The bytes; None when there are none of that name."""

    def remove(self, name: str) -> None:
        """Forget them; nothing happens when there are none."""

    def names(self, municipality: str) -> Iterator[tuple[str, timedelta]]:
        """Every name of a municipality, and how old it is by the clock of the place."""

    def health(self) -> Health:
        """Whether the place can be written and read now; never raises."""


def known(name: str) -> str:
    """The name itself. Raises ValueError for one that is not of our making."""
    if not NAME.fullmatch(name):
        raise ValueError("not a name of ours")
    return name


def told(whole: bool) -> Health:
    """What came of writing something and reading it again."""
    if whole:
        return Health(ok=True, say="書いて、読めました。")
    return Health(ok=False, say="書いたものが、そのまま読めません。", do="置き場(ディスク、S3)を調べてください。")
