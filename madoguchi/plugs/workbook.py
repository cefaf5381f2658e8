"""表計算 - a sheet of texts as an Excel workbook (.xlsx), and the first sheet of one that came from outside."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from .box import ours

WIDEST: Final = 60  # letters of a column
HEAD: Final = PatternFill("solid", fgColor="E8F1FE")


class NoSheet(Exception):
    """The file is no workbook that can be read; the code is one of core/attachment."""


def written(title: str, grid: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet: heads that stay in sight, and every cell a text, so that nothing becomes a date."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for number, line in enumerate(grid, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, text)
            cell.number_format, cell.data_type = "@", "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font, cell.fill = Font(bold=True), HEAD
    for place, column in enumerate(sheet.columns):
        width = max(2 * len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[sheet.cell(1, place + 1).column_letter].width = min(WIDEST, width + 2)
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read(data: bytes) -> list[list[Any]]:
    """The cells of the first sheet, opened in the box. Raises NoSheet, and the box's Broke."""
    opened = ours().open("grid", data)
    if opened.refused:
        raise NoSheet(opened.refused)
    cells: list[list[Any]] = json.loads(opened.data)
    return cells
