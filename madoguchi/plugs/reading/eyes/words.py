"""言葉 - reads the words found on a page: all of them quickly, then again those that have digits or are doubtful."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from madoguchi.core.paper.kind import bare

from .ink import Ink
from .known import Known
from .signs import Reader, Sign
from .spaced import rows, strip
from .squares import Box

SQUEEZE: Final = 0.5  # of the width of a line at the first look: print stays as legible, in half of the time
_MARGIN: Final = 0.14  # of the size of a sign, above and below a word
_WIDER: Final = 0.24  # the same at the second look
_TALLER: Final = 0.05  # and at the third
_LONGEST: Final = 12_000  # pixels of height-48 lines that are looked at again on one page
_SURE: Final = 0.9  # a word that is surer than this is not looked at again, unless it has digits
_DIFFERS: Final = 0.3  # as sure as a number is that was read in different ways
_ERA: Final = ("合和", "令和")  # the first is no word
_FLAT: Final = frozenset("ー-—―－−~〜～一_＿")


@dataclass(frozen=True, slots=True)
class Word:
    """Words that stand together, as they were read."""

    box: Box
    signs: tuple[Sign, ...]  # `at` in pixels of the page
    most: float = 1.0  # no surer than this, whatever its signs are

    @property
    def text(self) -> str:
        """What it says; digits of full width stand apart as if there were spaces."""
        near = 1.3 * (self.box[3] - self.box[1])
        ends = list(zip(self.signs, self.signs[2:], strict=False))
        apart = [one.text.isdigit() and other.text.isdigit() and other.at - one.at < near for one, other in ends]
        drop = [False, *apart, False]
        said = "".join(one.text for one, out in zip(self.signs, drop, strict=False) if one.text != " " or not out)
        return said.strip().replace(*_ERA)

    @property
    def sure(self) -> float:
        """As sure as its least sure sign, nearly."""
        told = [sign.sure for sign in self.signs if sign.text.strip()]
        return min(self.most, (min(told) * 2 + sum(told) / len(told)) / 3) if told else 0.0


def read(ink: Ink, boxes: Sequence[Box], reader: Reader, known: Known) -> list[Word]:
    """Each of these places at one quick look; single signs in a row that are a word together are one."""
    lines = rows(boxes, ink)
    places = [[_place(boxes[one], ink.size, _MARGIN, ink.clean.shape) for one in line] for line in lines]
    strips = [strip(ink.clean, line, ink.size) for line in places]
    told: list[Word] = []
    for line, place, (_, starts), signs in zip(
        lines, places, strips, reader.read([picture for picture, _ in strips], SQUEEZE), strict=True
    ):
        told += _parted([boxes[one] for one in line], place, starts, signs, known)
    return told


def _parted(
    boxes: Sequence[Box], places: Sequence[Box], starts: Sequence[int], signs: Sequence[Sign], known: Known
) -> list[Word]:
    """The signs of one strip as the word that they are, or as what stands in each of its boxes."""
    ends = [*starts[1:], float("inf")]
    parts = [[sign for sign in signs if start <= sign.at < end] for start, end in zip(starts, ends, strict=True)]
    placed = [
        tuple(replace(sign, at=sign.at - start + place[0]) for sign in part)
        for part, start, place in zip(parts, starts, places, strict=True)
    ]
    meant = known.meant([sign for part in placed for sign in part])
    if meant is None or len(boxes) == 1:
        return [Word(box, meant or part) for box, part in zip(boxes, placed, strict=True)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return [Word((min(left), min(top), max(right), max(bottom)), meant)]


def ends(ink: Ink, words: Sequence[Word], reader: Reader, known: Known) -> list[Word]:
    """The words; of which nothing could be read, as the choice of one sign that they end with: a tick before it hides
    it from the reader."""
    told = list(words)
    dumb = [one for one, word in enumerate(words) if not word.signs and _holds_two(word.box, ink.size)]
    boxes = [(words[one].box[2] - round(ink.size * 1.1), *words[one].box[1:]) for one in dumb]
    for one, other in zip(dumb, slowly(ink, boxes, reader, known), strict=True):
        if other.text in known.choices:
            told[one] = other
    return told


def _holds_two(box: Box, size: float) -> bool:
    """Whether there is room for a tick and one sign, and for no more."""
    return size * 1.6 < box[2] - box[0] < size * 3 and box[3] - box[1] > size * 0.7


def again(ink: Ink, words: Sequence[Word], reader: Reader, known: Known) -> list[Word]:
    """The words, those with digits and those that are doubtful looked at again, without haste; not what is `known`.

    A number that two looks without haste tell differently is sure to nobody.
    """
    found = list(words)
    picked = _picked(words, known)
    second = _looked(ink, [words[one].box for one in picked], reader, _WIDER, 1.0, known)
    differing: list[int] = []
    for one, other in zip(picked, second, strict=True):
        if _plain(other.text) == _plain(words[one].text) or not _digits(other.text + words[one].text):
            found[one] = max(words[one], other, key=lambda word: word.sure)
        else:
            found[one] = other
            differing.append(one)
    third = _looked(ink, [words[one].box for one in differing], reader, _TALLER, 1.25, known)
    for one, other in zip(differing, third, strict=True):
        if _plain(other.text) != _plain(found[one].text):
            alike = _digits(other.text) == _digits(found[one].text)
            found[one] = replace(max(found[one], other, key=lambda word: word.sure), most=0.6 if alike else _DIFFERS)
    return found


def backwards(ink: Ink, boxes: Sequence[Box], reader: Reader) -> list[Word]:
    """Each of these places at one quick look, as if the page stood on its head."""
    places = [_place(box, ink.size, _MARGIN, ink.clean.shape) for box in boxes]
    turned = [ink.clean[y0:y1, x0:x1][::-1, ::-1] for x0, y0, x1, y1 in places]
    return [Word(box, signs) for box, signs in zip(boxes, reader.read(turned, SQUEEZE), strict=True)]


def slowly(ink: Ink, boxes: Sequence[Box], reader: Reader, known: Known) -> list[Word]:
    """Each of these places at one look without haste."""
    return _looked(ink, boxes, reader, _WIDER, 1.0, known)


def numbers(words: Sequence[Word]) -> list[Word]:
    """The words; an O that stands alone is a 0."""
    return [_zero(word) if word.text in ("O", "o") else word for word in words]


def _zero(word: Word) -> Word:
    return replace(word, signs=tuple(replace(one, text="0") for one in word.signs if one.text.strip()))


def flat(words: Sequence[Word], size: float) -> list[Word]:
    """The words; what is as flat as a dash is one, whatever sign it was taken for."""
    return [
        _dash(word) if _is_flat(word.box, size) and (word.text == "一" or not _is_dash(word.text)) else word
        for word in words
    ]


def _is_flat(box: Box, size: float) -> bool:
    return box[3] - box[1] < size * 0.45 and box[2] - box[0] > (box[3] - box[1]) * 1.5


def _is_dash(text: str) -> bool:
    return all(sign in _FLAT for sign in text)


def _dash(word: Word) -> Word:
    wavy = word.box[3] - word.box[1] > (word.box[2] - word.box[0]) * 0.2
    middle = (word.box[0] + word.box[2]) / 2
    return Word(word.box, (Sign("〜" if wavy else "ー", 0.7, middle),))


def _picked(words: Sequence[Word], known: Known) -> list[int]:
    """Which are looked at again: those with digits first, then the least sure, as long as there is time."""
    digits = [one for one, word in enumerate(words) if _digits(word.text)]
    doubtful = [
        one
        for one, word in enumerate(words)
        if not _digits(word.text)
        and (not word.signs or 0.05 < word.sure < _SURE)
        and bare(word.text) not in known.words
    ]
    picked, room = [], _LONGEST
    for one in [*digits, *sorted(doubtful, key=lambda one: -words[one].sure)]:
        x0, y0, x1, y1 = words[one].box
        room -= round((x1 - x0) * 36 / max(1, y1 - y0))
        if room < 0:
            break
        picked.append(one)
    return picked


def _digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdigit())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _looked(ink: Ink, boxes: Sequence[Box], reader: Reader, margin: float, squeeze: float, known: Known) -> list[Word]:
    places = [_place(box, ink.size, margin, ink.clean.shape) for box in boxes]
    read = reader.read([ink.clean[y0:y1, x0:x1] for x0, y0, x1, y1 in places], squeeze)
    return [
        Word(box, tuple(replace(sign, at=sign.at + place[0]) for sign in known.meant(signs) or signs))
        for box, place, signs in zip(boxes, places, read, strict=True)
    ]


def _place(box: Box, size: float, margin: float, shape: tuple[int, ...]) -> Box:
    """What is cut out to read a word: a little more than its ink, and never flatter than a sign."""
    x0, y0, x1, y1 = box
    room = max(2, round(size * margin))
    lacks = max(0, round(size * 0.9) - (y1 - y0)) // 2
    side = max(2, round(size * _MARGIN))
    return max(0, x0 - side), max(0, y0 - room - lacks), min(shape[1], x1 + side), min(shape[0], y1 + room + lacks)
