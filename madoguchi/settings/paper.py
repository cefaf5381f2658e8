"""紙の設定 - where the fonts lie that PDFs are set with, and who reads the papers that families add."""

from __future__ import annotations

from madoguchi.plugs.paper import FOLDERS

from .read import text, words

FONTS = words("MADOGUCHI_FONTS") or list(FOLDERS)
# NAME:FOLDER of a plug of the kind reading; empty: nobody reads, and families type all of it.
READING = text("MADOGUCHI_READING")
# Folder with TOWN/residents.csv and TOWN/arrears.csv; empty: registers are looked up by hand.
REGISTERS = text("MADOGUCHI_REGISTERS")
