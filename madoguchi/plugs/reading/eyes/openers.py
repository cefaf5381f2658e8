"""表計算の読み方 - what the box that reads workbooks does: their pieces are found and their values read, by their kind.

Loaded by the box's keeper alone. What an opener needs is imported here: inside of the box nothing can be loaded later.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree.ElementTree import ParseError

import python_calamine

from madoguchi.plugs.keeper import Refused

from . import excel
from .answer import Kinds, Made, answer

_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    python_calamine.CalamineError,
    OSError,
    KeyError,
)


def sheet(data: bytes, kinds: Kinds) -> Made:
    """A workbook (.xlsx, .xls): what its visible sheets say."""
    try:
        pages, remarks = excel.pages(data)
    except _BROKEN:
        raise Refused("sheet_broken") from None
    return answer(pages, remarks, kinds)


_SAMPLE: Final[Mapping[str, str]] = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
    "</workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>見本</t></is></c></row></sheetData></worksheet>',
}


def _warm() -> None:
    """Open something once: what libraries load late must be there before the box is shut."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in _SAMPLE.items():
            packed.writestr(name, text)
    sheet(made.getvalue(), [])


_warm()
OPENERS: Final[Mapping[str, Callable[..., Made]]] = {"sheet": sheet}
