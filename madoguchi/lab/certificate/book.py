"""表計算の癖 - in what ways an Excel file departs from the form that a city hall put on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Values that stand as formulas when a book has any.
FORMULAS: Final = ("office_name", "name", "cert_date", "days_per_week", "workplace_address")
EXAMPLE: Final = "記入例"


@dataclass(frozen=True)
class Book:
    """One way of an Excel file to be other than expected."""

    sheet: str = "標準的様式"
    before: tuple[str, ...] = ()  # sheets in front; 記入例 is filled in for somebody else
    after: tuple[str, ...] = ()
    hidden: str = ""  # name of a hidden sheet with an old copy, of somebody else
    origin: tuple[int, int] = (1, 1)  # row and column of the first square
    rows: tuple[int, ...] = ()  # empty rows in front of these rows
    columns: tuple[int, ...] = ()  # empty columns in front of these
    merged: bool = True
    marks: tuple[str, str] | None = None  # of tick boxes; as the layout has them when None
    boxes: str = "cells"  # cells, controls (beside the words), or worded (the words are the controls')
    linked: bool = False  # each control writes TRUE or FALSE into a cell far right
    formulas: str = ""  # "", cached or uncached
    loose: bool = False  # circles are drawn by hand: they lie askew


BOOKS: Final[Mapping[str, Book]] = {
    "plain": Book(),
    "renamed": Book(sheet="Sheet1 (2)"),
    "among": Book(sheet="就労証明書", before=("記載要領",), after=("プルダウン",)),
    "example": Book(sheet="様式", before=(), after=(EXAMPLE, "記載要領")),
    "example_first": Book(sheet="入力用", before=(EXAMPLE,)),
    "old_copy": Book(sheet="就労証明書(R8)", hidden="就労証明書(旧)"),
    "moved": Book(origin=(4, 3)),
    "far": Book(sheet="提出用", origin=(31, 28)),
    "inserted": Book(rows=(3, 9, 14, 22, 23, 31, 40), columns=(5, 17, 41, 60)),
    "unmerged": Book(sheet="就労証明", merged=False),
    "unmerged_moved": Book(merged=False, origin=(2, 2), columns=(12, 30), rows=(2, 17, 18, 35)),
    "checks": Book(marks=("✓", "□")),
    "kana_re": Book(marks=("レ", "□")),
    "filled_boxes": Book(marks=("■", "□")),
    "heavy_checks": Book(marks=("✔", "☐")),
    "only_marks": Book(marks=("✓", "")),
    "controls": Book(boxes="controls"),
    "controls_moved": Book(boxes="controls", origin=(3, 2), linked=True, columns=(20,)),
    "worded_controls": Book(boxes="worded"),
    "loose": Book(loose=True),
    "cached": Book(formulas="cached"),
    "uncached": Book(formulas="uncached"),
}
