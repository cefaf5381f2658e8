"""くらべる - one spelling for what a form and a paper write in several; only for comparing, never kept or shown.

A reader of pictures takes ト for 卜 and 﨑 for 崎, an employer writes (株) where the family wrote 株式会社.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..search import unvaried

# What looks alike in print, as the katakana that it stands for more often; each dash is the same one sign.
_ALIKE: Final = str.maketrans("卜力口工二八夕千一", "トカロエニハタチー")
_DASHES: Final = re.compile("[-‐‑‒–—―−─━﹣~〜〰ｰ\u00ad\u02d7\u207b]")
_KATAKANA: Final = str.maketrans({code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)})
_SMALL: Final = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_BETWEEN: Final = re.compile(r"(?<=[\u3400-\u9fff])[ヶケガ](?=[\u3400-\u9fff])")  # 霞ヶ関、霞が関
_AGAIN: Final = re.compile("(.)[々ゝヽ〻]")
_NO_SIGN: Final = re.compile(r"[\s\x00-\x1f・･.,、。'’‘`´\"“”「」『』()\[\]]+")
_FIRMS: Final = re.compile(
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|(?:一般|公益)(?:社団|財団)法人|特定非営利活動法人|npo法人"
    r"|社会福祉法人|社会医療法人|医療法人(?:社団|財団)?|学校法人|宗教法人|(?:地方)?独立行政法人"
    r"|\((?:株|有|同|資|名|社|財|福|医|学|独)\)"
)
_BLOCKS: Final = re.compile("丁目|番地|番|号(?!室)|の(?=[0-9])")
_ROOM: Final = re.compile("号室|(?<=[0-9])室")
_OPEN: Final = re.compile("(?<=[0-9])ー(?![0-9])")  # the 号 before the name of a house
_DIGITS: Final = {"〇": 0, "ー": 1, "ニ": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "ハ": 8, "九": 9}
_NUMERAL: Final = re.compile("([ーニ三四五六七ハ九]?)(十?)([ーニ三四五六七ハ九]?)(?=丁目)")
_AREA: Final = "都道府県市区町村郡"
_SHORTEST: Final = 2  # signs of a name that is looked for in a longer text


@lru_cache(maxsize=4_096)
def fold(text: str) -> str:
    """Names and firms: width, case, kana, variants and lookalikes made one; spaces, signs and 株式会社 gone."""
    plain = _FIRMS.sub("", unvaried(text).replace(" ", ""))
    return _BETWEEN.sub("ケ", _AGAIN.sub(r"\1\1", _NO_SIGN.sub("", _kana(plain))))


@lru_cache(maxsize=4_096)
def fold_place(text: str) -> str:
    """Addresses: as `fold`, and 一丁目2番地の3 is 1-2-3."""
    plain = _NUMERAL.sub(_number, _kana(unvaried(text)))
    plain = _BLOCKS.sub("ー", _ROOM.sub("", plain.replace("ノ", "の")))
    plain = _BETWEEN.sub("ケ", _NO_SIGN.sub("", plain).translate(_KATAKANA))
    return _OPEN.sub("", re.sub("ー+", "ー", plain)).strip("ー")


def same(one: str | None, other: str | None) -> bool:
    """Whether two names or firms are written for the same; nothing is the same as nothing."""
    return fold(one or "") == fold(other or "")


def same_place(one: str | None, other: str | None) -> bool:
    """Whether two addresses are written for the same; one of them may leave out prefecture and city."""
    short, long = sorted((fold_place(one or ""), fold_place(other or "")), key=len)
    if not short or short == long:
        return short == long
    return long.endswith(short) and long[-len(short) - 1] in _AREA


def blocks(address: str) -> str:
    """The numbers that an address ends with (1-2-3): what all spellings of it share."""
    found = re.search("[0-9ー]*$", fold_place(address))
    return found[0].strip("ー") if found else ""


def mentions(text: str | None, name: str | None) -> bool:
    """Whether a name stands in a longer text: 代表取締役 見本 太郎."""
    wanted = fold(name or "")
    return len(wanted) >= _SHORTEST and wanted in fold(text or "")


def _kana(text: str) -> str:
    plain = _DASHES.sub("ー", text.translate(_KATAKANA).translate(_SMALL))
    return plain.translate(_ALIKE)


def _number(found: re.Match[str]) -> str:
    tens, ten, ones = found.groups()
    if not ten:
        return "".join(str(_DIGITS[sign]) for sign in tens + ones)
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
