"""検索 - one spelling for what people write in several, so that a name is found however it is typed.

Only for looking in: names are kept and shown as they were given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Variants that officials and families use for one another, as pairs of written and looked for.
_VARIANTS: Final = (
    "髙高﨑崎𠮷吉德徳濵浜濱浜邊辺邉辺齋斎齊斉澤沢廣広櫻桜龍竜藪薮眞真惠恵瀨瀬槇槙圓円嶋島嶌島曻昇栁柳冨富淸清"
)
_FOLDED: Final = str.maketrans(dict(zip(_VARIANTS[::2], _VARIANTS[1::2], strict=True)))
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HIRAGANA: Final = str.maketrans({code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)})
_SPACE: Final = re.compile(r"[\s\x00-\x1f]+")


def normalise(text: str) -> str:
    """The spelling to look for: widths, case, kana, variants and selectors made one, white space gone."""
    # After NFKC the compatibility letters are plain ones, so variants come last.
    plain = unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).casefold()
    return _SPACE.sub("", plain.translate(_FOLDED).translate(_HIRAGANA))
