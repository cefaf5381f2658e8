"""表計算の書類 - writes squares as an Excel file, with the habits of those who fill such files in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from random import Random
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Square
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .book import EXAMPLE, FORMULAS, Book
from .grid import Cell, Grid
from .xlsx_parts import Drawn, Place, repacked

POINTS: Final = 2.835  # in a mm
MARKS: Final = tuple("☑☒✓✔■□☐レ")
LISTED: Final = 250  # characters of a drop-down's list, at most
FONTS: Final = ("游ゴシック", "ＭＳ Ｐゴシック", "ＭＳ 明朝", "Meiryo UI")
_LINE: Final = Side(style="thin")
_GREY: Final = PatternFill("solid", fgColor="F2F2F2")
# What the sheets beside the form say: the labels of the form stand there too.
GUIDE: Final = (
    "就労証明書　記載要領",
    "証明日　証明書を発行した日を記載してください。",
    "事業所名　証明書を発行する事業者の名称を記載してください。",
    "No.1 業種　該当する項目にチェックしてください。　例）☑製造業",
    "No.2 本人氏名　証明の対象となる方の氏名を記載してください。　例）見本　太郎",
    "No.6 就労時間　合計時間には休憩時間を含みます。　例）月間 160 時間 0 分",
    "No.18 備考欄　必要に応じて記載してください。",
)


@dataclass(frozen=True)
class _Map:
    """Where the rows and columns of the squares come to lie."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def place(self, cell: Cell) -> Place:
        """First row and column, last row and column, from 1."""
        return Place(
            self.rows[cell.row],
            self.columns[cell.column],
            self.rows[cell.row + cell.rows - 1],
            self.columns[cell.column + cell.columns - 1],
        )


def _mapped(number: int, start: int, inserted: Sequence[int]) -> tuple[int, ...]:
    return tuple(start + at + sum(one <= at for one in inserted) for at in range(number))


