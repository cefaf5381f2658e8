"""字体 - the fonts of made-up papers: some for tuning, others kept for the proof; only what is installed is used.

Debian's packages: fonts-vlgothic, fonts-ipaexfont-mincho, fonts-takao-mincho (tuning); fonts-ipaexfont-gothic,
fonts-noto-cjk, fonts-horai-umefont (kept for the proof); fonts-seto (as if by hand).
Takao and IPAex share the shapes of most letters, so that the two Mincho are on the same side.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import typst

_TRUE: Final = "/usr/share/fonts/truetype"
_OPEN: Final = "/usr/share/fonts/opentype"
TUNED: Final[Mapping[str, str]] = {
    "VL Gothic": f"{_TRUE}/vlgothic",
    "VL PGothic": f"{_TRUE}/vlgothic",
    "IPAexMincho": f"{_OPEN}/ipaexfont-mincho",
    "TakaoPMincho": f"{_TRUE}/takao-mincho",
}
HELD_OUT: Final[Mapping[str, str]] = {
    "IPAexGothic": f"{_OPEN}/ipaexfont-gothic",
    "Noto Sans CJK JP": f"{_OPEN}/noto",
    "Noto Serif CJK JP": f"{_OPEN}/noto",
    "Ume Mincho": f"{_TRUE}/horai-umefont",
}
# Not fonts-aoyagi-kouzan-t: its 髙, 齊, 廣, its brackets and its ０ are blank, and nobody would notice.
HAND: Final[Mapping[str, str]] = {"SetoFont": f"{_TRUE}/seto"}
# Who lacks a letter borrows it, as Excel and Word do.
LENDERS: Final = ("VL Gothic", "IPAexMincho", "IPAexGothic", "DejaVu Sans")


class NoFont(Exception):
    """None of the fonts of this kind is installed."""


@cache
def shelf() -> typst.Fonts:
    """All fonts that are there."""
    folders = {**TUNED, **HELD_OUT, **HAND, "DejaVu Sans": f"{_TRUE}/dejavu"}.values()
    there = sorted({folder for folder in folders if Path(folder).is_dir()})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=there)


@cache
def installed(hand: bool = False, held_out: bool = False) -> tuple[str, ...]:
    """The names of one kind that are there. Raises NoFont."""
    known = set(shelf().families())
    found = tuple(name for name in (HAND if hand else HELD_OUT if held_out else TUNED) if name in known)
    if not found:
        raise NoFont("hand" if hand else "held out" if held_out else "tuned")
    return found
