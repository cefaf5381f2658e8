"""組版 - a template of ours and some values become a PDF (PDF/UA-1); a sign that no font has is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings

HERE: Final = Path(__file__).parent
STANDARD: Final = "ua-1"  # with any standard set, a sign without a glyph is an error
# The first that is there sets the page; the others stand in for signs it lacks.
FAMILIES: Final = ("Noto Sans CJK JP", "IPAexGothic", "IPAGothic", "VL PGothic", "VL Gothic")


class NoPaper(Exception):
    """It cannot be set here: no font is there, or none has a sign of it."""


def pdf(template: str, values: Mapping[str, Any]) -> bytes:
    """The template of that name with these values, as PDF. Raises NoPaper."""
    fonts = _fonts(tuple(settings.FONTS))
    families = _in_order(fonts.families())
    if not families:
        raise NoPaper
    told = json.dumps({**values, "families": families}, ensure_ascii=False)
    try:
        # A compiler for each: what one family wrote is in no other's memory.
        press = typst.Compiler(
            HERE / f"{template}.typ", HERE, fonts, ignore_system_fonts=True, sys_inputs={"told": told}
        )
        made = press.compile(format="pdf", pdf_standards=STANDARD)
    except typst.TypstError as fault:
        raise NoPaper from fault
    assert isinstance(made, bytes)  # one document
    return made


def can_set() -> bool:
    """Whether there is a font at all."""
    return bool(_fonts(tuple(settings.FONTS)).families())


def _in_order(there: Iterable[str]) -> list[str]:
    rest = sorted(there)
    first = [name for name in FAMILIES if name in rest]
    return [*first, *(name for name in rest if name not in first)]


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    """Those of the listed folders, and no others whatever the machine has."""
    there = [folder for folder in folders if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=there)
