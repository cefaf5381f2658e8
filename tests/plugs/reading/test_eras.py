"""元号 - eras to choose from are put right by those beside them; the one with far more ink around it is ringed."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("cv2")

import cv2
import numpy as np

from madoguchi.plugs.reading.eyes.eras import chosen
from madoguchi.plugs.reading.eyes.ink import Ink
from madoguchi.plugs.reading.eyes.rings import goes_round
from madoguchi.plugs.reading.eyes.signs import Sign
from madoguchi.plugs.reading.eyes.words import Word

SIZE = 16
PLACES = (100, 128, 156)


def words(said: str) -> list[Word]:
    return [Word((x - 8, 42, x + 8, 58), (Sign(sign, 0.99, float(x)),)) for sign, x in zip(said, PLACES, strict=True)]


def seen(ringed: int | None, hidden: int = 0) -> Ink:
    """Three signs, one of them with a ring of which so many pixels on its left lie in a rule, which was taken off."""
    left: Any = np.zeros((100, 300), np.uint8)
    for x in PLACES:
        cv2.rectangle(left, (x - 6, 44), (x + 6, 56), (255,), 1)
    if ringed is not None:
        cv2.circle(left, (PLACES[ringed], 50), 15, (255,), 2)
        left[:, : PLACES[0] - 17 + hidden] = 0
    return Ink(float(SIZE), left * 0, (), (), (), left, 255 - left)


@pytest.mark.parametrize("said", ["昭平令", "明平合", "昭平今"])
def test_what_stands_beside_an_era_to_choose_is_one(said: str) -> None:
    _, told = chosen(seen(None), words(said))
    assert [word.text for word in told] == ["昭", "平", "令"]


@pytest.mark.parametrize("ringed", [0, 1, 2])
def test_the_one_with_far_more_ink_around_it_is_ringed_and_not_surely(ringed: int) -> None:
    found, told = chosen(seen(ringed, hidden=6), words("昭平令"))
    (ring,) = found.rings
    assert [goes_round(ring, word.box) for word in told] == [at == ringed for at in range(3)]
    assert told[ringed].sure < 0.9


def test_the_control_arm_without_a_ring_none_is() -> None:
    assert chosen(seen(None), words("昭平令"))[0].rings == ()


def test_signs_that_stand_alone_are_left_alone() -> None:
    assert [word.text for word in chosen(seen(None), words("合計今"))[1]] == ["合", "計", "今"]
