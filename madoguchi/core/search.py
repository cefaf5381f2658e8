"""検索 - one spelling for what people write in several, so that a name is found however it is typed.

Only for looking in: names are kept and shown as they were given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters of names that are written for one another; the first of each group is the one that is looked for.
_VARIANTS: Final = (
    *("高髙", "崎﨑", "吉𠮷", "徳德", "浜濱濵", "辺邊邉", "斉斎齋齊", "沢澤", "広廣", "桜櫻", "竜龍", "藪薮", "真眞"),
    *("恵惠", "瀬瀨", "槙槇", "円圓", "島嶋嶌", "昇曻", "柳栁", "富冨", "清淸", "国國", "関關", "滝瀧", "峰峯", "舘館"),
)
_FOLDED: Final = {ord(letter): group[0] for group in _VARIANTS for letter in group}
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HIRAGANA: Final = str.maketrans({code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)})
_SPACE: Final = re.compile(r"[\s\x00-\x1f]+")


def normalise(text: str) -> str:
    """The spelling to look for: widths, case, kana, variants and selectors made one, white space gone."""
    # After NFKC the compatibility letters are plain ones, so variants come last.
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).casefold()
    return _SPACE.sub("", plain.translate(_FOLDED).translate(_HIRAGANA))
