"""見本の書き方 - one thing written by two people: letters, widths, spaces and 株式会社 differ, and nothing is wrong."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from madoguchi.lab.certificate.people import half_width, wide

# What Japanese names are written with, as programs and people take it: 常用漢字表の字体・戸籍の異体字.
TWINS: Final = (*("髙高", "﨑崎", "𠮷吉", "德徳", "邉辺", "濵浜", "澤沢", "瀨瀬", "廣広"),)
FORMS: Final = {
    "株式会社": ("(株)", "㈱", "（株）", "株式会社 ", "株式会社　"),
    "有限会社": ("(有)", "㈲", "有限会社 "),
    "(株)": ("株式会社", "㈱"),
    "㈱": ("株式会社", "(株)", "（株）"),
}


def name(text: str, dice: Random) -> str:
    """A name as somebody else writes it."""
    told = re.sub(r"[ \u3000]", dice.choice((" ", "\u3000", "\u3000", "")), text)
    if dice.random() < 0.3:
        for pair in TWINS:
            told = told.replace(pair[0], pair[1])
    return told


def kana(text: str, dice: Random) -> str:
    """A reading."""
    told = text.replace(" ", "\u3000")
    return half_width(told) if dice.random() < 0.15 else told


def firm(text: str, dice: Random) -> str:
    """A firm."""
    if dice.random() < 0.4:
        for known, others in FORMS.items():
            if known in text:
                return text.replace(known, dice.choice(others), 1).strip()
    return wide(text) if dice.random() < 0.05 else text


def address(text: str, dice: Random) -> str:
    """見本町3-12-5 見本荘103, as registers write it."""
    found = re.fullmatch(r"(\D+)(\d+)-(\d+)-(\d+)( .+)?", text)
    if not found:
        return text
    town, *lot, house = found.groups()
    written = dice.choice(("{}-{}-{}", "{}丁目{}番{}号", "{}丁目{}番地{}")).format(*lot)
    written = wide(written) if dice.random() < 0.3 else written
    room = (house or "").replace(" ", dice.choice((" ", "\u3000", "")))
    return f"{dice.choice(('', '見本県見本市', '見本市'))}{town}{written}{room}"


def phone(digits: str, dice: Random) -> str:
    """00012349000 as it is printed: 000-1234-9000."""
    return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"
