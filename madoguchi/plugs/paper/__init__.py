"""紙の差込 - values become a PDF by a template of ours: tagged, in listed fonts, never with blank boxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

from madoguchi.core.plug import Health, PlugError

# Debian's fonts-noto-cjk, fonts-ipaexfont-gothic, fonts-vlgothic and fonts-ipamj-mincho; one of them is enough.
FOLDERS: Final = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/opentype/ipaexfont-gothic",
    "/usr/share/fonts/truetype/vlgothic",
    "/usr/share/fonts/opentype/ipamj-mincho",
)


NONE: Final[Mapping[str, bytes]] = {}


class NoPaper(PlugError):
    """It cannot be set here: no font is there, or none has a sign of it. `lacking` are the paths of such values, with
    dots and places from 0 (`letters.0.to.name`)."""

    def __init__(self, say: str, lacking: tuple[str, ...] = (), *, permanent: bool = False) -> None:
        super().__init__(say, permanent=permanent)
        self.lacking = lacking


@dataclass(frozen=True, slots=True)
class Made:
    """A PDF; `plain` are the paths of values of which a shape (IVS) is in no font, so that the usual one stands."""

    data: bytes
    plain: tuple[str, ...] = ()


class Paper(Protocol):
    """What every paper plug does. The same values give the same bytes."""

    @property
    def slowest(self) -> timedelta:
        """The longest time one call may take."""

    def pdf(self, template: str, values: Mapping[str, Any], pictures: Mapping[str, bytes] = NONE) -> Made:
        """The template of that name with these values, all of them data; `pictures` are JPEGs that we have made
        ourselves, by the names that the values call them. Raises NoPaper."""

    def lacking(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The paths of values with a sign that no font has."""

    def health(self) -> Health:
        """Whether there is a font; never raises."""


def starts(pdf: bytes) -> tuple[tuple[int, ...], int]:
    """The pages (from 0) on which the letters of a PDF of ours begin, and how many pages there are.

    For commands and workers: the reader of PDFs knows no threads.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        heads = (head for head in document.get_toc() if head.level == 0)
        return tuple(dest.get_index() for head in heads if (dest := head.get_dest())), len(document)
    finally:
        document.close()
