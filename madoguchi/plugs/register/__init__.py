"""台帳の差込 - looks up what a public register says; nothing is written there, and nobody is named."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from madoguchi.core.address import Place
from madoguchi.core.cut import Town
from madoguchi.core.plug import Health


class Postcodes(Protocol):
    """What every register of postcodes does."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def places(self, digits: str) -> tuple[Place, ...]:
        """The places of a postcode, seven digits; none when there is no such postcode. Raises PlugError."""

    def towns(self, line: str) -> tuple[Town, ...]:
        """The towns of the city that an address begins with; none when it names no prefecture. Raises PlugError."""

    def health(self) -> Health:
        """Whether it answers now; never raises."""
