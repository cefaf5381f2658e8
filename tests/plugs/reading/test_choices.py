"""選択肢 - a tick is what does not look like the empty boxes of its page, whatever it was read as."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("onnxruntime")

import cv2
import numpy as np

from madoguchi.plugs.reading.eyes.choices import marked
from madoguchi.plugs.reading.eyes.known import Known
from madoguchi.plugs.reading.eyes.signs import Sign
from madoguchi.plugs.reading.eyes.squares import Square
from madoguchi.plugs.reading.eyes.words import Word

SIZE = 16.0
KNOWN = Known(["期間"], ["有期", "無期", "有", "無", "月", "火", "非常勤・臨時職員"])
ROWS = 6


def word(text: str, x: int, y: int, sure: float = 0.99) -> Word:
    signs = tuple(Sign(sign, sure, x + 8.0 + 16 * at) for at, sign in enumerate(text))
    return Word((x, y, x + 16 * len(text), y + 16), signs)


def square(page: Any, x: int, y: int) -> Square:
    cv2.rectangle(page, (x, y + 1), (x + 13, y + 14), (60,), 2)
    return Square((x, y + 1, x + 14, y + 15), 0.0, True)


def tick(page: Any, x: int, y: int) -> None:
    cv2.polylines(page, [np.array([(x + 3, y + 7), (x + 6, y + 12), (x + 12, y + 3)])], False, (60,), 2)


def sheet() -> tuple[Any, list[Square], list[Word]]:
    """A page with rows that each have an empty box before 有期."""
    page: Any = np.full((400, 400), 255, np.uint8)
    boxes = [square(page, 40, 30 + 40 * row) for row in range(ROWS)]
    return page, boxes, [word("有期", 56, 30 + 40 * row) for row in range(ROWS)]


def before(boxes: list[Square], x: int, y: int) -> list[float]:
    """How surely ticked what stands right before a word is."""
    return [one.ticked for one in boxes if 0 < x - one.box[0] < 24 and abs(one.box[1] - y) < 8]


def test_a_tick_without_a_box_is_found_within_the_words_that_it_parts() -> None:
    page, boxes, words = sheet()
    tick(page, 88, 30)
    words[0] = word("有期√無期", 56, 30)
    found, told = marked(page, boxes, words, KNOWN, SIZE)
    assert [one.text for one in told[:2]] == ["有期", "無期"]
    assert before(found, 104, 30) == [1.0]
    assert before(found, 56, 30) == [0.0]


def test_ink_in_a_box_that_was_taken_for_an_empty_one_ticks_it() -> None:
    page, boxes, words = sheet()
    boxes.append(Square(square(page, 200, 30).box, 0.0, False))
    cv2.rectangle(page, (204, 35), (210, 41), (60,), -1)
    found, _ = marked(page, boxes, [*words, word("無期", 216, 30)], KNOWN, SIZE)
    assert before(found, 216, 30) == [1.0]


def test_the_control_arm_an_empty_box_that_was_taken_for_a_ticked_one_is_empty() -> None:
    page, boxes, words = sheet()
    boxes.append(Square(square(page, 200, 30).box, 1.0, False))
    found, _ = marked(page, boxes, [*words, word("無期", 216, 30)], KNOWN, SIZE)
    assert before(found, 216, 30) == [0.0]


def test_an_overlooked_tick_is_found_in_a_row_of_boxes_and_where_there_is_nothing_none_is() -> None:
    page, boxes, words = sheet()
    tick(page, 120, 30)
    found, _ = marked(page, boxes, [*words, word("無期", 136, 30), word("無期", 136, 70)], KNOWN, SIZE)
    assert before(found, 136, 30) == [1.0]
    assert before(found, 136, 70) == []


def test_a_box_that_was_read_as_a_nought_among_boxes_is_none() -> None:
    page, boxes, words = sheet()
    square(page, 100, 30)
    found, told = marked(page, boxes, [*words, word("0火", 100, 30)], KNOWN, SIZE)
    assert told[-1].text == "火"
    assert before(found, 116, 30) == [0.0]


def test_a_number_before_a_unit_stays_one() -> None:
    page, boxes, words = sheet()
    _, told = marked(page, boxes, [*words, word("0月", 300, 330)], KNOWN, SIZE)
    assert told[-1].text == "0月"


def test_words_that_only_begin_like_a_choice_are_left_whole() -> None:
    page, boxes, words = sheet()
    _, told = marked(page, boxes, [*words, word("無期の場合は", 56, 330)], KNOWN, SIZE)
    assert told[-1].text == "無期の場合は"


def test_a_misread_choice_behind_a_box_is_the_choice() -> None:
    page, boxes, words = sheet()
    read = word("非常動・臨時職貝", 56, 30, 0.8)
    _, told = marked(page, boxes, [read, *words[1:]], KNOWN, SIZE)
    assert told[0].text == "非常勤・臨時職員"
