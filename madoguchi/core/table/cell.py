"""升 - one cell of a table as an official writes it (20以上、6以上8未満、はい), and whether a value is in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

ANY: Final = frozenset({"", "-", "―", "ー", "－"})  # a cell that asks nothing
EMPTY: Final = "空欄"
OTHERS: Final = "以外"
YES: Final = "はい"
NO: Final = "いいえ"
_BETWEEN: Final = re.compile(r"\s*[、,，]\s*")
_NUMBER: Final = re.compile(r"(?:(?P<low>-?\d{1,12})(?P<from>以上|超))?(?:(?P<high>-?\d{1,12})(?P<to>以下|未満))?")
_DAY: Final = re.compile(r"(?:(?P<low>[\d-]{10})(?P<from>以後))?(?:(?P<high>[\d-]{10})(?P<to>以前))?")


class CellFault(Exception):
    """What stands in a cell cannot be read; the text says what may stand there."""


class Test(Protocol):
    """What a cell asks of a value."""

    def holds(self, value: Any) -> bool:
        """Whether the value is in the cell; what is blank or could not be reckoned is in none but 空欄."""

    def text(self, labels: Mapping[str, str], unit: str = "") -> str:
        """As people read it; `labels` are the words for options, those without one stay ids."""


@dataclass(frozen=True)
class Span:
    """From `low` to `high`, whole numbers or ISO dates; None is open. `above`, `below`: the end itself is not in it."""

    low: Any = None
    high: Any = None
    above: bool = False
    below: bool = False

    def holds(self, value: Any) -> bool:
        if type(value) is not type(self.low if self.low is not None else self.high) or value == "":
            return False
        if self.low is not None and (value <= self.low if self.above else value < self.low):
            return False
        return self.high is None or (value < self.high if self.below else value <= self.high)

    def text(self, labels: Mapping[str, str], unit: str = "") -> str:
        if self.low == self.high and not self.above and not self.below:
            return f"{self.low}{unit}"
        words = ("超" if self.above else "以上", "未満" if self.below else "以下")
        if isinstance(self.low, str) or isinstance(self.high, str):
            words = ("以後", "以前")
        low = "" if self.low is None else f"{self.low}{unit}{words[0]}"
        return low if self.high is None else f"{low}{self.high}{unit}{words[1]}"


@dataclass(frozen=True)
class Among:
    """One of these options is chosen; with `others` none of them, but something."""

    ids: tuple[str, ...]
    others: bool = False

    def holds(self, value: Any) -> bool:
        if not value or type(value) not in (str, list):
            return False
        chosen = value in self.ids if type(value) is str else any(one in self.ids for one in value)
        return chosen is not self.others

    def text(self, labels: Mapping[str, str], unit: str = "") -> str:
        return "、".join(labels.get(one, one) for one in self.ids) + (f" {OTHERS}" if self.others else "")


@dataclass(frozen=True)
class Flag:
    """Yes, or no."""

    wanted: bool

    def holds(self, value: Any) -> bool:
        return value is self.wanted

    def text(self, labels: Mapping[str, str], unit: str = "") -> str:
        return YES if self.wanted else NO


@dataclass(frozen=True)
class Blank:
    """Nothing was answered."""

    def holds(self, value: Any) -> bool:
        return value is None or value in ("", [])

    def text(self, labels: Mapping[str, str], unit: str = "") -> str:
        return EMPTY


def parse(value: object, kind: str, options: Mapping[str, str] | None = None, unit: str = "") -> Test | None:
    """The test that stands in a cell of a column of that kind; None where it asks nothing. Raises CellFault.

    `options` are ids with their words; either may stand in the cell. None: not known, any id is taken.
    """
    if isinstance(value, bool):
        return _flag(YES if value else NO) if kind == "yesno" else _refuse(str(value), kind)
    text = unicodedata.normalize("NFKC", "" if value is None else str(value)).strip()
    if text in ANY:
        return None
    if text == EMPTY:
        return Blank()
    if kind == "option":
        return _among(text, options)
    if kind == "yesno":
        return _flag(text)
    bare = re.sub(r"\s", "", text)
    return _day(bare, text) if kind == "date" else _number(bare.replace(unit, "") if unit else bare, text)


def _flag(text: str) -> Test:
    known = {YES: True, NO: False, "true": True, "false": False}
    if text.lower() not in known:
        raise CellFault(f"「{text}」は読めません。{YES} か {NO} と書いてください。")
    return Flag(known[text.lower()])


def _refuse(text: str, kind: str) -> Test:
    raise CellFault(f"「{text.lower()}」は、{kind} の欄には書けません。")


def _number(bare: str, text: str) -> Test:
    bare = bare.replace(",", "")
    if re.fullmatch(r"-?\d{1,12}", bare):
        return Span(int(bare), int(bare))
    found = _NUMBER.fullmatch(bare)
    if not found:
        raise CellFault(f"「{text}」は読めません。20、20以上、6以上8未満 のように書いてください。")
    low, high = (None if found[end] is None else int(found[end]) for end in ("low", "high"))
    return _ordered(Span(low, high, found["from"] == "超", found["to"] == "未満"), text)


def _day(bare: str, text: str) -> Test:
    found = _DAY.fullmatch(bare)
    ends = (found["low"], found["high"]) if found else (bare, bare)
    for end in ends:
        try:
            good = end is None or date.fromisoformat(end).isoformat() == end
        except ValueError:
            good = False
        if not good:
            raise CellFault(f"「{text}」は読めません。日付 YYYY-MM-DD に 以後・以前 を付けて書いてください。")
    return _ordered(Span(*ends), text)


def _ordered(span: Span, text: str) -> Test:
    if span.low is not None and span.high is not None and not any(map(span.holds, inner(span))):
        raise CellFault(f"「{text}」に入る値がありません。")
    return span


def inner(span: Span) -> tuple[Any, ...]:
    """Values at the ends of a span and beside them: one of them is in it if anything is."""
    ends = [end for end in (span.low, span.high) if end is not None]
    if all(isinstance(end, int) for end in ends):
        return tuple(dict.fromkeys(end + by for end in ends for by in (-1, 0, 1)))
    days = [date.fromisoformat(end).toordinal() for end in ends]
    return tuple(dict.fromkeys(date.fromordinal(day + by).isoformat() for day in days for by in (-1, 0, 1)))


def _among(text: str, options: Mapping[str, str] | None) -> Test:
    others = text.endswith(OTHERS)
    ids = [_option(word, options) for word in _BETWEEN.split(text.removesuffix(OTHERS).strip())]
    return Among(tuple(dict.fromkeys(ids)), others)


def _option(word: str, options: Mapping[str, str] | None) -> str:
    if options is None or word in options:
        return word
    for name, label in options.items():
        if unicodedata.normalize("NFKC", label) == word:
            return name
    raise CellFault(f"「{word}」という選択肢はありません。{'、'.join(options.values())} のどれかにしてください。")
