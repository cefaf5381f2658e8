"""読み戻し - whether what a screen shows is what was typed, as exactly as its field asks."""

from __future__ import annotations

import re
import unicodedata

_JOINTS = re.compile(r"[\s\u3000-]")


def same(verify: str, expected: str, seen: str) -> bool:
    """`exact` to the letter; `width` but for full and half width; `loose` but for spaces and hyphens too."""
    if verify == "none" or expected == seen:
        return True
    if verify == "exact":
        return False
    one, other = (unicodedata.normalize("NFKC", text) for text in (expected, seen))
    if verify == "loose":
        one, other = _JOINTS.sub("", one), _JOINTS.sub("", other)
    return one == other
