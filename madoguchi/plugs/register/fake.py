"""台帳の控え - the twin of the register plugs: knows only the places it is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.address import Place
from madoguchi.core.cut import Town
from madoguchi.core.plug import Health, PlugError


class Plug:
    """`known` has the places by postcode; while `away` it answers nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.known: dict[str, tuple[Place, ...]] = {}
        self.away = False

    def places(self, digits: str) -> tuple[Place, ...]:
        """Those it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return self.known.get(digits, ())

    def towns(self, line: str) -> tuple[Town, ...]:
        """Those of the places it was told."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        told = [(one, code) for code, places in self.known.items() for one in places]
        return tuple(
            Town(one.prefecture, one.city, one.neighborhood, code)
            for one, code in told
            if line.startswith(one.prefecture + one.city)
        )

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="見本" if self.away else "")
