"""封印の差込 - a PDF is signed with a municipality's certificate; a changed byte is seen by whoever looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from madoguchi.core.plug import Health


class Seal(Protocol):
    """What every seal plug does."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def signer(self, town: str) -> str:
        """Who signs for a municipality (its slug), as the certificate says; "" for nobody. Raises PlugError."""

    def sign(self, town: str, pdf: bytes, reason: str) -> bytes:
        """The PDF with a signature behind it. Raises PlugError."""

    def health(self) -> Health:
        """Whether every certificate can be used today; never raises."""
