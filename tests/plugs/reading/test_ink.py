"""墨 - rules of a single row part its cells, strokes of dense lines do not; what slants in a box is a tick."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("cv2")

import cv2
import numpy as np

from madoguchi.plugs.reading.eyes.ink import look, rules_of
from madoguchi.plugs.reading.eyes.squares import _slants
from madoguchi.plugs.reading.eyes.upright import lay_flat

SIZE = 16.0


def blank(high: int = 200, wide: int = 400) -> Any:
    return np.full((high, wide), 255, np.uint8)


def row(page: Any) -> Any:
    """Two rules across, as far apart as a row of a form."""
    for y in (80, 114):
        cv2.line(page, (20, y), (380, y), (0,), 2)
    return page


def test_a_rule_between_two_cells_of_one_row_is_found() -> None:
    page = row(blank())
    cv2.line(page, (200, 80), (200, 114), (0,), 2)
    assert (rules_of(page, SIZE)[84:110, 198:203] > 0).any(axis=1).mean() > 0.9


def test_a_stroke_with_signs_on_both_sides_is_no_rule() -> None:
    page = row(blank())
    cv2.line(page, (200, 80), (200, 114), (0,), 2)
    for y in range(84, 112, 5):
        cv2.line(page, (190, y), (210, y), (0,), 2)
    assert not (rules_of(page, SIZE)[84:110, 198:203] > 0).any(axis=1).mean() > 0.3


def lines_over_a_rule() -> Any:
    """Two dense lines of writing, one on each side of a rule that they touch."""
    page = blank(300, 900)
    for y in (60, 100, 200, 240):
        cv2.line(page, (20, y), (880, y), (0,), 2)
    cv2.line(page, (20, 150), (300, 150), (0,), 2)
    cv2.line(page, (500, 150), (880, 150), (0,), 2)
    for top in (133, 150):
        for x in range(320, 480, 16):
            cv2.rectangle(page, (x, top + 1), (x + 13, top + 15), (0,), 2)
            cv2.line(page, (x, top + 8), (x + 13, top + 8), (0,), 2)
            cv2.line(page, (x + 6, top + 1), (x + 6, top + 15), (0,), 2)
    return page


def test_lines_of_writing_are_parted_by_the_rule_that_runs_on_behind_them() -> None:
    words = [box for box in look(lines_over_a_rule(), SIZE).words if box[2] - box[0] > 100]
    assert len(words) == 2
    assert max(bottom - top for _, top, _, bottom in words) < SIZE * 1.3


def test_what_lies_beside_the_tables_is_no_writing() -> None:
    page = blank(300, 900)
    for y in (60, 140, 220):
        cv2.line(page, (200, y), (700, y), (0,), 2)
    for x in (60, 240):
        cv2.rectangle(page, (x, 90), (x + 20, 106), (0,), 3)
    assert [box[0] // 20 for box in look(page, SIZE).words] == [12]


@pytest.mark.parametrize(
    ("strokes", "slants"),
    [
        ([((4, 9), (7, 13)), ((7, 13), (14, 3))], True),
        ([((3, 3), (14, 14)), ((3, 14), (14, 3))], True),
        ([((3, 6), (14, 6)), ((3, 11), (14, 11)), ((8, 3), (8, 14))], False),
    ],
    ids=["tick", "cross", "sign"],
)
def test_ticks_and_crosses_slant_and_signs_do_not(strokes: list[Any], slants: bool) -> None:
    box = blank(18, 18)
    cv2.rectangle(box, (0, 0), (17, 17), (0,), 1)
    for start, end in strokes:
        cv2.line(box, start, end, (0,), 2)
    assert _slants(cv2.GaussianBlur(box, (0, 0), 0.7), (0, 0, 18, 18)) is slants


def test_a_shadow_over_the_paper_does_not_cut_it() -> None:
    picture = np.full((1_000, 760), 60, np.uint8)
    cv2.rectangle(picture, (60, 50), (700, 950), (230,), -1)
    for y in range(120, 900, 40):
        cv2.line(picture, (100, y), (660, y), (30,), 2)
    light = np.tile(np.linspace(1.0, 0.62, 760), (1_000, 1))
    page = lay_flat((picture * light).astype(np.uint8))
    assert page.paper
    left, top, right, bottom = page.where((0, 0, page.page.shape[1], page.page.shape[0]))
    assert (left, top, right, bottom) == pytest.approx((60, 50, 700, 950), abs=12)


def test_strokes_of_two_signs_one_below_the_other_are_no_rule() -> None:
    page = row(blank())
    page[80:114, 200:202] = 170
    page[94:99, 200:202] = 210  # blur has nearly closed the gap between them
    assert not (rules_of(page, SIZE)[86:108, 198:203] > 0).any()


def test_a_rule_that_leans_in_its_middle_is_one_rule() -> None:
    page = blank(300, 1200)
    for y in (60, 240):
        cv2.polylines(page, [np.array([(20, y), (400, y), (640, y + 12), (1180, y + 12)])], False, (0,), 2)
    found = rules_of(page, SIZE)
    assert (found[50:80, 20:1180] > 0).any(axis=0).mean() > 0.97


def test_a_rule_with_a_gap_of_paper_stays_two() -> None:
    page = blank(300, 1200)
    cv2.line(page, (20, 60), (400, 60), (0,), 2)
    cv2.line(page, (560, 60), (1180, 60), (0,), 2)
    assert not (rules_of(page, SIZE)[50:80, 420:540] > 0).any()
