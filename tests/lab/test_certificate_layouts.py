"""見本の就労証明書の様式: every layout has a place for every value, and says of each only what is so."""

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from random import Random

import pytest

from madoguchi.lab.certificate import said
from madoguchi.lab.certificate import values as made
from madoguchi.lab.certificate.grid import COLUMNS, Cell, Grid
from madoguchi.lab.certificate.layouts import HELD_OUT, LAYOUTS, TUNED, filled
from madoguchi.lab.certificate.values import LIVES, Values, values

FOLDED = str.maketrans("０１２３４５６７８９．年月日時分間／", "0123456789.       ")

NATIONAL_LABELS = """
証明日 事業所名 代表者名 所在地 電話番号 担当者名 記載者連絡先 業種 フリガナ 本人氏名 生年月日 雇用(予定)期間等
本人就労先事業所 雇用の形態 就労時間 就労実績 産前・産後休業の取得 育児休業の取得 産休・育休以外の休業の取得
復職(予定)年月日 保育士等としての勤務実態の有無 雇用契約満了後の更新の有無 入所内定時育休短縮可否 育休延長可否
単身赴任期間(予定含む) 備考欄 保護者記載欄
"""


@cache
def told_of(life: str, seed: int = 2) -> Values:
    return values(Random(seed), life=life)


@cache
def grid_of(life: str, layout: str) -> Grid:
    return filled(told_of(life), layout)


def cells_of(grid: Grid, code: str) -> list[Cell]:
    return [cell for cell in grid.cells if code in cell.bit.codes]


def numbers(texts: Iterable[str]) -> list[int]:
    return [int(number) for text in texts for number in re.findall(r"\d+", text.translate(FOLDED))]


def ticked(cells: list[Cell], words: Iterable[str]) -> list[str]:
    """The words that are ticked, circled or chosen, or stand behind the first sign of a line of them all."""
    whole = [cell.bit.text for cell in cells if not cell.bit.option]
    if whole:
        return [
            word for word in words if re.search(rf"(?:^|　)[☑✓✔レ■]{re.escape(word)}(?:　|$|[(](?!予定))", whole[0])
        ]
    return list(dict.fromkeys(cell.bit.option for cell in cells if cell.bit.on))


def carried(grid: Grid, code: str, told: object) -> bool:
    cells = cells_of(grid, code)
    texts = [cell.bit.text for cell in cells]
    if code in made.CHOICES or code == "weekdays":
        choices = made.DAYS if code == "weekdays" else made.CHOICES[code]
        return ticked(cells, choices) == (told if isinstance(told, list) else [told])
    if code in made.TEXTS:
        return any(str(told) in text for text in texts)
    if code in made.DATES:
        day = date.fromisoformat(str(told))
        found = numbers(texts)
        return found in ([day.year, day.month, day.day], [said.era(day)[2], day.month, day.day])
    if code in made.MONTHS:
        year, month = map(int, str(told).split("-"))
        return numbers(texts) in ([year, month], [said.era(date(year, month, 1))[2], month])
    if code in made.PHONES:
        return "".join(re.findall(r"\d", "".join(texts).translate(FOLDED))) == str(told).replace("-", "")
    if code in made.TIMES:
        found = numbers(texts)
        return list(map(int, str(told).split(":"))) in (found[:2], found[2:])
    if code.endswith("_hours") and code in made.MINUTES:
        found = numbers(texts)
        return found in ([int(str(told)) // 60, int(str(told)) % 60], [int(str(told)) // 60])
    return "".join(texts).translate(FOLDED) == f"{told:g}"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("life", LIVES)
def test_every_layout_carries_every_value_that_is_filled_in(life: str, layout: str):
    lost = {
        code: [cell.bit.text for cell in cells_of(grid_of(life, layout), code)]
        for code, told in told_of(life).items()
        if not carried(grid_of(life, layout), code, told)
    }
    assert not lost


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_blank_is_blank_on_the_paper_too(layout: str):
    grid = filled({}, layout)
    there = [cell.bit for cell in grid.cells if cell.bit.codes and cell.bit.kind == "value" and cell.bit.text]
    # Boxes, dots and 殿 are printed before anybody writes.
    assert not [bit for bit in there if re.search(r"[\d☑✓✔レ■]|見本", bit.text)]
    assert not [cell for cell in grid.cells if cell.bit.on and cell.bit.codes]
    assert {code for cell in grid.cells for code in cell.bit.codes} >= made.CODES


@pytest.mark.parametrize("layout", LAYOUTS)
def test_squares_do_not_lie_over_each_other_and_fill_the_width(layout: str):
    taken: set[tuple[int, int]] = set()
    grid = grid_of("returned", layout)
    for cell in grid.cells:
        squares = {
            (row, column)
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        assert not squares & taken, cell
        taken |= squares
    assert taken == {(row, column) for row in range(len(grid.heights)) for column in range(COLUMNS)}


def test_three_layouts_are_kept_for_the_proof():
    assert len(HELD_OUT) == 3
    assert not set(HELD_OUT) & set(TUNED)
    assert len(TUNED) >= 8
    assert all(filled({}, name).held_out == (name in HELD_OUT) for name in LAYOUTS)


def test_the_national_form_has_the_labels_of_its_items():
    labels = [
        cell.bit.text.split("\n")[0] for cell in grid_of("full_time", "national").cells if cell.bit.kind == "label"
    ]
    assert set(labels) >= set(NATIONAL_LABELS.split())


def test_years_are_told_by_era():
    assert said.DAYS["era"](date(2019, 4, 30)) == "平成31年4月30日"
    assert said.DAYS["era"](date(2019, 5, 1)) == "令和元年5月1日"
    assert said.DAYS["era_dots"](date(1989, 1, 7)) == "S64.1.7"
