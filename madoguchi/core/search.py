"""検索 - one spelling for what people write in several, so that a name is found however it is typed.

Only for looking in: names are kept and shown as they were given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters of names that are written for one another; the first of each group is the one that is looked for.
_VARIANTS: Final = (
    *("高髙", "崎﨑嵜碕", "吉𠮷", "徳德", "浜濱濵", "辺邊邉", "斉斎齋齊", "沢澤", "広廣", "桜櫻", "竜龍", "藪薮籔"),
    *("真眞", "恵惠", "瀬瀨", "槙槇", "円圓", "島嶋嶌", "昇曻", "柳栁", "富冨", "清淸", "国國", "関關"),
    *("滝瀧", "峰峯", "舘館", "学學", "会會", "栄榮", "渋澁", "亀龜", "黒黑", "寿壽", "実實", "条條"),
    *("浅淺", "蔵藏", "鉄鐵銕", "豊豐", "塩鹽", "与與", "仏佛", "来來", "児兒", "桧檜", "壮壯", "晋晉"),
    *("曽曾", "礼禮", "禄祿", "穂穗", "糸絲", "県縣", "聡聰", "荘莊", "芦蘆", "園薗", "芸藝", "譲讓"),
    *("頼賴", "郎郞", "郷鄕", "静靜", "顕顯", "鴎鷗", "鶏鷄", "麦麥", "黄黃", "万萬", "亜亞", "為爲"),
    *("衛衞", "縁緣", "奥奧", "応應", "温溫", "画畫", "楽樂", "観觀", "気氣", "旧舊", "峡峽", "暁曉"),
    *("勲勳", "薫薰", "経經", "厳嚴", "恒恆", "済濟", "参參", "産產", "浄淨", "舎舍", "釈釋", "収收"),
    *("処處", "将將", "渉涉", "奨奬", "乗乘", "慎愼", "尽盡", "粋粹", "禅禪", "総總", "増增", "台臺"),
    *("鎮鎭", "点點", "灯燈", "並竝", "宝寶", "満滿", "弥彌", "誉譽", "両兩", "緑綠", "歴歷", "淵渕"),
    *("岳嶽", "鶴靏靍", "橋𣘺", "松枩柗", "桑桒", "船舩", "宜冝", "野埜", "秋穐龝", "翠翆", "祢禰", "凛凜"),
    *("遥遙", "尭堯", "巻卷", "煕熙熈", "剣劍劔", "村邨", "籠篭", "莱萊", "隆𨺓"),
)
_FOLDED: Final = {ord(letter): group[0] for group in _VARIANTS for letter in group}
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_HIRAGANA: Final = str.maketrans({code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)})
# Small letters for large ones, and those that sound alike: きよう finds キョウ, みずき finds みづき.
_KANA: Final = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖゐゑをぢづゔ", "あいうえおつやゆよわかけいえおじずぶ")
# A long vowel is written with any of these, or left out; numbers are written with and without them.
_DASHES: Final = re.compile(
    "[-ー〜~\\u00ad\\u02d7\\u2010-\\u2015\\\u207b\\u2212\\u2500\\u2501\\u301c\\u30fb\\uff5e\\ufe58\\ufe63()]"
)
_AGAIN: Final = re.compile("(.)[々ゝ〻]")
_SPACE: Final = re.compile(r"[\s\x00-\x1f]+")


def normalise(text: str) -> str:
    """The spelling to look for: widths, case, kana, variants and selectors made one; spaces and hyphens gone."""
    plain = _SPACE.sub("", unvaried(text).translate(_HIRAGANA).translate(_KANA))
    return _AGAIN.sub(r"\1\1", _DASHES.sub("", plain))


def unvaried(text: str) -> str:
    """Widths, case, selectors and the variants of letters made one; all else as it is."""
    # After NFKC the compatibility letters are plain ones, so variants come last.
    return unicodedata.normalize("NFKC", _SELECTORS.sub("", text)).casefold().translate(_FOLDED)


def words(text: str) -> tuple[str, ...]:
    """What was typed into a search box, word by word, each in the spelling to look for; all of them must be there."""
    found = (normalise(word) for word in text.split())
    return tuple(dict.fromkeys(word for word in found if word))
