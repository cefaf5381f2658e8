"""項目の追加 - items that cities add to the national form: nobody asked the reader for them, yet they stand there.

Seen at: 世田谷区 (雇用保険加入状況, 変更後の就労日数(週), 児童住所), 町田市学童用 (今後勤務条件が変わる場合),
筑西市現況届用 (給与(基本給)), f-mirai.jp 児童クラブ (続柄, 児童クラブ名, 通勤時間・通勤方法).
What they say here is 見本.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from .grid import Bit, Row
from .items import Item
from .pen import Pen
from .values import MINUTES, Values

# Values of nobody: blank codes of the same shape are written in their place.
_LATER: Final = {"weekday_start": "10:00", "weekday_end": "15:00", "days_per_week": 3, "month_hours": 4230}


def _dice(pen: Pen) -> Random:
    return Random(repr(sorted(pen.told.items(), key=str)))


def _ticks(pen: Pen, words: Sequence[str], on: str) -> list[Bit]:
    """Choices that belong to no code."""
    if pen.style.choice == "chosen":
        return [Bit(on, max(map(len, words)) + 3, "value")]
    if "one_cell" in (pen.style.few, pen.style.choice):
        line = "　".join(f"{pen.style.marks[word != on]}{word}" for word in words)
        return [Bit(line, len(line) * 9 // 8 + 1, "value", left=True)]
    if pen.style.choice == "circles":
        return [Bit(word, len(word) + 1, "word", option=word, on=word == on) for word in words]
    boxes = ((Bit(pen.style.marks[word != on], 1, "tick", option=word, on=word == on), word) for word in words)
    return [bit for box, word in boxes for bit in (box, Bit(word, max(2, len(word)), "word", option=word, left=True))]


def _relation(pen: Pen, width: int) -> list[Row]:
    dice = _dice(pen)
    return [Row(_ticks(pen, ("父", "母", "祖父母", "その他"), dice.choice(("父", "母"))))]


def _club(pen: Pen, width: int) -> list[Row]:
    club = f"見本第{_dice(pen).randint(1, 9)}学童クラブ"
    return [Row([Bit(club, 30, "value", left=True), pen.label("学年", 5), Bit("2", 3, "value"), pen.say("年", 2)])]


def _commute(pen: Pen, width: int) -> list[Row]:
    dice = _dice(pen)
    way = _ticks(pen, ("電車", "バス", "自家用車", "徒歩"), dice.choice(("電車", "バス", "徒歩")))
    return [Row([pen.say("片道", 3), Bit(str(dice.randint(5, 90)), 3, "value"), pen.say("分", 2), *way])]


def _salary(pen: Pen, width: int) -> list[Row]:
    kind = _ticks(pen, ("月給", "日給", "時給"), "月給")
    return [Row([*kind, Bit(f"{_dice(pen).randint(150, 400)},000", 8, "value"), pen.say("円", 2)])]


def _insurance(pen: Pen, width: int) -> list[Row]:
    return [Row(_ticks(pen, ("有", "無", "手続中"), _dice(pen).choice(("有", "無"))))]


def _changed_days(pen: Pen, width: int) -> list[Row]:
    since = [pen.say("変更日", 5), *blank(pen).date("short_from")]
    return [Row([pen.say("週", 2), Bit(str(_dice(pen).randint(2, 5)), 3, "value"), pen.say("日", 3), *since])]


def _child_address(pen: Pen, width: int) -> list[Row]:
    return [Row([Bit(f"見本県見本市見本町{_dice(pen).randint(1, 9)}-1", width, "value", left=True)])]


def _future(pen: Pen, width: int) -> list[Row]:
    """The same questions once more, for later: filled in for every third person."""
    later = blank(pen, _LATER if _dice(pen).random() < 0.34 else {})
    when = [pen.label("変更予定日", 8), *later.date("short_from"), pen.say("から", 3)]
    days = [pen.say("一週当たり", 6), *later.number("days_per_week", 3, "日")]
    return [
        Row([*when, *[nobody(bit) for bit in days]]),
        Row([pen.label("合計時間", 8), pen.say("月間", 3), *[nobody(bit) for bit in later.length("month_hours")]]),
        Row([pen.label("平日", 8), *[nobody(bit) for bit in later.band("weekday")]]),
    ]


def blank(pen: Pen, told: Values | None = None) -> Pen:
    """The same way of writing, with nothing or something else to tell."""
    assert set(told or {}) <= {*_LATER} | MINUTES
    return Pen(told or {}, pen.style)


def nobody(bit: Bit) -> Bit:
    """Written, yet no value of the certificate."""
    return Bit(bit.text, bit.width, bit.kind, data=bit.data, shape=bit.shape)


def _sealed(pen: Pen, width: int) -> list[Row]:
    return [Row([pen.say("※押印は不要です。訂正は二重線を引き、正しい内容を書いてください。", width, left=True)])]


MORE: Final[Mapping[str, Item]] = {
    "relation": Item("児童との続柄", _relation),
    "club": Item("児童クラブ名", _club),
    "commute": Item("通勤時間・通勤方法", _commute),
    "salary": Item("給与(基本給)", _salary),
    "insurance": Item("雇用保険加入状況", _insurance),
    "changed_days": Item("変更後の就労日数(週)", _changed_days),
    "child_address": Item("児童住所", _child_address),
    "future": Item("今後勤務条件が変わる場合", _future),
    "sealed": Item("記入上の注意", _sealed),
}
