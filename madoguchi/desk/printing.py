"""印刷 - the letters of some days as one file for the printer, in the order of the post, with a list of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from madoguchi.core.arrival import POST
from madoguchi.core.case import Notice
from madoguchi.core.letter import document, place
from madoguchi.plugs.paper import starts
from madoguchi.store import letters, notices, wall

from . import arrival, letter, paper

HEAD: Final = ("順", "ページ", "枚数", "通知番号", "確認番号", "郵便番号", "宛名", "通知", "備考")
BY_HAND: Final = "宛先なし: 窓口で渡す"
UNMADE: Final = "印刷していない: 字体にない字"
_FORMULA: Final = ("=", "+", "-", "@", "\t")  # what a spreadsheet would reckon with
LAST: Final = "\uffff"  # behind every postcode


@dataclass(frozen=True)
class Printed:
    """One PDF and a row for each letter of it; letters that could not be set stand at the end, without a page."""

    pdf: bytes
    rows: tuple[tuple[str, ...], ...]
    notices: tuple[int, ...] = ()  # that have a page

    def control(self) -> str:
        """The rows as CSV, with their head."""
        text = io.StringIO()
        rows = ([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in self.rows)
        csv.writer(text, lineterminator="\r\n").writerows((HEAD, *rows))
        return text.getvalue()


def printed(slug: str, since: datetime, until: datetime, *, unopened: bool) -> Printed | None:
    """The letters of a municipality made from `since` on and before `until`; None when there is none.

    `unopened`: only those that the family has not opened. Outside of every wall. Raises NoPaper without a font.
    """
    with wall.inside(slug):
        found = notices.between(since, until)
    return _printed(slug, [one for one in found if not (unopened and one.opened)])


def for_the_post(slug: str, now: datetime) -> Printed | None:
    """The letters that are due for the post, as `printed`."""
    with wall.inside(slug):
        found = arrival.due(now, POST)
    return _printed(slug, found)


def _printed(slug: str, wanted: Sequence[Notice]) -> Printed | None:
    sheets = sorted(_sheets(slug, wanted), key=_in_order)
    fit, unfit = _fitting(sheets)
    if not sheets:
        return None
    pdf = paper.pdf(letter.KIND, document(fit)).data if fit else b""
    begins, count = starts(pdf) if fit else ((), 0)
    ends = (*begins[1:], count)
    rows = [
        _row(number, sheet, str(begin + 1), str(end - begin), "" if sheet["to"]["address"] else BY_HAND)
        for number, (sheet, begin, end) in enumerate(zip(fit, begins, ends, strict=True), 1)
    ]
    rows += [_row(0, sheet, "", "", f"{UNMADE}({where})") for sheet, where in unfit]
    return Printed(pdf, tuple(rows), tuple(sheet["notice"] for sheet in fit))


def _sheets(slug: str, wanted: Sequence[Notice]) -> list[dict[str, Any]]:
    with wall.inside(slug):
        told = [(one.id, letter.told(one), letters.get(one.id)) for one in wanted]
    # As they were sealed: what stands on paper is what was signed.
    return [
        {**letter.sheet_of(values, kept.signer if kept else ""), "notice": number}
        for number, values, kept in told
        if values
    ]


def _fitting(
    sheets: Sequence[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[tuple[dict[str, Any], str]]]:
    """Those that can be set, and those with a sign that no font has, with where it stands."""
    fit, unfit = [], []
    for sheet in sheets:
        told = document([sheet])
        lacking = paper.press().lacking(told)
        if lacking:
            unfit.append((sheet, "、".join(dict.fromkeys(place(path, told) for path in lacking))))
        else:
            fit.append(sheet)
    return fit, unfit


def _in_order(sheet: dict[str, Any]) -> tuple[str, str]:
    return sheet["to"]["postcode"] or LAST, sheet["marks"]


def _row(number: int, sheet: dict[str, Any], page: str, pages: str, remark: str) -> tuple[str, ...]:
    to = sheet["to"]
    mark = sheet["marks"].partition("\n")[0]
    return (str(number or ""), page, pages, mark, sheet["check"], to["postcode"], to["name"], sheet["title"], remark)
