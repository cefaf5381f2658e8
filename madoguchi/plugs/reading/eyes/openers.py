"""読み方 - what is done with a paper inside of the reading box: its pieces are found and its values read, by its kind.

Loaded by the box's keeper alone. What an opener needs is imported here: inside of the box nothing can be loaded later.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import python_calamine

from madoguchi.core.paper import Page, PaperKind, Value, read, read_kind, titled
from madoguchi.plugs.keeper import Refused

from . import excel

Made = tuple[dict[str, Any], bytes]
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    python_calamine.CalamineError,
    OSError,
    KeyError,
)


def sheet(data: bytes, kinds: Sequence[Mapping[str, Any]]) -> Made:
    """A workbook (.xlsx, .xls): what its visible sheets say."""
    try:
        pages, remarks = excel.pages(data)
    except _BROKEN:
        raise Refused("sheet_broken") from None
    return _told(pages, remarks, tuple(read_kind(kind) for kind in kinds))


def _told(pages: Sequence[Page], remarks: Sequence[str], kinds: Sequence[PaperKind]) -> Made:
    """As JSON: {"kind", "page", "pages", "remarks", "fields": {code: {"value", "text", "where", "sure", "note"}}}."""
    kind, page, values = best(pages, kinds)
    fields = {code: asdict(value) for code, value in values.items()}
    told = {"kind": kind, "page": page, "pages": len(pages), "quality": "", "remarks": [*remarks], "fields": fields}
    return {}, json.dumps(told, ensure_ascii=False).encode()


def best(pages: Sequence[Page], kinds: Sequence[PaperKind]) -> tuple[str, int, dict[str, Value]]:
    """The page that says most, its kind, and what it says. An example of how to fill one in is only read alone."""
    told = []
    for page in pages:
        kind = titled(kinds, page)
        values = read(kind, page) if kind else {}
        told.append((not page.example, bool(kind), len(values), kind.id if kind else "", page.number, values))
    return max(told, key=lambda one: one[:3])[3:] if told else ("", 0, {})


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
