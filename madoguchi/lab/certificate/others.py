"""ほかの書類 - papers that are not a certificate of work: their title, whose they are, and their day.

    told = other(Random(3), "lease")              # {"kind": "lease", "title": "賃貸借契約書", "name": ..., "date": ...}
    name, data = other_paper(told, Random(3), "photo")

`date` is the day that counts for the kind (出産予定日, 診断日, 復職日 …), `date_label` what stands before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final

from madoguchi.core.package.read import read

from . import people, said
from .book import BOOKS
from .grid import COLUMNS, Bit, Grid, Row, Setter
from .paper import Medium, Seen, look_of, looked_at
from .pdf import pdf
from .values import TODAY
from .xlsx import xlsx

Told = dict[str, Any]
SIZE: Final = 10.5  # pt
WAYS: Final = ("era", "kanji", "era_padded", "slash", "kanji_padded")
DATES: Final = ("date", "issued", "birth", "since", "until", "happened", "moved_in")


@cache
def kinds() -> Mapping[str, Mapping[str, Any]]:
    """The kinds of others.yaml."""
    source, faults = read("others.yaml", files(__package__).joinpath("others.yaml").read_bytes())
    if source is None or faults:
        raise ValueError("; ".join(map(str, faults)))
    return dict(source.data)


def other(dice: Random, kind: str, *, today: date = TODAY, **changed: Any) -> Told:
    """What stands on a paper of that kind. Raises KeyError."""
    spec = kinds()[kind]
    family = people.surname(dice)
    name, kana = people.person(dice, family, child=kind == "allergy_plan")
    told: Told = {"kind": kind, "title": dice.choice(spec["titles"]), "name": name, "kana": kana}
    told |= {key: _day(dice, today, *reach) for key, reach in REACH.items()}
    told["birth"] = (
        _day(dice, today, -45 * 365, -22 * 365) if kind != "allergy_plan" else _day(dice, today, -3900, -2300)
    )
    told["date"] = _day(dice, today, *(DUE if kind == "maternity_handbook" else (-80, -2)))
    told |= {"address": people.address(dice), "other_address": people.address(dice), "phone": people.phone(dice)}
    told |= {"other_name": people.person(dice, family)[0], "number": f"第{dice.randint(1, 99999):05d}号"}
    told |= {key: dice.choice(words) for key, words in WORDS.items()}
    told["period"] = (_day(dice, today, -200, -10), _day(dice, today, 60, 700))
    told["family"] = people.person(dice, family, child=True)[0]
    if "house" in spec:
        told["house"] = dice.choice(spec["house"])
    told |= changed
    return {key: told[key] for key in ("kind", "title", *_keys(spec), "way") if key in told} | _dated(told, spec, dice)


REACH: Final[Mapping[str, tuple[int, int]]] = {
    "issued": (-300, -20),
    "since": (-900, -200),
    "until": (200, 900),
    "happened": (-60, -5),
    "moved_in": (10, 130),
}
DUE: Final = (20, 200)
WORDS: Final[Mapping[str, Sequence[str]]] = {
    "impairment": ("見本機能障害", "上肢見本障害", "見本臓器機能障害"),
    "grade": ("1級", "2級", "3級", "４級"),
    "class": ("第1種", "第２種"),
    "degree": ("2度", "3度", "４度", "A", "B"),
    "illness": ("見本症", "腰椎見本症", "見本性関節炎", "うつ見本状態"),
    "finding": ("上記の疾患により、日中の保育は困難である。", "安静を要し、児童の保育は困難と認める。"),
    "course": ("見本学部見本学科", "介護見本課程", "見本情報科"),
    "office": ("見本税務署長",),
    "trade": ("見本品の製造", "デザイン業", "見本料理の提供", "事務補助"),
    "shop": ("見本工房", "ミホン商店", "見本デザイン事務所"),
    "opening": ("開業（新設）",),
    "hours": ("9:00～17:30（休憩60分）", "10時00分～16時00分", "8:30～15:30（休憩45分）"),
    "holidays": ("土・日・祝日", "シフトによる"),
    "wage": ("月額 210,000円", "時給 1,300円", "月額 85,000円"),
    "disaster": ("見本台風による豪雨", "火災", "見本地震"),
    "damage": ("全壊", "半壊", "準半壊", "床上浸水"),
    "school": ("見本小学校", "見本市立第二見本小学校"),
    "class_of": ("1年1組", "2年3組", "３年２組"),
    "food": ("☑食物アレルギー　□ぜん息", "☑即時型　□口腔アレルギー症候群"),
    "cause": ("鶏卵・乳", "落花生（ピーナッツ）", "小麦"),
    "remedy": ("抗ヒスタミン薬（見本錠）", "エピペン（見本）"),
    "lunch": ("☑管理必要　□管理不要",),
    "seeking": ("見本の窓口で週に2回相談", "見本の求人に応募中"),
    "finding_at_home": ("見本の事情により、放課後は家にいません。", "見本の理由により日中の保育ができません。"),
    "building": ("メゾン見本", "見本ハイツ", "コーポみほん"),
}


def _day(dice: Random, today: date, first: int, last: int) -> str:
    return (today + timedelta(days=dice.randint(first, last))).isoformat()


def _keys(spec: Mapping[str, Any]) -> list[str]:
    keys = [key for row in spec["rows"] for key in row[1::2]]
    return list(dict.fromkeys([*keys, "name", *(("house",) if "signed" in spec else ())]))


def _dated(told: Told, spec: Mapping[str, Any], dice: Random) -> Told:
    """The day that counts, and the words before it; where several words may stand, one is thrown."""
    rows = [pair for row in spec["rows"] for pair in zip(row[::2], row[1::2], strict=True)]
    labels = next((label for label, key in rows if key == "date"), spec.get("signed", ("",))[0])
    return {"date": told["date"], "date_label": dice.choice(labels.split("|"))}


def other_grid(told: Told, dice: Random) -> Grid:
    """The paper as squares."""
    spec = kinds()[told["kind"]]
    way = dice.choice(WAYS)
    setter = Setter()
    setter.row(Row([Bit("", COLUMNS)], lines=2, ruled=False))
    setter.row(Row([Bit(told["title"], COLUMNS, "title")], lines=3, ruled=False))
    for row in spec["rows"]:
        setter.row(_row(row, told, way, dice))
    if spec.get("shifts"):
        for row in _shifts(told, dice):
            setter.row(row)
    for note in spec["notes"]:
        setter.row(Row([Bit(note, COLUMNS, left=True)], lines=2, ruled=False))
    for row in _signed(spec, told, way, dice):
        setter.row(row)
    setter.row(Row([Bit("見本: この書類は作りものです", COLUMNS)], lines=2, ruled=False))
    return Grid(told["kind"], tuple(setter.cells), tuple(setter.heights))


def _shown(told: Told, key: str, way: str) -> str:
    value = told.get(key, "")
    if key == "period":
        return "～".join(said.DAYS[way](date.fromisoformat(day)) for day in value)
    if key in DATES and value:
        return said.DAYS[way](date.fromisoformat(value))
    return str(value)


def _label(words: str, key: str, told: Told, dice: Random) -> str:
    return str(told["date_label"]) if key == "date" else dice.choice(words.split("|"))


def _row(row: Sequence[str], told: Told, way: str, dice: Random) -> Row:
    pairs = list(zip(row[::2], row[1::2], strict=True))
    room = COLUMNS // len(pairs)
    bits: list[Bit] = []
    for words, key in pairs:
        bits.append(Bit(_label(words, key, told, dice), 16, "label"))
        bits.append(Bit(_shown(told, key, way), room - 16, "value", (key,), left=True))
    return Row(bits, lines=dice.choice((2, 2.4)))


def _signed(spec: Mapping[str, Any], told: Told, way: str, dice: Random) -> list[Row]:
    """The day, the house and a person, at the foot of the page."""
    if "signed" not in spec:
        return []
    told = {**told, "signer": people.person(dice)[0]}
    day, house, signer = spec["signed"]
    # Where another day counts for the kind, the signature is of a day before.
    stands = any(key == "date" for row in spec["rows"] for key in row[1::2])
    told["issued"] = (date.fromisoformat(told["date"]) + timedelta(days=3)).isoformat() if stands else told["date"]
    first = Bit(day.split("|")[0] if stands else told["date_label"], 12)
    rows = [[Bit("", 24), first, Bit(_shown(told, "issued", way), 30, "value", ("" if stands else "date",), left=True)]]
    for label, key in ((house, "house"), (signer, "signer")):
        words = Bit(dice.choice(label.split("|")), 14)
        rows.append([Bit("", 24), words, Bit(f"{told[key]}　　㊞", 35, "value", (key,), left=True)])
    return [Row(bits, lines=2, ruled=False) for bits in rows]


def _shifts(told: Told, dice: Random) -> list[Row]:
    """Who works when, day by day of a month."""
    month = date.fromisoformat(told["date"]).replace(day=1)
    days = [month + timedelta(days=place) for place in range(31)]
    days = [day for day in days if day.month == month.month]
    head = [Bit(f"{month.year}年{month.month}月", 11, "label"), *(Bit(str(day.day), 2, "label") for day in days)]
    week = [Bit("氏名", 11, "label"), *(Bit("月火水木金土日"[day.weekday()], 2, "label") for day in days)]
    rows = [Row(head, lines=1.4), Row(week, lines=1.4)]
    names = [told["name"], *(people.person(dice)[0] for _ in range(5))]
    for name in dice.sample(names, len(names)):
        code = ("name",) if name == told["name"] else ()
        work = (Bit(dice.choice("早日遅休休日"), 2, "label") for _ in days)
        rows.append(Row([Bit(name, 11, "value", code), *work], lines=1.6))
    return rows


def other_paper(
    told: Told,
    dice: Random,
    medium: Medium = "pdf",
    *,
    font: str = "",
    held_out: bool = False,
    seen: Seen | None = None,
) -> tuple[str, bytes]:
    """A file's name and bytes, as of `paper`."""
    grid = other_grid(told, dice)
    if medium == "xlsx":
        return f"{told['title'].replace(' ', '')}.xlsx", xlsx(grid, BOOKS["plain"], dice)
    look = replace(look_of(dice, font, held_out), size=SIZE)
    if medium == "pdf":
        return f"{told['title'].replace(' ', '')}.pdf", pdf(grid, look, dice)
    return looked_at(grid, look, dice, medium, seen or Seen())
