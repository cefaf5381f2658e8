"""証明書の写真 - what a careful hand photographs: white paper in good light, sharp, with lines like writing on it."""

from __future__ import annotations

import io
import random
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (1_240, 1_754)  # A4 at 150 dots an inch
MARGIN, LINE, SIGN = 124, 44, 26  # pixels
LINES: Final = 14  # the rest of the sheet is blank, as forms are
STROKES: Final = 4  # of a sign
PAPER, INK = (238, 238, 234), (34, 34, 38)
SEED: Final = 1


@cache
def photo() -> bytes:
    """The same picture each time, as JPEG."""
    hand = random.Random(SEED)
    sheet = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(sheet)
    for line in range(LINES):
        for left in range(MARGIN, SIZE[0] - MARGIN - SIGN, SIGN + 4):
            top = MARGIN + line * LINE
            for _ in range(STROKES):
                ends = [(left + hand.randrange(SIGN), top + hand.randrange(SIGN)) for _ in "ab"]
                pen.line(ends, fill=INK, width=2)
    made = io.BytesIO()
    sheet.save(made, "JPEG", quality=85)
    return made.getvalue()
