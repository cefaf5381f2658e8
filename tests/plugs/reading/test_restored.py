"""取り戻し - a 0 or ロ that was taken for a tick box is a sign of its word again; a box before a choice stays one."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("onnxruntime")

import cv2
import numpy as np

from madoguchi.plugs.reading.eyes.ink import Ink
from madoguchi.plugs.reading.eyes.known import Known
from madoguchi.plugs.reading.eyes.restored import restored
from madoguchi.plugs.reading.eyes.signs import Sign
from madoguchi.plugs.reading.eyes.squares import Box, Square
from madoguchi.plugs.reading.eyes.words import Word

SIZE = 16.0
KNOWN = Known((), ["無", "有"])
SQUARE = Square((40, 20, 54, 36), 0.0, True)


class Reader:
    """Says the same of each picture, and keeps it."""

    def __init__(self) -> None:
        self.seen: list[Any] = []

    def read(self, lines: Any, squeeze: float = 1.0) -> list[tuple[Sign, ...]]:
        self.seen += lines
        return [(Sign("2", 0.9, 8), Sign("0", 0.9, 24), Sign("6", 0.9, 40))] * len(lines)


def page() -> Any:
    drawn: Any = np.full((60, 120), 255, np.uint8)
    cv2.rectangle(drawn, (40, 20), (53, 35), (0,), 2)
    return drawn


def ink() -> Ink:
    clean: Any = np.full((60, 120), 255, np.uint8)
    return Ink(SIZE, clean * 0, (SQUARE,), (), (), clean * 0, clean)


def word(text: str, box: Box) -> Word:
    return Word(box, tuple(Sign(sign, 0.9, box[0] + 8.0 + 16 * at) for at, sign in enumerate(text)))


def test_a_nought_among_digits_is_read_with_them() -> None:
    reader: Any = Reader()
    seen, words = restored(page(), ink(), [word("2", (22, 20, 38, 36)), word("6", (56, 20, 72, 36))], reader, KNOWN)
    assert [(one.text, one.box) for one in words] == [("206", (22, 20, 72, 36))]
    assert seen.squares == ()
    assert reader.seen[0].min() == 0, "it is there to be seen again"


@pytest.mark.parametrize("behind", ["無", "有"])
def test_a_box_before_a_choice_stays_one(behind: str) -> None:
    reader: Any = Reader()
    words = [word("2", (22, 20, 38, 36)), word(behind, (56, 20, 72, 36))]
    assert restored(page(), ink(), words, reader, KNOWN)[1] == words
    assert not reader.seen


def test_a_box_that_stands_alone_stays_one() -> None:
    reader: Any = Reader()
    words = [word("6", (90, 20, 106, 36))]
    assert restored(page(), ink(), words, reader, KNOWN)[1] == words
