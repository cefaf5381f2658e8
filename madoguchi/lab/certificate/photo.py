"""見本の写真 - a page as a scanner or a telephone sees it; READABLE and SPOILT say where the line between them runs.

`strength` goes from 0 (as good as new) to 1 (the worst that a clerk still reads without effort). What is spoilt lies
far beyond: nobody reads the filled-in values from it, so that nothing stands on the line itself.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image

Picture = Any  # rows of pixels, grey or in three colours: numpy.uint8
Floats = Any  # numpy.float32
A4: Final = 297.0  # mm, the long side
# What holds for every readable picture: height of 7 pt type in pixels, spread of blur as a part of that height,
# grey levels between ink and paper, part of the page that is in the picture.
READABLE: Final = {"type": 11.0, "blur": 0.09, "contrast": 60.0, "whole": 1.0}
# And for the spoilt, each in its own way.
SPOILT: Final = {"type": 4.5, "blur": 0.5, "contrast": 14.0, "whole": 0.62}
TYPE_MM: Final = 7 * 0.3528


def opened(png: bytes) -> Picture:
    """A picture of a page, in colour."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def _noise(dice: Random) -> np.random.Generator:
    return np.random.default_rng(dice.getrandbits(64))


def scan(page: Picture, dice: Random, strength: float = 0.5) -> Picture:
    """Flat on the glass: a little askew, grey, with noise and dust."""
    height, width = page.shape[:2]
    angle = dice.uniform(-3, 3) * strength
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1 - abs(angle) * 0.006)
    turn[:, 2] += np.array([dice.uniform(-12, 12) * strength, dice.uniform(-12, 12) * strength])
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    grey = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_AREA, borderValue=(245,))
    chance = _noise(dice)
    blurred = cv2.GaussianBlur(grey, (0, 0), 0.25 + 0.55 * strength).astype(np.float32)
    paper = 255 - dice.uniform(0, 28) * strength
    told = 20 * strength + blurred / 255 * (paper - 20 * strength)
    told += chance.normal(0, 1 + 7 * strength, told.shape).astype(np.float32)
    for _ in range(int(40 * strength)):
        spot = (dice.randrange(width), dice.randrange(height))
        cv2.circle(told, spot, dice.choice((0, 1, 1)), (dice.uniform(60, 170),), -1)
    return _bytes(np.repeat(told[:, :, None], 3, axis=2))


def photo(page: Picture, dice: Random, strength: float = 0.5) -> Picture:
    """On a table, by a telephone: in perspective, bent, under a shadow, a little blurred."""
    long_side = int(2400 - dice.uniform(300, 700) * strength)
    chance = _noise(dice)
    bent = _bent(page, dice, strength)
    laid = _laid(bent, long_side, dice, strength, chance)
    lit = laid * _light(laid.shape[:2], dice, strength)[:, :, None]
    type_high = TYPE_MM * long_side * 0.9 / A4
    blurred = cv2.GaussianBlur(lit, (0, 0), type_high * (0.02 + 0.05 * strength))
    return _bytes(blurred + chance.normal(0, 1.5 + 3.5 * strength, blurred.shape[:2])[:, :, None])


def _bytes(picture: Any) -> Picture:
    return np.clip(picture, 0, 255).astype(np.uint8)


