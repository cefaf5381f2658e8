"""組版 - typst sets a template of ours with values; PDF/UA-1 and PDF/A-2a in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import typst

from madoguchi.core.plug import Health

from . import NONE, Made, NoPaper, _faces

HERE: Final = Path(__file__).parent
# With any standard set, a sign without a glyph is an error of typst's too: what we have overlooked is no blank box.
STANDARDS: Final = ("ua-1", "a-2a")
NO_FONT: Final = "日本語の字体がないため、文書を作れません。"
NO_GLYPH: Final = "字体にない字があるため、文書を作れません。"
INSTALL: Final = "apt-get install --no-install-recommends fonts-ipaexfont-gothic fonts-vlgothic"


class Plug:
    """`fonts`: folders with commas between them. No other font is used, whatever the machine has."""

    slowest = timedelta(minutes=5)  # a print run of thousands of letters

    def __init__(self, settings: Mapping[str, str]) -> None:
        folders = [folder.strip() for folder in settings["fonts"].split(",")]
        self._folders = tuple(folder for folder in folders if Path(folder).is_dir())

    def pdf(self, template: str, values: Mapping[str, Any], pictures: Mapping[str, bytes] = NONE) -> Made:
        """Values go in as JSON and are never read as markup."""
        faces = _faces.faces(self._folders)
        if not faces:
            raise NoPaper(NO_FONT)
        if lacking := self.lacking(values):
            raise NoPaper(NO_GLYPH, lacking, permanent=True)
        shaped, plain = _faces.shaped(faces, values)
        families = [face.family for face in faces]
        told = {**values, "families": families, "shaped": [{"sign": k, "font": v} for k, v in shaped.items()]}
        try:
            if not pictures:
                return Made(self._set(HERE, template, told), plain)
            # typst reads pictures from files alone: these lie there as long as it sets, for nobody but us.
            with TemporaryDirectory(prefix="madoguchi-paper-") as folder:
                desk = Path(folder)
                (desk / f"{template}.typ").write_bytes((HERE / f"{template}.typ").read_bytes())
                for name, data in pictures.items():
                    (desk / name).write_bytes(data)
                return Made(self._set(desk, template, told), plain)
        except typst.TypstError as fault:
            raise NoPaper(NO_GLYPH, permanent=True) from fault

    def _set(self, root: Path, template: str, told: Mapping[str, Any]) -> bytes:
        # A compiler for each: what one family wrote is in no other's memory.
        press = typst.Compiler(
            root / f"{template}.typ",
            root,
            _fonts(self._folders),
            ignore_system_fonts=True,
            sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        )
        made = press.compile(format="pdf", pdf_standards=list(STANDARDS))
        assert isinstance(made, bytes)  # one document
        return made

    def lacking(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """As the tables of the fonts say."""
        return _faces.lacking(_faces.faces(self._folders), values)

    def health(self) -> Health:
        """Whether there is a font."""
        faces = _faces.faces(self._folders)
        if not faces:
            return Health(ok=False, say=NO_FONT, do=INSTALL)
        return Health(ok=True, say=", ".join(face.family for face in faces))


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))
