"""紙の控え - the twin of the press: remembers what it was to set, and makes a page with nothing on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from madoguchi.core.plug import Health

from . import NONE, Made, NoPaper

BLANK: Final = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class Plug:
    """`refuses` are paths it refuses, as if no font had their signs."""

    slowest = timedelta(0)

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.made: list[tuple[str, Mapping[str, Any]]] = []
        self.refuses: tuple[str, ...] = ()

    def pdf(self, template: str, values: Mapping[str, Any], pictures: Mapping[str, bytes] = NONE) -> Made:
        """The same page for everybody."""
        if self.refuses:
            raise NoPaper("見本の差込が断りました。", self.refuses, permanent=True)
        self.made.append((template, values))
        return Made(BLANK)

    def lacking(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Those it was told."""
        return self.refuses

    def health(self) -> Health:
        """Always well."""
        return Health(ok=True, say="見本の差込です。")