def _bent(page: Picture, dice: Random, strength: float) -> Picture:
    """A sheet that does not lie flat."""
    height, width = page.shape[:2]
    high = 9 * strength * dice.uniform(0.3, 1)
    phase = dice.uniform(0, 6.28)
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = (high * np.sin(across / width * 4.2 + phase)).astype(np.float32)
    return np.asarray(cv2.remap(page, across, down + wave, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _laid(page: Picture, long_side: int, dice: Random, strength: float, chance: np.random.Generator) -> Floats:
    """The page in perspective on a table, the whole of it in the picture."""
    high, wide = long_side, int(long_side * dice.uniform(0.72, 0.78))
    table = _table(high, wide, dice, chance)
    page_high = high * dice.uniform(0.9, 0.95)
    page_wide = page_high * page.shape[1] / page.shape[0]
    if page_wide > wide * 0.97:
        page_high, page_wide = page_high * wide * 0.97 / page_wide, wide * 0.97
    left, top = (wide - page_wide) / 2, (high - page_high) / 2
    reach = min(left, top) * 0.9
    lean = 0.035 * strength * page_wide
    corners = []
    for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        inward = (1 - 2 * x, 1 - 2 * y)
        shift = [dice.uniform(-min(reach, lean), lean) * one for one in inward]
        corners.append((left + x * page_wide + shift[0], top + y * page_high + shift[1]))
    before = np.array([(0, 0), (page.shape[1], 0), (page.shape[1], page.shape[0]), (0, page.shape[0])], np.float32)
    seen = cv2.getPerspectiveTransform(before, np.array(corners, np.float32))
    tint = np.array([dice.uniform(0.94, 1), dice.uniform(0.93, 0.99), dice.uniform(0.88, 0.97)], np.float32)
    sheet = cv2.warpPerspective(page, seen, (wide, high), flags=cv2.INTER_AREA).astype(np.float32) * tint
    mask = cv2.warpPerspective(np.full(page.shape[:2], 255, np.uint8), seen, (wide, high)).astype(np.float32) / 255
    return np.asarray(table * (1 - mask[:, :, None]) + (sheet * 0.93 + 8) * mask[:, :, None], np.float32)


def _table(high: int, wide: int, dice: Random, chance: np.random.Generator) -> Floats:
    """Wood, cloth or a desk's grey: long streaks of one colour."""
    colour = dice.choice(((120, 88, 60), (70, 66, 64), (150, 140, 128), (52, 70, 92), (176, 150, 116)))
    small = chance.normal(0, 1, (max(2, high // 90), max(2, wide // 9))).astype(np.float32)
    streaks = cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.array(colour, np.float32) + 11 * streaks[:, :, None], np.float32)


def _light(shape: tuple[int, int], dice: Random, strength: float) -> Floats:
    """Brighter on one side, and the soft shadow of a hand or a head."""
    down, across = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    down, across = down / shape[0], across / shape[1]
    way = dice.uniform(0, 6.28)
    slope = np.cos(way) * (across - 0.5) + np.sin(way) * (down - 0.5)
    light = 1 - 0.3 * strength * (slope + 0.5)
    middle, width = (dice.uniform(-0.1, 1.1), dice.uniform(-0.1, 1.1)), dice.uniform(0.25, 0.5)
    far = ((across - middle[0]) ** 2 + (down - middle[1]) ** 2) / width**2
    return np.asarray(light * (1 - 0.32 * strength * np.exp(-(far**2))), np.float32)


def _moved(page: Picture, dice: Random) -> Picture:
    """The hand moved: streaks longer than a letter is high."""
    seen = photo(page, dice, 0.4)
    length = int(TYPE_MM * max(seen.shape) * 0.9 / A4 * dice.uniform(1.6, 2.4))
    streak: Any = np.zeros((length, length), np.float32)
    way, reach = np.radians(dice.uniform(20, 70)), length / 2 - 0.5
    first, last = ((round(reach + at * np.cos(way)), round(reach + at * np.sin(way))) for at in (-reach, reach))
    cv2.line(streak, first, last, (1,), 1)
    return _bytes(cv2.filter2D(seen.astype(np.float32), -1, streak / streak.sum()))


def _out_of_focus(page: Picture, dice: Random) -> Picture:
    seen = photo(page, dice, 0.4)
    return _bytes(cv2.GaussianBlur(seen, (0, 0), TYPE_MM * max(seen.shape) * 0.9 / A4 * dice.uniform(0.5, 0.7)))


def _dark(page: Picture, dice: Random) -> Picture:
    """Without light: what is left of black and white drowns in noise."""
    seen = photo(page, dice, 0.4).astype(np.float32) * dice.uniform(0.03, 0.05)
    return _bytes(seen + 9 + _noise(dice).normal(0, 9, seen.shape))


def _cut(page: Picture, dice: Random) -> Picture:
    """Much of the page is not in the picture, and with it who works and who says so."""
    seen = photo(page, dice, 0.4)
    part = dice.uniform(0.4, SPOILT["whole"] - 0.02)
    high, wide = seen.shape[:2]
    return seen[int(high * (1 - part)) :, :] if dice.random() < 0.5 else seen[:, int(wide * (1 - part)) :]


def _tiny(page: Picture, dice: Random) -> Picture:
    """Sent as a thumbnail."""
    seen = photo(page, dice, 0.3)
    long_side = dice.uniform(330, 520)
    scale = long_side / max(seen.shape)
    return np.asarray(cv2.resize(seen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def _covered(page: Picture, dice: Random) -> Picture:
    """A lamp or the flash: two thirds of the page are white."""
    seen = photo(page, dice, 0.4).astype(np.float32)
    high, wide = seen.shape[:2]
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    far = ((across / wide - 0.5) / 0.5) ** 2 + ((down / high - dice.uniform(0.4, 0.6)) / 0.46) ** 2
    glare = np.clip(1.6 - far, 0, 1)[:, :, None]
    return _bytes(seen * (1 - glare) + 255 * glare)


UNREADABLE: Final[Mapping[str, Callable[[Picture, Random], Picture]]] = {
    "moved": _moved,
    "out_of_focus": _out_of_focus,
    "dark": _dark,
    "cut": _cut,
    "tiny": _tiny,
    "covered": _covered,
}


def jpeg(seen: Picture, dice: Random, strength: float = 0.5, turn: int = 0, told: bool = False) -> bytes:
    """The file, turned by so many degrees to the right. `told`: it says how it must be turned back (EXIF)."""
    image = Image.fromarray(seen)
    if turn:
        ways = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
        image = image.transpose(ways[turn])
    exif = Image.Exif()
    if told:
        exif[0x0112] = {0: 1, 90: 8, 180: 3, 270: 6}[turn]
    file = io.BytesIO()
    image.save(file, "JPEG", quality=round(92 - dice.uniform(5, 25) * strength), exif=exif)
    return file.getvalue()


def scanned_pdf(seen: Picture, dice: Random, dpi: int = 200) -> bytes:
    """A scan as office machines send it: a PDF with nothing but a picture."""
    moment = time.gmtime(0)
    file = io.BytesIO()
    image = Image.fromarray(seen).convert("L")
    image.save(file, "PDF", resolution=dpi, quality=round(dice.uniform(60, 85)), creationDate=moment, modDate=moment)
    return file.getvalue()
