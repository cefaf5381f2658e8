"""代わりの文字 - what is typed for a letter that an old encoding lacks; what is not here becomes 〓.

Kanji: the pairs of JIS X 0208:1983 拡張新字体 and of 常用漢字表 (2010, 許容字体); beyond the basic plane the few that
names and places have often. Signs: the full-width one that the same code of JIS X 0208 stands for.
"""

from __future__ import annotations

from typing import Final

LACKING: Final = "〓"

# Each letter with the one that stands in for it.
_SIGNS: Final = "¥￥ ‾￣ —― –― ⁓～ 〰～ •・ \u3099゛ \u309a゜ ゔヴ ゕか ゖけ"
_KANJI: Final = (
    "𠮷吉 𠮟叱 𡈽土 𣘺橋 𥔎碕 𨺓隆 𠀋丈 "
    "剝剥 塡填 頰頬 噓嘘 鷗鴎 瘦痩 繫繋 麴麹 蟬蝉 蠟蝋 醬醤 俠侠 摑掴 搔掻 簞箪 顚顛 驒騨 禱祷 屢屡 萊莱 "
    "瀆涜 囊嚢 潑溌 蔣蒋 鹼鹸 嚙噛 焰焔 倂併 啞唖 軀躯"
)
# Letter -> what stands in for it, and why.
STAND_INS: Final[dict[str, tuple[str, str]]] = {
    pair[0]: (pair[1], why)
    for pairs, why in ((_SIGNS, "文字コードにない記号や仮名"), (_KANJI, "文字コードにない字体"))
    for pair in pairs.split()
}
# What has no half-width form.
KANA: Final = {"ヵ": "カ", "ヶ": "ケ", "ヮ": "ワ", "ヰ": "イ", "ヱ": "エ", "・": " ", "･": " "}
