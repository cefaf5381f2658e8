"""頭書き - who certifies, to whom and when: beside the addressee, over the whole width, or at the foot of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from .grid import COLUMNS, Bit, Row
from .pen import Pen

Head = Callable[[Pen], list[Row]]
SWORN: Final = "下記の内容について、事実であることを証明いたします。"
WARNED: Final = (
    "※本証明書の内容について、就労先事業者等に無断で作成し又は改変を行ったときには、"
    "刑法上の罪に問われる場合があります。"
)
SIDE: Final = 30  # columns left of who certifies


def title(text: str) -> list[Row]:
    """What paper it is."""
    return [Row([Bit(text, COLUMNS, "title")], lines=1.6, ruled=False)]


def none(pen: Pen) -> list[Row]:
    """Nothing there."""
    return []


def _notes(sworn: str = SWORN) -> list[Row]:
    return [Row([Bit(text, COLUMNS, "say", left=True)], lines=0.8, ruled=False) for text in (sworn, WARNED)]


def _addressee(pen: Pen) -> list[Bit]:
    return [pen.text("addressee", 16), pen.say("宛", 2)]


def _certifier(pen: Pen) -> list[tuple[str, list[Bit]]]:
    width = COLUMNS - SIDE - 9
    return [
        ("証明日", pen.date("cert_date")),
        ("事業所名", [pen.text("office_name", width)]),
        ("代表者名", [pen.text("representative", width)]),
        ("所在地", [pen.text("office_address", width)]),
        ("電話番号", pen.phone("office_phone")),
        ("担当者名", [pen.text("contact_name", width)]),
        ("記載者連絡先", pen.phone("contact_phone")),
    ]


def right(pen: Pen) -> list[Row]:
    """As on the national form: who certifies stands at the right."""
    rows = []
    for place, (label, bits) in enumerate(_certifier(pen)):
        lead = _addressee(pen) if place == 0 else []
        gap = Bit("", SIDE - sum(bit.width for bit in lead))
        rows.append(Row([*lead, gap, pen.label(label, 9), *bits], ruled=False))
    return [*rows, *_notes()]


def left(pen: Pen) -> list[Row]:
    """Only to whom; who certifies stands at the foot."""
    told = pen.told.get("addressee", "")
    whom = Bit(f"{told}　殿" if told else "　　　　　殿", 24, "value", ("addressee",), left=True)
    return [Row([pen.say("(宛先)", 6), whom], ruled=False), *_notes("下記のとおり就労していることを証明します。")]


def bottom(pen: Pen) -> list[Row]:
    """Who certifies, under all the rest."""
    rows = [Row([pen.say("上記のとおり相違ありません。", COLUMNS, left=True)], lines=0.8, ruled=False)]
    return [*rows, *(Row([pen.label(label, 12), *bits]) for label, bits in _certifier(pen))]


def wide(pen: Pen) -> list[Row]:
    """A table over the whole width, two things beside each other."""
    told = dict(_certifier(pen))
    half = COLUMNS // 2

    def pair(first: str, second: str) -> Row:
        return Row([*_filled([pen.label(first, 9), *told[first]], half), pen.label(second, 9), *told[second]])

    told["事業所名"] = [pen.text("office_name", half - 9)]
    told["代表者名"] = [pen.text("representative", COLUMNS - half - 9)]
    told["担当者名"] = [pen.text("contact_name", half - 9)]
    return [
        Row([*_addressee(pen), Bit("", 27), pen.label("証明日", 9), *told["証明日"]], ruled=False),
        pair("事業所名", "代表者名"),
        Row([pen.label("所在地", 9), pen.text("office_address", COLUMNS - 9)]),
        Row([pen.label("電話番号", 9), *told["電話番号"]]),
        pair("担当者名", "記載者連絡先"),
        *_notes(),
    ]


def _filled(bits: Sequence[Bit], width: int) -> list[Bit]:
    rest = width - sum(bit.width for bit in bits)
    return [*bits, *([Bit("", rest)] if rest else [])]
