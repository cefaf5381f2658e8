"""表計算のファイル - a table as a workbook that officials take along, and one that they send, read in the box."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Sequence
from typing import Any, Final

from madoguchi.plugs import workbook
from madoguchi.plugs.box import Broke

from .revise import Unfit

BROKEN: Final = "Excel(.xlsx)のファイルとして開けませんでした。Excelで「名前を付けて保存」からやり直してください。"
NO_LIST: Final = "Excel(.xlsx)かCSVのファイルとして開けませんでした。ファイルの形式を確かめてください。"
TOLD: Final = {
    "sheet_password": "パスワードがかかっています。外してから選んでください。",
    "sheet_macro": "マクロが入っています。「.xlsx」の形式で保存し直してください。",
    "zip_bomb": "ファイルが大きすぎます。表のあるシートだけにしてください。",
}
_NO_TITLE: Final = re.compile(r"[\[\]:*?/\\]")  # Excel takes none of these in the name of a sheet


def lines(data: bytes) -> list[list[Any]]:
    """The lines of the first sheet, outside of every wall: the box may be slow. Raises Unfit."""
    try:
        return workbook.read(data)
    except workbook.NoSheet as no:
        raise Unfit(TOLD.get(str(no), BROKEN)) from None
    except Broke:
        raise Unfit(BROKEN) from None


def file(title: str, lines: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet."""
    return workbook.written(_NO_TITLE.sub(" ", title), lines)


def list_lines(name: str, data: bytes) -> list[list[Any]]:
    """The lines of a list in Excel's form or as CSV (UTF-8 or Shift_JIS), outside of every wall. Raises Unfit."""
    if data[:2] == b"PK":
        return lines(data)
    for code in ("utf-8-sig", "cp932"):
        with contextlib.suppress(UnicodeDecodeError, csv.Error):
            return [list(line) for line in csv.reader(io.StringIO(data.decode(code), newline=""))]
    raise Unfit(NO_LIST)
