"""Excelを読む - the cells of a workbook as pieces, and what lies over them: form controls and drawn rings.

The cells come from the workbook library. What it does not tell (ticks of form controls, drawn rings, formulas that were
never worked out) is looked up in the archive itself, of which attachments have been measured before (openers.archive).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, Final
from xml.etree.ElementTree import Element

import python_calamine
from defusedxml.ElementTree import fromstring

from madoguchi.core.paper.sheet import UNWORKED, Box, Page, Piece, part, wide

MOST_CELLS: Final = 20_000  # of a sheet; a certificate has some hundreds
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"[^>]*>\s*<f(?:[^>]*/>|.*?</f>)\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>', re.DOTALL
)
_EXAMPLE: Final = re.compile("記入例|記載例|入力例|記入見本|サンプル|(?i:sample|example)")
_WORD: Final = re.compile(r"[^\s・/,、]+")
_LINK: Final = re.compile(r"(?:.*!)?\$?([A-Z]+)\$?([0-9]+)")
_USUAL: Final = re.compile(rb'defaultColWidth="([\d.]+)"')
_COLUMN: Final = re.compile(rb'<col (?=[^>]*\bmin="(\d+)")(?=[^>]*\bmax="(\d+)")(?=[^>]*\bwidth="([\d.]+)")')
_ROW: Final = re.compile(rb'<row (?=[^>]*\br="(\d+)")(?=[^>]*\bht="([\d.]+)")')
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_SHAPES: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RINGS: Final = frozenset({"ellipse", "donut", "flowChartConnector", "roundRect"})


def pages(data: bytes) -> tuple[list[Page], list[str]]:
    """The visible sheets with text, and remarks: `hidden` (sheets that are not looked at), `formula:SHEET!CELL`."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    extras = _Archive(data)
    told: list[Page] = []
    remarks: list[str] = []
    for number, sheet in enumerate(book.sheets_metadata):
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != python_calamine.SheetVisibleEnum.Visible:
            remarks.append("hidden")
            continue
        page, unworked = _page(number + 1, sheet.name, book.get_sheet_by_index(number), extras)
        remarks += [f"formula:{sheet.name}!{cell}" for cell in unworked]
        if page.pieces:
            told.append(page)
    return told, remarks


def _page(number: int, name: str, sheet: Any, extras: _Archive) -> tuple[Page, list[str]]:
    merged = {(first[0], first[1]): last for first, last in sheet.merged_cell_ranges or ()}
    top, left = sheet.start or (0, 0)
    over = extras.over(name)
    pieces: list[Piece] = []
    for row, line in enumerate(sheet.to_python(skip_empty_area=True), top):
        texts = {column: text for column, value in enumerate(line, left) if value != "" and (text := _text(value))}
        pieces += _row(name, row, {at: text for at, text in texts.items() if (at, row) not in over.linked}, merged)
        if len(pieces) >= MOST_CELLS:
            break
    unworked = [_unworked(name, cell, merged) for cell in over.unworked]
    return Page(
        number, (*_ringed(pieces, over.rings), *over.ticks, *unworked), bool(_EXAMPLE.search(name))
    ), over.unworked


