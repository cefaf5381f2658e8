"""見本の人 - names, addresses and numbers that are many, different, and plainly nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from .dice import Dice


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """A letter and its reading, word by word."""
    return tuple((word[0], word[1:]) for word in text.split())


# Every surname holds 見本, so that no name can be a real person's.
NOTHING: Final = ("", "")
FRONT: Final = (NOTHING, *_pairs("北キタ 南ミナミ 東ヒガシ 西ニシ 上カミ 中ナカ"))
BACK: Final = (
    NOTHING,
    *_pairs("田ダ 山ヤマ 川カワ 本モト 野ノ 原ハラ 沢ザワ 島ジマ 木ギ 村ムラ"),
    *_pairs("林バヤシ 森モリ 池イケ 橋バシ 浜ハマ 丘オカ 谷タニ 塚ヅカ 岸ギシ 瀬セ"),
)
# Letters that get lost on their way through poor software.
RARE: Final = _pairs("髙タカ 﨑サキ 𠮷ヨシ 德トク 邉ベ 濵ハマ")
GIRL: Final = (
    _pairs("花ハナ 優ユウ 美ミ 結ユイ 陽ヒ 彩アヤ 莉リ 心ココ"),
    _pairs("子コ 奈ナ 菜ナ 香カ 音ネ 乃ノ 美ミ 愛アイ"),
)
BOY: Final = (
    _pairs("太タ 健ケン 大ダイ 悠ユウ 蒼ソウ 陽ヨウ 翔ショウ 拓タク"),
    _pairs("郎ロウ 一イチ 介スケ 斗ト 真マ 太タ 樹キ 馬マ"),
)
EMPLOYERS: Final = ("株式会社見本", "見本商事株式会社", "医療法人見本会", "見本運輸株式会社", "見本食品株式会社")


@dataclass(frozen=True)
class Surname:
    """A family's name and its reading."""

    written: str
    read: str


def surname(dice: Dice) -> Surname:
    """An invented one."""
    front, back = dice.one_of(FRONT), dice.one_of(RARE if dice.happens("letters") else BACK)
    return Surname(f"{front[0]}見本{back[0]}", f"{front[1]}ミホン{back[1]}")


def named(house: Surname, girl: bool, dice: Dice, taken: set[str]) -> dict[str, str]:
    """`name` and `kana` of one more of the family; nobody in it is called like another."""
    first, second = GIRL if girl else BOY
    while True:
        one, two = dice.one_of(first), dice.one_of(second)
        if one[0] != two[0] and one[0] + two[0] not in taken:
            taken.add(one[0] + two[0])
            return {"name": f"{house.written} {one[0]}{two[0]}", "kana": f"{house.read} {one[1]}{two[1]}"}


def phone(number: int, place: int) -> str:
    """A telephone number that nobody has: it begins with 000."""
    return f"000{number % 10_000:04d}{place:04d}"


def mobile(number: int) -> str:
    """A mobile's number of a range that is given to nobody: 090-0…"""
    return f"0900{number % 10_000_000:07d}"


def mail(number: int) -> str:
    """An address of a domain that is kept for examples."""
    return f"mihon{number}@example.jp"


def address(dice: Dice) -> dict[str, str]:
    """`postal` and `address` of no real place."""
    street = f"見本町{dice.between(1, 6)}-{dice.between(1, 40)}-{dice.between(1, 30)}"
    house = f" 見本荘{dice.between(1, 9)}0{dice.between(1, 9)}" if dice.between(0, 9) < 6 else ""
    return {"postal": f"000{dice.between(0, 99):04d}", "address": street + house}


def born_for(grade: int, start: date, dice: Dice) -> str:
    """A birthday with which a child is in this grade on the day: from April 2nd to April 1st."""
    year = start.year if start.month >= 4 else start.year - 1
    first = date(year - 6 - grade, 4, 2).toordinal()
    return date.fromordinal(dice.between(first, first + 364)).isoformat()


def aged(least: int, most: int, today: date, dice: Dice) -> str:
    """A birthday of somebody of this age."""
    return date(today.year - dice.between(least, most) - 1, dice.between(1, 12), dice.between(1, 28)).isoformat()
