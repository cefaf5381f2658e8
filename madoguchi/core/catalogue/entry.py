"""カタログの手続 - one procedure as a city keeps it; what is not known is not there, and is never a nought."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from madoguchi.core.eras import ERAS

STATE_SURVEY, OWN = "state", "own"  # where a row came from

# Where a procedure stands on the road, by its code.
STATES: Final[dict[str, str]] = {
    "online": "オンライン",
    "work": "準備中",
    "planned": "予定",
    "unsuitable": "向かない",
    "": "未定",
}
# How minutes came to be known; they are never added across kinds.
KINDS: Final[dict[str, str]] = {"measured": "実測", "estimated": "推計", "": "不明"}
CHANNELS: Final[dict[str, str]] = {
    "online": "オンライン",
    "counter": "窓口",
    "post": "郵送",
    "mail": "電子メール",
    "phone": "電話",
    "fax": "ファクス",
}
CHANNEL_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(("オンライン", "電子申請", "ぴったり", "LoGo", "インターネット", "web", "サイト"), "online"),
    **dict.fromkeys(("窓口", "来庁", "持参", "対面", "紙"), "counter"),
    **dict.fromkeys(("郵送", "郵便"), "post"),
    **dict.fromkeys(("メール", "mail"), "mail"),
    **dict.fromkeys(("電話",), "phone"),
    **dict.fromkeys(("ファクス", "ファックス", "fax"), "fax"),
}
STATE_WORDS: Final[dict[str, str]] = {
    "実施済": "online",
    "オンライン": "online",
    "公開": "online",
    "準備": "work",
    "作業": "work",
    "構築": "work",
    "予定": "planned",
    "検討": "planned",
    "適用除外": "unsuitable",
    "向かない": "unsuitable",
    "不向き": "unsuitable",
    "対象外": "unsuitable",
    "未実施": "",
    "未定": "",
}
_YES: Final = frozenset("○〇◯⭕●◎✓✔レ1") | {"有", "あり", "有り", "はい", "要", "必要", "可", "可能", "済", "実施済"}
_YES_MORE: Final = frozenset({"yes", "true", "y"})
_NO: Final = frozenset("×✕✖xX0") | {"無", "なし", "無し", "いいえ", "不要", "否", "不可", "no", "false", "n"}
_NUMBER: Final = re.compile(r"約?(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:件|件/年|分|通|人|世帯|回)?(?:程度|前後)?")
_ERA_YEAR: Final = re.compile(r"(?<![a-z])(令和|平成|[rh])\.?(元|\d{1,2})(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Entry:
    """カタログの手続: `values` by the keys of the columns, `more` as a file had it under heads of its own.

    `confirmed`: the city says that this is its own and is right; only then does a resident see it.
    """

    key: str
    source: str
    values: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False

    def get(self, column: str) -> Any:
        """A value, or None where it is not known."""
        return self.values.get(column)

    def text(self, column: str) -> str:
        """A value as one line; "" where it is not known."""
        value = self.values.get(column)
        if isinstance(value, tuple | list):
            return "、".join(map(str, value))
        return "" if value is None else str(value)

    def many(self, column: str) -> tuple[str, ...]:
        """A list; empty where it is not known."""
        return tuple(self.values.get(column) or ())

    @property
    def name(self) -> str:
        """手続名."""
        return self.text("name")

    @property
    def state(self) -> str:
        """Where it stands, by its code in STATES."""
        return self.text("state")

    @property
    def sample(self) -> bool:
        """Whether the row is made up, as those of a demonstration are."""
        return bool(self.values.get("sample"))

    def with_values(self, **values: Any) -> Entry:
        """With these values; None takes one away."""
        told = {**self.values, **values}
        return replace(self, values={key: value for key, value in told.items() if value is not None and value != ""})


def plain(text: object) -> str:
    """One width, no space at the ends: what a cell says."""
    return "" if text is None else unicodedata.normalize("NFKC", str(text)).strip()


def circle(text: object) -> bool | None:
    """What a circle or a cross says, however it is drawn; None where neither stands."""
    # Before NFKC too: it makes other letters of some circles.
    for word in (str(text or "").strip(), plain(text)):
        if word in _YES or word.casefold() in _YES_MORE:
            return True
        if word in _NO or word.casefold() in _NO:
            return False
    return None


def count(text: object) -> int | None:
    """A whole number of a cell (約1,234件); None for an empty cell, 不明, a dash: unknown is not nought."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        return int(text) if text == int(text) and text >= 0 else None
    found = _NUMBER.fullmatch(plain(text).replace(" ", ""))
    return int(found[1].replace(",", "")) if found else None


def year_of(head: str) -> int | None:
    """The (fiscal) year a head speaks of: 令和6年度, R6, 2024年度."""
    told = plain(head).casefold()
    if found := _YEAR.search(told):
        return int(found[1])
    if found := _ERA_YEAR.search(told):
        era = next(one for one in ERAS if found[1] in (one.name, one.letter.casefold()))
        return era.first.year - 1 + (1 if found[2] == "元" else int(found[2]))
    return None


def coded(text: object, words: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the words that a cell names, in the order of `words`, each once."""
    told = plain(text).casefold()
    return tuple(dict.fromkeys(code for word, code in words.items() if plain(word).casefold() in told))


def state_of(text: object) -> str | None:
    """The state a cell speaks of: its word, or a circle under 「オンライン」; None where neither stands."""
    told = plain(text)
    if told in STATES:
        return told
    for word, code in sorted(STATE_WORDS.items(), key=lambda pair: -len(pair[0])):
        if word in told:
            return code
    return {True: "online", False: "", None: None}[circle(text)]
