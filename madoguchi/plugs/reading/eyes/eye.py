"""目 - reads pictures for those who have only a picture: photos, scans, and pages of a PDF as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import cv2
import numpy as np

from madoguchi.core.paper.sheet import Page
from madoguchi.core.search import normalise

from .ink import look, rules_of
from .known import NOTHING, Known
from .photo import read_page
from .signs import Picture, Reader
from .words import Word

_SQUEEZE: Final = 0.6
_CLEAR: Final = 0.8  # so sure the reader must be before it contradicts what is written
_FAINT: Final = 0.3  # less sure, what stands beside the text of a PDF is no writing
_POINTS: Final = frozenset("。、.,:;・･'\"|_一※*")
_ALIKE: Final = str.maketrans("ろかにえたはとみoil", "口力二工夕八卜三011")  # after normalise: kana are hiragana

Box = tuple[float, float, float, float]


class Eye:
    """Reads with two threads, to be made in the process that reads; `alone`, with the one that asks."""

    def __init__(self, alone: bool = False) -> None:
        self._reader = Reader(alone)

    def page(self, picture: Any, number: int, finer: float = 1.0, known: Known = NOTHING) -> Page:
        """A picture of a page read as a photo; `finer` is how many of its pixels make one unit of the page as kept,
        `known` what stands on every such paper."""
        return read_page(np.asarray(picture.convert("L")), number, self._reader, known, finer)

    def compare(self, picture: Any, runs: Sequence[tuple[str, Box]]) -> list[str | None]:
        """What is seen at each box of a picture, where it surely differs from the text; None where not."""
        grey = _without_rules(np.asarray(picture.convert("L")), [box for _, box in runs])
        seen = self._seen(grey, [box for _, box in runs], 0.06, _SQUEEZE)
        doubtful = [place for place, (text, _) in enumerate(runs) if not _same(text, seen[place].text)]
        again = self._seen(grey, [runs[place][1] for place in doubtful], 0.14, 1.0)
        told: list[str | None] = [None] * len(runs)
        for place, second in zip(doubtful, again, strict=True):
            if _contradicts(runs[place][0], seen[place], second):
                told[place] = second.text
        return told

    def other(self, picture: Any, known: Sequence[Box]) -> list[tuple[str, Box, float]]:
        """What stands on a picture outside of the boxes that are known."""
        grey = np.array(picture.convert("L"))
        for x0, y0, x1, y1 in known:
            grey[max(0, int(y0) - 2) : int(y1) + 3, max(0, int(x0) - 2) : int(x1) + 3] = 255
        ink = look(grey, _usual(known))
        boxes = [box for box in ink.words if min(box[2] - box[0], box[3] - box[1]) > ink.size * 0.45]
        words = self._seen(_without_rules(grey, known), boxes, 0.1, _SQUEEZE)
        return [(word.text, _float(word.box), word.sure) for word in words if word.sure >= _FAINT and word.text]

    def _seen(self, grey: Picture, boxes: Sequence[Any], margin: float, squeeze: float) -> list[Word]:
        cuts = [_cut(grey, box, margin) for box in boxes]
        signs = self._reader.read(cuts, squeeze)
        return [Word(box, line) for box, line in zip(boxes, signs, strict=True)]


def _float(box: Any) -> Box:
    x0, y0, x1, y1 = (float(side) for side in box)
    return x0, y0, x1, y1


def _usual(boxes: Sequence[Box]) -> float:
    return float(np.median([box[3] - box[1] for box in boxes])) * 0.8 if boxes else 0.0


def _without_rules(grey: Picture, boxes: Sequence[Box]) -> Picture:
    clean = grey.copy()
    clean[cv2.dilate(rules_of(grey, max(12.0, _usual(boxes))), np.ones((3, 3), np.uint8)) > 0] = 255
    return clean


def _cut(grey: Picture, box: Box, margin: float) -> Picture:
    x0, y0, x1, y1 = box
    room = (y1 - y0) * margin
    top, bottom, left, right = max(0, int(y0 - room)), int(y1 + room) + 1, max(0, int(x0 - room)), int(x1 + room) + 1
    cut = grey[top:bottom, left:right]
    return cut if cut.size else np.full((8, 8), 255, np.uint8)


def _plain(text: str) -> str:
    """One spelling for what looks alike."""
    return "".join(sign for sign in normalise(text).translate(_ALIKE) if sign not in _POINTS)


def _same(text: str, seen: str) -> bool:
    return _plain(text) == _plain(seen)


def _contradicts(text: str, seen: Word, again: Word) -> bool:
    """Whether two looks agree with each other, and not with the text."""
    written, first, second = _plain(text), _plain(seen.text), _plain(again.text)
    if not written or second == written or min(seen.sure, again.sure) < _CLEAR or first != second:
        return False
    digits = [sign for sign in written if sign.isdigit()] != [sign for sign in second if sign.isdigit()]
    alike = SequenceMatcher(None, written, second, autojunk=False).ratio()
    return digits or alike < (0.99 if len(written) <= 4 else 0.75)
