"""点の数 - points and yen as exact decimals: never a float, written as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_POINTS: Final = re.compile(r"[-+]?\d{1,9}(\.\d{1,4})?")


def exact(value: object) -> Decimal:
    """The number that stands there: a whole number, or a text such as "0.5". Raises ValueError for anything else."""
    text = str(value).strip().replace(",", "")
    if isinstance(value, bool | float) or not _POINTS.fullmatch(text) or not text.isascii():
        raise ValueError(f"数ではありません: {value}")
    return Decimal(text)


def plain(points: Decimal) -> str:
    """As people write it: 20, 0.5, -3; no zeros that say nothing."""
    return format(points.normalize() + 0, "f")
