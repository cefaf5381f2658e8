"""マイナンバー - seen where it must not be written: we have no use for it, and may not keep it.

Check digit: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号
カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 第5条.
"""

from __future__ import annotations

import re
from typing import Final

from .fields.text import narrow
from .say import say

LENGTH: Final = 12
# As cards and people group it: in fours, with blanks or any sign for a hyphen between them.
_RUN: Final = re.compile(r"\d(?:[\s\-‐‑‒–—―−ー・.]?\d)*", re.ASCII)
WARNING: Final = say("マイナンバーのような番号があります。マイナンバーは使いません。消してから、進んでください。")


def check_digit(eleven: str) -> int:
    """The last digit that belongs to the first eleven."""
    weighed = sum(
        int(digit) * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(reversed(eleven), start=1)
    )
    rest = weighed % 11
    return 0 if rest <= 1 else 11 - rest


def is_in(text: str) -> bool:
    """Whether a text has twelve digits in a row, no more, that may be somebody's number; whatever their width."""
    runs = ("".join(filter(str.isdigit, found)) for found in _RUN.findall(narrow(text)))
    return any(len(run) == LENGTH and int(run[-1]) == check_digit(run[:-1]) for run in runs)