def _row(
    name: str, row: int, texts: Mapping[int, str], merged: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterator[Piece]:
    """The cells of a row. The text of one that is not joined to others runs on over the empty ones beside it."""
    columns = [*texts, None]
    for column, following in pairwise(columns):
        assert column is not None
        text = texts[column]
        last = merged.get((row, column))
        runs = column + max(1, sum(map(wide, text)))
        right = last[1] + 1 if last else runs if following is None else min(following, runs)
        box = (float(column), float(row), float(right), last[0] + 1.0 if last else row + 1.0)
        yield Piece(text, box, f"{name}!{_name(column)}{row + 1}", cell=box)


def _unworked(sheet: str, cell: str, merged: Mapping[tuple[int, int], tuple[int, int]]) -> Piece:
    """The place of a formula that nobody has worked out: there is something, but nobody knows what."""
    column, row = _place(cell)
    last = merged.get((row, column), (row, column))
    box = (float(column), float(row), last[1] + 1.0, last[0] + 1.0)
    return Piece(UNWORKED, box, f"{sheet}!{cell}", sure=0.0, cell=box)


def _place(cell: str) -> tuple[int, int]:
    """The column and row, from 0, of a name as C5."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(cell[len(letters) :]) - 1


def _text(value: Any) -> str:
    """A cell as people see it: no trailing .0, dates as days, times as clock times."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "☑" if value else "□"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _name(column: int) -> str:
    letters = ""
    while column >= 0:
        letters = chr(65 + column % 26) + letters
        column = column // 26 - 1
    return letters


def _ringed(pieces: list[Piece], rings: list[Box]) -> list[Piece]:
    """The pieces, marked where a ring is drawn round them; of a cell with several words, the word under the ring."""
    for ring in rings:
        left, top, right, bottom = ring
        boxes = enumerate(piece.box for piece in pieces)
        near = [at for at, (x0, y0, x1, y1) in boxes if x0 < right and left < x1 and y0 < bottom and top < y1]
        if not near:
            continue
        wide_ones = {at: words for at in near if (words := _words(pieces[at])) and _narrow(ring, pieces[at].box)}
        shares = {(at, -1): _shared(ring, pieces[at].box) for at in near if at not in wide_ones}
        shares |= {(at, n): _shared(ring, word.box) for at, words in wide_ones.items() for n, word in enumerate(words)}
        at, ours = max(shares, key=lambda one: shares[one])
        words = wide_ones.get(at, [pieces[at]])
        pieces[at : at + 1] = [replace(it, marked=it.marked or n == max(ours, 0)) for n, it in enumerate(words)]
    return pieces


def _words(piece: Piece) -> list[Piece]:
    """The words of a cell that holds several, each with its share of the cell."""
    return [part(piece, *match.span()) for match in _WORD.finditer(piece.text)]


def _narrow(ring: Box, box: Box) -> bool:
    return ring[2] - ring[0] < (box[2] - box[0]) / 2


def _shared(one: Box, other: Box) -> float:
    """How far two boxes are the same: the area of both together as a part of the area of either."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / (sum(areas) - width * height)


class _Over:
    """What lies over the cells of a sheet, in columns and rows with their fractions."""

    def __init__(self) -> None:
        self.ticks: list[Piece] = []
        self.rings: list[Box] = []
        self.linked: set[tuple[int, int]] = set()  # cells that only repeat a tick, by column and row
        self.unworked: list[str] = []


class _Archive:
    """The parts of a new workbook; an old one (.xls) has none that we read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile:
            self._zip = None
        self._names = frozenset(self._zip.namelist()) if self._zip else frozenset()
        self._paths = self._sheets() if self._zip else {}

    def over(self, sheet: str) -> _Over:
        """What lies over the sheet of this name."""
        over, path = _Over(), self._paths.get(sheet)
        if path is None or path not in self._names:
            return over
        xml = self._read(path)
        if b"<f" in xml:
            over.unworked = [cell.decode() for cell in _FORMULA.findall(xml)]
        relations = self._relations(path)
        drawings = [target for target in relations.values() if "/drawings/drawing" in target]
        if not drawings and b"<control" not in xml:
            return over
        words: dict[str, str] = {}
        sizes = _Sizes(xml)
        for target in drawings:
            drawing = self._tree(target)
            over.rings += list(_rings(drawing, sizes))
            words |= _words_of(drawing)
        if b"<control" in xml:
            self._controls(sheet, fromstring(xml), relations, (words, sizes), over)
        return over

    def _sheets(self) -> dict[str, str]:
        relations = self._relations("xl/workbook.xml")
        book = self._tree("xl/workbook.xml")
        sheets = (node for node in book.iter() if node.tag.endswith("}sheet"))
        return {node.attrib["name"]: relations.get(node.attrib.get(_RELATION, ""), "") for node in sheets}

    def _relations(self, path: str) -> dict[str, str]:
        folder, name = posixpath.split(path)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._names:
            return {}
        return {
            node.attrib["Id"]: posixpath.normpath(posixpath.join("/" + folder, node.attrib["Target"])).lstrip("/")
            for node in self._tree(relations)
        }

    def _controls(
        self,
        sheet: str,
        tree: Element,
        relations: Mapping[str, str],
        drawn: tuple[Mapping[str, str], _Sizes],
        over: _Over,
    ) -> None:
        """Ticks of form controls stand before the words of their cell, or bring words of their own."""
        words, sizes = drawn
        for control in (node for node in tree.iter() if node.tag.endswith("}control")):
            properties = relations.get(control.attrib.get(_RELATION, ""), "")
            anchor = next((node for node in control.iter() if node.tag.endswith("}anchor")), None)
            if properties not in self._names or anchor is None:
                continue
            about = self._tree(properties).attrib
            if about.get("objectType") not in ("CheckBox", "Radio"):
                continue
            if link := _LINK.fullmatch(about.get("fmlaLink", "")):
                over.linked.add(_place(link[1] + link[2]))
            x0, y0, x1, y1 = sizes.box(*(node for node in anchor if node.tag.endswith(("}from", "}to"))))
            sign = "☑" if about.get("checked") in ("Checked", "1") else "□"
            column, row = float(int(x0)), float(int((y0 + y1) / 2))
            where = f"{sheet}!{_name(int(column))}{int(row) + 1}"
            tick = (column - 0.01, row, column, row + 1.0)
            over.ticks.append(Piece(sign, tick, where, cell=tick))
            if text := words.get(control.attrib.get("shapeId", ""), ""):
                box = (column, row, x1, row + 1.0)
                over.ticks.append(Piece(text, box, where, cell=box))

    def _tree(self, path: str) -> Element:
        return fromstring(self._read(path))

    def _read(self, path: str) -> bytes:
        assert self._zip is not None
        return self._zip.read(path)


def _words_of(drawing: Element) -> dict[str, str]:
    """What is written in each shape, by its number."""
    told = {}
    for shape in drawing.iter(f"{_DRAWING}sp"):
        name = shape.find(f".//{_DRAWING}cNvPr")
        text = "".join(node.text or "" for node in shape.iter(f"{_SHAPES}t")).strip()
        if name is not None and text:
            told[name.attrib.get("id", "")] = text
    return told


def _rings(drawing: Element, sizes: _Sizes) -> Iterator[Box]:
    for anchor in drawing:
        shape = anchor.find(f".//{_SHAPES}prstGeom")
        corners = anchor.find(f"{_DRAWING}from"), anchor.find(f"{_DRAWING}to")
        if (
            shape is not None
            and shape.attrib.get("prst") in _RINGS
            and corners[0] is not None
            and corners[1] is not None
        ):
            yield sizes.box(corners[0], corners[1])


class _Sizes:
    """How wide columns and how high rows are, in the unit of drawings (English metric units)."""

    def __init__(self, xml: bytes) -> None:
        usual = _USUAL.search(xml)
        self._usual = _width(float(usual[1]) if usual else 8.43)
        self._columns = {
            column: _width(float(width))
            for first, last, width in _COLUMN.findall(xml)
            for column in range(int(first) - 1, min(int(last), MOST_CELLS))
        }
        self._rows = {int(row) - 1: float(height) * 12_700 for row, height in _ROW.findall(xml)}

    def box(self, start: Element, end: Element) -> Box:
        """Where a drawing lies, in columns and rows with their fractions."""
        return *self._corner(start), *self._corner(end)

    def _corner(self, node: Element) -> tuple[float, float]:
        told = {child.tag.rpartition("}")[2]: int(child.text or 0) for child in node}
        column, row = told.get("col", 0), told.get("row", 0)
        right = told.get("colOff", 0) / (self._columns.get(column, self._usual) or 1)
        down = told.get("rowOff", 0) / (self._rows.get(row, 190_500.0) or 1)
        return column + min(1.0, right), row + min(1.0, down)


def _width(signs: float) -> float:
    """The width of a column of so many digits, with its margin, at 96 dots an inch."""
    return (int(signs * 7) + 5) * 9_525.0
