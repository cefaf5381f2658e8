"""保管の控え - the twin of the storage plugs that remembers in the memory of the process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from madoguchi.core.plug import Health, PlugError

from . import known


class Plug:
    """`kept` is what it has, by name; while `away` it answers nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.kept: dict[str, tuple[bytes, datetime]] = {}
        self.away = False

    def put(self, name: str, data: bytes) -> None:
        """Remembers."""
        self._here()[known(name)] = (data, datetime.now(UTC))

    def get(self, name: str) -> bytes | None:
        """What it remembers."""
        found = self._here().get(known(name))
        return found[0] if found else None

    def remove(self, name: str) -> None:
        """Forgets."""
        self._here().pop(known(name), None)

    def names(self, municipality: str) -> Iterator[tuple[str, timedelta]]:
        """All it remembers of a municipality."""
        kept = [(name, put) for name, (_, put) in self._here().items() if name.startswith(f"{municipality}/")]
        return ((name, datetime.now(UTC) - put) for name, put in kept)

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="" if not self.away else "見本")

    def _here(self) -> dict[str, tuple[bytes, datetime]]:
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return self.kept
