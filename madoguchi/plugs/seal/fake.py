"""封印の控え - the twin of the seals: writes who signed behind the PDF, and proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from madoguchi.core.plug import Health, PlugError


class Plug:
    """Signs for everybody; while `away` for nobody."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.away = False

    def signer(self, town: str) -> str:
        """A made-up one."""
        return f"見本 {town}"

    def sign(self, town: str, pdf: bytes, reason: str) -> bytes:
        """A remark at the end of the file."""
        if self.away:
            raise PlugError("見本の差込は、いま答えません。")
        return pdf + f"% {self.signer(town)}: {reason}\n".encode()

    def health(self) -> Health:
        """Well, unless it is away."""
        return Health(ok=not self.away, say="見本の差込です。", do="見本" if self.away else "")
