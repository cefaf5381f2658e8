"""見本の就労証明書の表計算: each habit of an Excel file is really in it, and the form's words are where they belong."""

import io
import re
import zipfile
from functools import cache
from random import Random
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from madoguchi.lab.certificate.book import BOOKS, FORMULAS
from madoguchi.lab.certificate.grid import Grid
from madoguchi.lab.certificate.layouts import LAYOUTS, filled
from madoguchi.lab.certificate.values import values
from madoguchi.lab.certificate.xlsx import xlsx

MINE = values(Random(2), life="returned", name="見本　太郎", office_name="株式会社見本")
OTHERS = values(Random(3), life="part_time", name="別見本　花子", office_name="別見本商店")


@cache
def grid(layout: str = "national") -> Grid:
    return filled(MINE, layout)


@cache
def made(book: str, layout: str = "national") -> bytes:
    return xlsx(grid(layout), BOOKS[book], Random(1), filled(OTHERS, layout))


@cache
def form(book: str, layout: str = "national", results: bool = True) -> Worksheet:
    opened = openpyxl.load_workbook(io.BytesIO(made(book, layout)), data_only=results)
    return opened[BOOKS[book].sheet]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def part(book: str, pattern: str, layout: str = "national") -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made(book, layout))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if re.search(pattern, name)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_plain_file_says_what_the_squares_say(layout: str):
    said = texts(form("plain", layout))
    wanted = [cell.bit for cell in grid(layout).cells if cell.bit.text and cell.bit.data is None]
    assert len(said) == sum(bool(cell.bit.text) for cell in grid(layout).cells)
    assert not [bit.text for bit in wanted if bit.text not in said]


@pytest.mark.parametrize("book", BOOKS)
def test_every_file_can_be_opened_again_and_holds_whom_it_is_about(book: str):
    said = texts(form(book))
    assert "別見本　花子" not in said
    assert ("見本　太郎" in said) == (BOOKS[book].formulas != "uncached")
    for text in part(book, r"\.(xml|rels|vml)$").values():
        ElementTree.fromstring(text)  # noqa: S314 - our own


def test_numbers_and_days_are_kept_as_excel_keeps_them():
    sheet = form("plain", "drop_down")
    days = [cell for row in sheet.iter_rows() for cell in row if getattr(cell, "is_date", False)]
    assert {cell.number_format for cell in days} == {'yyyy"年"m"月"d"日"', "h:mm"}
    assert 5 in [cell.value for row in form("plain").iter_rows() for cell in row]


def test_copies_for_others_lie_on_sheets_that_do_not_count():
    for book in ("example", "example_first", "old_copy"):
        opened = openpyxl.load_workbook(io.BytesIO(made(book)))
        beside = [sheet for sheet in opened if sheet.title != BOOKS[book].sheet]
        assert any("別見本　花子" in texts(sheet) for sheet in beside)
        assert opened.active is not None
        assert opened.active.title == BOOKS[book].sheet
    assert [sheet.sheet_state for sheet in openpyxl.load_workbook(io.BytesIO(made("old_copy")))] == [
        "visible",
        "hidden",
    ]


def test_a_file_can_be_moved_parted_and_unmerged():
    assert form("plain")["A1"].value == "就労証明書"
    assert form("far").cell(31, 28).value == "就労証明書"
    assert form("inserted").max_row == form("plain").max_row + len(BOOKS["inserted"].rows)
    assert form("inserted").max_column == form("plain").max_column + len(BOOKS["inserted"].columns)
    assert form("plain").merged_cells.ranges
    assert not form("unmerged").merged_cells.ranges


def test_boxes_are_ticked_with_other_signs():
    number = sum(cell.bit.on and cell.bit.kind == "tick" for cell in grid().cells)
    assert number > 8
    for book in ("plain", "checks", "kana_re", "filled_boxes", "heavy_checks", "only_marks"):
        mark = (BOOKS[book].marks or "☑")[0]
        assert texts(form(book)).count(mark) == number
    assert "□" not in texts(form("only_marks"))


@pytest.mark.parametrize("book", ["controls", "controls_moved", "worded_controls"])
def test_form_controls_are_ticked_where_the_squares_are(book: str):
    boxes = [cell.bit for cell in grid().cells if cell.bit.kind == "tick"]
    told = part(book, "ctrlProps")
    ordered = [told[name] for name in sorted(told, key=lambda name: int(re.sub(r"\D", "", name)))]
    assert [" checked=" in text for text in ordered] == [bit.on for bit in boxes]
    drawn = next(iter(part(book, "vmlDrawing").values()))
    assert drawn.count("<x:Checked>1</x:Checked>") == sum(bit.on for bit in boxes)
    assert not {"☑", "□"} & set(texts(form(book)))
    assert ("正社員" in texts(form(book))) == ("正社員</font>" not in drawn)
    with zipfile.ZipFile(io.BytesIO(made(book))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        related = archive.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
        known = set(archive.namelist())
    assert set(re.findall(r'r:id="(\w+)"', sheet)) == set(re.findall(r'Id="(\w+)"', related))
    assert {f"xl/{target}" for target in re.findall(r'Target="\.\./([^"]+)"', related)} <= known
    assert all(f"/{name}" in types for name in told)


def test_linked_controls_write_into_cells():
    linked = [value for value in texts(form("controls_moved")) if value in ("True", "False")]
    assert linked.count("True") == sum(cell.bit.on and cell.bit.kind == "tick" for cell in grid().cells)
    assert 'fmlaLink="$' in "".join(part("controls_moved", "ctrlProps").values())


@pytest.mark.parametrize("book", ["plain", "loose"])
def test_circles_lie_over_the_words_that_are_chosen(book: str):
    drawing = part(book, "drawings/drawing1", "era")["xl/drawings/drawing1.xml"]
    circled = [cell for cell in grid("era").cells if cell.bit.on]
    assert drawing.count('prst="ellipse"') == len(circled) > 8
    rows = [int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)", drawing)]
    assert all(abs(row - cell.row) <= 1 for row, cell in zip(rows, circled, strict=True))


def test_formulas_come_with_and_without_their_results():
    count = sum(bool(set(cell.bit.codes) & set(FORMULAS)) and bool(cell.bit.text) for cell in grid().cells)
    for book in ("cached", "uncached"):
        formulas = [cell for row in form(book, results=False).iter_rows() for cell in row if cell.data_type == "f"]
        assert count - 1 <= len(formulas) <= count  # 西暦 is printed, not filled in
        results = [form(book)[cell.coordinate].value for cell in formulas]
        assert all(value is not None for value in results) == (book == "cached")
        assert any(value is not None for value in results) == (book == "cached")


def test_the_same_squares_give_the_same_bytes():
    again = xlsx(grid(), BOOKS["old_copy"], Random(1), filled(OTHERS, "national"))
    assert again == made("old_copy")
