"""様式 - the layouts that certificates come in: the national form, and what cities make of it.

HELD_OUT are kept for the proof: whoever builds or tunes a reader looks at the others only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from . import heads, items
from .grid import COLUMNS, Bit, Grid, Row, Setter
from .items import NATIONAL, Item
from .items_more import MORE
from .pen import Pen, Style
from .values import Values

NUMBER, LABEL = 2, 14  # columns of the number and of the item's label
ORDER: Final = tuple(NATIONAL)
NUMBERS: Final = {"plain": "{}", "no": "No.{}", "round": "({})", "circled": "①", "none": ""}


@dataclass(frozen=True)
class Layout:
    """A form before it is filled in. Of `order`, two items joined by `+` stand beside each other."""

    style: Style
    order: Sequence[str] = ORDER
    items: Mapping[str, Item] = field(default_factory=dict)  # what is other than on the national form
    labels: Mapping[str, str] = field(default_factory=dict)  # item labels that are others here
    numbers: str = "plain"
    first: int = 1
    title: str = "就労証明書"
    head: heads.Head = heads.right
    foot: heads.Head = heads.none
    columns_named: tuple[str, str, str] | None = ("No.", "項目", "記載欄")
    banded: bool = False  # the label stands over its rows, not beside them


def _item(layout: Layout, name: str) -> Item:
    item = {**NATIONAL, **MORE, **layout.items}[name]
    return replace(item, label=layout.labels.get(name, item.label))


def _without(order: Sequence[str], *names: str) -> tuple[str, ...]:
    return tuple(name for name in order if name not in names)


def _moved(order: Sequence[str], *names: str, before: str) -> tuple[str, ...]:
    rest = _without(order, *names)
    at = rest.index(before)
    return (*rest[:at], *names, *rest[at:])


def _with(order: Sequence[str], before: str, *names: str) -> tuple[str, ...]:
    at = order.index(before)
    return (*order[:at], *names, *order[at:])


_PAIRS: Final = ("childcare_worker", "renewal", "shorten", "extend")
_PAIRED: Final = ("childcare_worker+renewal", "shorten+extend")
_CITY: Final = {
    "本人氏名": "就労者氏名",
    "生年月日": "生年 月日",
    "合計時間": "就労時間(合計)",
    "一月当たり": "月",
    "一週当たり": "週",
}

TUNED: Final[Mapping[str, Layout]] = {
    "national": Layout(Style()),
    "spaced": Layout(
        Style(label="spaced", marks=("✓", "□"), break_words=("（うち休憩時間", "分）"), digits="wide", tilde="~"),
        labels={
            "fixed": "就労時間(固定就労の場合)",
            "variable": "就労時間(変則就労の場合)",
            "contract": "雇用（予定）期間等",
        },
        numbers="no",
    ),
    "era": Layout(
        Style("era", birth="era_padded", month="era", choice="circles", label="wide", phone="dash", clock="kanji"),
        order=_moved(ORDER, "remarks", before="guardian_box"),
        items={"record": Item("就労実績", items.record_table), "guardian_box": Item("児童", items.children_table)},
        head=heads.left,
        foot=heads.bottom,
        numbers="round",
        labels={"record": "直近３か月の\n就労実績", "guardian_box": "保護者記入欄"},
    ),
    "one_cell": Layout(
        Style("slash", month="slash", clock="colon", length="colon", choice="one_cell", phone="dash", label="broken"),
        order=_moved(ORDER, "workplace", before="industry"),
        labels={"employment_type": "雇用形態", "renewal": "契約期間満了後の更新の有無", "return": "復職（予定）日"},
        head=heads.wide,
    ),
    "drop_down": Layout(
        Style("native:kanji", month="kanji", clock="native", length="full", choice="chosen", phone="round"),
        order=(
            *_without(ORDER, *_PAIRS, "solo", "remarks", "guardian_box"),
            *_PAIRED,
            "solo",
            "remarks",
            "guardian_box",
        ),
        items={"guardian_box": Item("保護者記載欄", items.children_table)},
        numbers="none",
    ),
    "after_school": Layout(
        Style("era_parts", birth="era_circled", marks=("レ", "□"), names=_CITY, label="wide_broken"),
        order=_with(_moved(ORDER, "guardian_box", before="industry"), "industry", "relation", "club", "commute"),
        labels={"guardian_box": "保護者記入欄\n(児童について)", "kana": "ふりがな", "remarks": "特記事項"},
        title="就労証明書（学童クラブ用）",
        columns_named=None,
    ),
    "status_report": Layout(
        Style("era_parts", month="era", marks=("■", "□"), few="circles", phone="dash"),
        order=_with(ORDER, "solo", "salary"),
        items={"record": Item("就労実績", items.record_table)},
        title="就 労 証 明 書（現況届用）",
        head=heads.wide,
    ),
    "future_terms": Layout(
        Style(
            "kanji_padded", clock="band", length="kanji", month="slash", choice="joined", phone="wide", label="narrow"
        ),
        order=_with(_with(ORDER, "record", "future"), "industry", "insurance"),
        labels={"fixed": "勤務時間\n（固定の場合）", "variable": "勤務時間\n（不規則の場合）"},
        numbers="circled",
    ),
}
HELD_OUT: Final[Mapping[str, Layout]] = {
    "insured": Layout(
        Style("native:era", birth="native:slash", month="kanji", clock="padded", few="one_cell", marks=("☑", "☐")),
        order=_with(_with(ORDER, "maternity", "insurance", "changed_days"), "guardian_box", "child_address"),
        labels={"industry": "業　　種", "employment_type": "雇用の\n形態", "solo": "単身赴任期間\n（予定を含む。）"},
        head=heads.left,
        foot=heads.bottom,
    ),
    "banded": Layout(
        Style("era_dots", birth="era_wide", month="era", clock="kanji", length="kanji", choice="circles", label="wide"),
        items={
            "kana": Item(
                "就労者",
                items.with_above(("フリガナ", "本人氏名", "生年月日"), ("kana", "name", "birth_date"), (27, 26, 20)),
            ),
            "workplace": Item(
                "本人就労先事業所",
                items.with_above(("名称", "住所"), ("workplace_name", "workplace_address"), (34, 39)),
            ),
            "guardian_box": Item("保護者記載欄", items.children_table),
        },
        order=_without(ORDER, "name"),
        head=heads.wide,
        banded=True,
        columns_named=None,
    ),
    "reordered": Layout(
        Style(birth="era_circled", marks=("✔", "□"), label="wide_broken", names={"生年月日": "生年\n月日"}, tilde="～"),
        order=(
            *_moved(_without(ORDER, "industry", "solo", "remarks", *_PAIRS), "guardian_box", before="kana"),
            "industry",
            *_PAIRED,
            "solo",
            "remarks",
            "sealed",
        ),
        items={
            "guardian_box": Item("保護者記載欄", items.children_table),
            "record": Item("就労実績", items.record_table),
        },
        head=heads.wide,
        title="就労（予定）証明書",
        first=3,
        numbers="no",
    ),
}
LAYOUTS: Final[Mapping[str, Layout]] = {**TUNED, **HELD_OUT}


def filled(told: Values, name: str) -> Grid:
    """The form of that name with the values in it. Raises KeyError, and ValueError where a row is too narrow."""
    layout, setter = LAYOUTS[name], Setter()
    pen = Pen(told, layout.style)
    for row in (*heads.title(layout.title), *layout.head(pen)):
        setter.row(row)
    if layout.columns_named and not layout.banded:
        widths = (NUMBER, LABEL, COLUMNS - NUMBER - LABEL)
        named = zip(layout.columns_named, widths, strict=True)
        setter.row(Row([Bit(text, width, "label") for text, width in named], lines=0.85))
    number = layout.first - 1
    for entry in layout.order:
        number = _set(setter, layout, pen, entry.split("+"), number)
    for row in layout.foot(pen):
        setter.row(row)
    return Grid(name, tuple(setter.cells), tuple(setter.heights), held_out=name in HELD_OUT)


def _set(setter: Setter, layout: Layout, pen: Pen, names: Sequence[str], number: int) -> int:
    """One item, or some beside each other, under the next number; the number that was reached."""
    if len(names) > 1:
        setter.row(_beside(layout, pen, names, number))
        return number + len(names)
    item = _item(layout, names[0])
    number += not item.under
    if layout.banded:
        setter.row(
            Row([Bit(f"{number}　{item.label.replace(chr(10), '　')}", COLUMNS, "label", left=True)], lines=0.85)
        )
        for row in item.write(pen, COLUMNS):
            setter.row(row)
    else:
        head = [_number(layout, number), pen.label(item.label, LABEL)]
        setter.block(head, item.write(pen, COLUMNS - NUMBER - LABEL))
    return number


def _number(layout: Layout, number: int) -> Bit:
    circled = chr(ord("①") + number - 1) if number <= 20 else str(number)
    text = circled if layout.numbers == "circled" else NUMBERS[layout.numbers].format(number)
    return Bit(text, NUMBER, "label")


def _beside(layout: Layout, pen: Pen, names: Sequence[str], number: int) -> Row:
    """Items of one row each, beside each other."""
    bits: list[Bit] = []
    room = COLUMNS // len(names)
    for place, name in enumerate(names, start=1):
        item = _item(layout, name)
        told = item.write(pen, room - NUMBER - LABEL)
        part = [_number(layout, number + place), pen.label(item.label, LABEL), *told[0].bits]
        rest = room - sum(bit.width for bit in part)
        bits += [*part, *([pen.say("", rest)] if rest else [])]
    return Row(bits)