def xlsx(grid: Grid, book: Book, dice: Random, other: Grid | None = None) -> bytes:
    """The squares as an Excel file. `other` is the form of somebody else, for examples and old copies."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    font = dice.choice(FONTS)
    write = _writer(font, dice)
    for name in book.before:
        _beside(workbook.create_sheet(name), name, other, write)
    sheet = workbook.create_sheet(book.sheet)
    drawn, cached = write(sheet, grid, book)
    for name in book.after:
        _beside(workbook.create_sheet(name), name, other, write)
    if book.hidden and other:
        old = workbook.create_sheet(book.hidden)
        write(old, other, Book())
        old.sheet_state = "hidden"
    workbook.active = len(book.before)
    file = io.BytesIO()
    workbook.save(file)
    return repacked(file.getvalue(), len(book.before) + 1, drawn, cached)


_Write = Callable[[Worksheet, Grid, Book], tuple[list[Drawn], dict[str, Any]]]


def _beside(sheet: Worksheet, name: str, other: Grid | None, write: _Write) -> None:
    if name == EXAMPLE and other:
        write(sheet, other, Book())
        return
    for at, line in enumerate(GUIDE, start=1):
        sheet.cell(at, 1, line)


def _writer(font: str, dice: Random) -> _Write:
    def write(sheet: Worksheet, grid: Grid, book: Book) -> tuple[list[Drawn], dict[str, Any]]:
        mapped = _Map(
            _mapped(len(grid.heights), book.origin[0], book.rows), _mapped(grid.columns, book.origin[1], book.columns)
        )
        _sized(sheet, grid, mapped)
        looks = _Looks(font)
        merged: list[CellRange] = []
        drawn: list[Drawn] = []
        cached: dict[str, Any] = {}
        for cell in grid.cells:
            place = mapped.place(cell)
            square = sheet.cell(place.row, place.column)
            square.value = _content(cell, book)
            _dressed(sheet, cell, place, looks)
            if book.merged and (place.last_row, place.last_column) != (place.row, place.column):
                merged.append(CellRange(None, place.column, place.row, place.last_column, place.last_row))
            _formula(square, cell, book, cached)
            drawn += _over(cell, place, book, dice, len(drawn))
        sheet.merged_cells.ranges = set(merged)  # its own way asks each of all others
        _linked(sheet, drawn, book, mapped)
        return drawn, cached

    return write


def _sized(sheet: Worksheet, grid: Grid, mapped: _Map) -> None:
    for row, height in zip(mapped.rows, grid.heights, strict=True):
        sheet.row_dimensions[row].height = round(height * POINTS, 1)
    for column in range(mapped.columns[0], mapped.columns[-1] + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 1.6
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _content(cell: Cell, book: Book) -> str | float | date | time | None:
    bit = cell.bit
    if bit.kind == "tick":
        if book.boxes != "cells":
            return None
        return (book.marks[not bit.on] if book.marks else bit.text) or None
    if bit.kind == "word" and book.boxes == "worded" and bit.left and not bit.text.startswith(MARKS):
        return None  # the control says it; a word with its box in one cell has no control
    if isinstance(bit.data, float) and bit.data == int(bit.data):
        return int(bit.data)
    return bit.data if bit.data is not None else bit.text or None


class _Looks:
    """What cells look like. Each look is made once: openpyxl is slow where every cell makes its own."""

    def __init__(self, font: str) -> None:
        self.font = font
        self.made: dict[tuple[str, str, bool, str], Any] = {}

    def give(self, square: Square, kind: str, edges: str, left: bool, shape: str) -> None:
        key = (kind, edges, left, shape)
        if key not in self.made:
            self._make(square, *key)
            self.made[key] = square._style
        square._style = self.made[key]

    def _make(self, square: Square, kind: str, edges: str, left: bool, shape: str) -> None:
        square.font = Font(name=self.font, size=14 if kind == "title" else 9, bold=kind == "title")
        square.alignment = Alignment(horizontal="left" if left else "center", vertical="center", wrap_text=True)
        sides = {name: _LINE for name in ("left", "top", "right", "bottom") if name[0] in edges}
        square.border = Border(**sides)
        if kind == "label":
            square.fill = _GREY
        if shape:
            square.number_format = shape


def _dressed(sheet: Worksheet, cell: Cell, place: Place, looks: _Looks) -> None:
    bit = cell.bit
    for row in range(place.row, place.last_row + 1):
        for column in range(place.column, place.last_column + 1):
            at = {"l": column == place.column, "r": column == place.last_column}
            at |= {"t": row == place.row, "b": row == place.last_row}
            edges = "".join(edge for edge in cell.edges if at[edge])
            first = (row, column) == (place.row, place.column)
            if edges or first or bit.kind == "label":
                looks.give(sheet.cell(row, column), bit.kind, edges, bit.left, bit.shape if first else "")
    if bit.choices and len(",".join(bit.choices)) < LISTED:
        listed = DataValidation("list", formula1=f'"{",".join(bit.choices)}"', allow_blank=True)
        listed.add(f"{get_column_letter(place.column)}{place.row}")
        sheet.add_data_validation(listed)


def _formula(square: Square, cell: Cell, book: Book, cached: dict[str, Any]) -> None:
    """The same value as a formula; what it came to is told, or left out as programs do that do not reckon."""
    told = square.value
    if not book.formulas or told is None or not set(cell.bit.codes) & set(FORMULAS) or cell.bit.kind != "value":
        return
    if isinstance(told, date):
        square.value, worth = f"=DATE({told.year},{told.month},{told.day})", float(date.toordinal(told) - 693594)
        cached[square.coordinate] = worth if book.formulas == "cached" else None
        return
    if isinstance(told, str):
        half = len(told) // 2
        square.value = f'="{told[:half]}"&"{told[half:]}"'
    else:
        square.value = f"={told}*1"
    cached[square.coordinate] = told if book.formulas == "cached" else None


def _over(cell: Cell, place: Place, book: Book, dice: Random, number: int) -> list[Drawn]:
    """What is drawn over the squares: controls for boxes, ellipses round words."""
    bit = cell.bit
    if bit.kind == "tick" and book.boxes != "cells":
        words = bit.option if book.boxes == "worded" else ""
        wide = place._replace(last_column=place.last_column + (len(words) + 1 if words else 0))
        return [Drawn("check", wide, number + 1, bit.on, words)]
    if bit.kind == "word" and bit.on and not bit.left:
        lean = (dice.uniform(-0.3, 0.3), dice.uniform(-0.15, 0.15)) if book.loose else (0.0, 0.0)
        return [Drawn("ellipse", place, number + 1, True, "", lean)]
    return []


def _linked(sheet: Worksheet, drawn: list[Drawn], book: Book, mapped: _Map) -> None:
    if not book.linked:
        return
    column = mapped.columns[-1] + 5
    for at, one in enumerate(drawn):
        if one.kind == "check":
            square = sheet.cell(mapped.rows[0] + at, column, one.on)
            square.font = Font(color="FFFFFF")
            drawn[at] = one._replace(link=f"${get_column_letter(column)}${square.row}")
