"""項目 - the numbered items of the national form (標準的様式, こども家庭庁), each as rows that a pen writes.

Item labels and choices: README and sample data of hidecha/employment-certificate on GitHub, read through the facts of
the house; the order of cells within an item follows those forms, their exact widths do not matter to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from .grid import Bit, Row, wrapped
from .pen import Pen

Write = Callable[[Pen, int], list[Row]]  # the pen, and how many columns there are


@dataclass(frozen=True)
class Item:
    """What stands in the column of labels, and beside it. `under`: it goes on with the number above it."""

    label: str
    write: Write
    under: bool = False


def choice(code: str, other: str = "", lines: float = 1) -> Write:
    """Nothing but words to choose from."""

    def write(pen: Pen, width: int) -> list[Row]:
        rows = wrapped(pen.choices(code, other), width)
        one_cell = len(rows) == 1 and any(bit.grow for bit in rows[0].bits)
        return [Row(rows[0].bits, lines=lines)] if one_cell else rows

    return write


def text(code: str, lines: float = 1) -> Write:
    """Nothing but a line of text."""
    return lambda pen, width: [Row([pen.text(code, width)], lines=lines)]


def _name(pen: Pen, width: int) -> list[Row]:
    birth = pen.date("birth_date")
    room = width - 7 - sum(bit.width for bit in birth)
    return [Row([pen.text("name", room), pen.label("生年月日", 7), *birth])]


def _contract(pen: Pen, width: int) -> list[Row]:
    period = [pen.label("期間", 4), *pen.span("contract_start", "contract_end")]
    note = pen.say("※無期の場合は雇用開始日のみ記入", width, left=True)
    return [Row([*pen.row("term"), *period]), Row([note], joined=True, lines=0.8)]


def _workplace(pen: Pen, width: int) -> list[Row]:
    codes = (("名称", "workplace_name"), ("住所", "workplace_address"))
    return [Row([pen.label(label, 6), pen.text(code, width - 6)]) for label, code in codes]


def _fixed(pen: Pen, width: int) -> list[Row]:
    month = [pen.say("月間", 3), *pen.length("month_hours"), *pen.rest("month_break")]
    days = [pen.say("一月当たり", 6), *pen.number("days_per_month", 3, "日"), pen.say("", 3)]
    days += [pen.say("一週当たり", 6), *pen.number("days_per_week", 3, "日")]
    return [
        Row([pen.label("就労曜日", 8), *pen.row("weekdays")]),
        Row([pen.label("合計時間", 8), *month]),
        Row([pen.label("就労日数", 8), *days]),
        *(Row([pen.label(word, 8), *pen.band(name)]) for word, name in BANDS),
    ]


BANDS: Final = (("平日", "weekday"), ("土曜", "saturday"), ("日祝", "holiday"))


def _variable(pen: Pen, width: int) -> list[Row]:
    total = [*pen.row("variable_unit"), pen.say("", 1), *pen.length("variable_hours"), *pen.rest("variable_break")]
    days = [*pen.row("variable_days_unit"), pen.say("", 1), *pen.number("variable_days", 3, "日")]
    return [
        Row([pen.label("合計時間", 8), *total]),
        Row([pen.label("就労日数", 8), *days]),
        Row([pen.label("主な就労時間帯・シフト時間帯", 16), *pen.band("main")]),
    ]


def _record(pen: Pen, width: int) -> list[Row]:
    """Three months beside each other, as on the national form."""
    months = [bit for place in (1, 2, 3) for bit in (*pen.month(f"record_{place}_month"), pen.say("", 6))]
    worked = []
    for place in (1, 2, 3):
        worked += [*pen.number(f"record_{place}_days", 3, "日／月", 4)]
        worked += [*pen.number(f"record_{place}_hours", 5, "時間／月", 5)]
    return [Row([pen.label("年月", 5), *months]), Row([pen.label("就労実績", 5), *worked])]


def record_table(pen: Pen, width: int) -> list[Row]:
    """Three months under each other, as a table with a head."""
    head = [pen.label("年月", 14), pen.label("就労日数", 12), pen.label("就労時間数", 14)]
    rows = [Row(head)]
    for place in (1, 2, 3):
        month = [pen.say("", 1), *pen.month(f"record_{place}_month"), pen.say("", 2)]
        days = [pen.say("", 3), *pen.number(f"record_{place}_days", 4, "日", 5)]
        hours = [pen.say("", 3), *pen.number(f"record_{place}_hours", 6, "時間", 5)]
        rows.append(Row([*month, *days, *hours]))
    return rows


def _leave(state: str, name: str) -> Write:
    def write(pen: Pen, width: int) -> list[Row]:
        return [Row([*pen.row(state), pen.label("期間", 4), *pen.span(f"{name}_from", f"{name}_to")], lines=1.3)]

    return write


def _other_leave(pen: Pen, width: int) -> list[Row]:
    reason = [pen.label("理由", 4), *pen.row("other_leave_reason", "other_leave_reason_other")]
    states = Row([*pen.row("other_leave"), *reason])
    return [states, Row([pen.label("期間", 4), *pen.span("other_leave_from", "other_leave_to")])]


def _return(pen: Pen, width: int) -> list[Row]:
    return [Row([*pen.row("return_state"), pen.say("", 3), *pen.date("return_date")])]


def _short(pen: Pen, width: int) -> list[Row]:
    states = [*pen.row("short_time"), pen.label("期間", 4), *pen.span("short_from", "short_to")]
    return [Row(states), Row([pen.label("主な就労時間帯・シフト時間帯", 16), *pen.band("short")])]


def _solo(pen: Pen, width: int) -> list[Row]:
    return [Row([pen.label("期間", 4), *pen.span("solo_from", "solo_to")])]


def _guardian(pen: Pen, width: int) -> list[Row]:
    """Three children under each other; the labels stand beside each."""
    rows = []
    for place in (1, 2, 3):
        child = [pen.label("児童名", 5), pen.text(f"child_{place}_name", 13), pen.label("生年月日", 6)]
        child += [*pen.date(f"child_{place}_birth")]
        rows.append(Row([*child, pen.say("", 2)]))
        rows.append(
            Row([pen.label("施設名", 5), pen.text(f"child_{place}_facility", 19), *pen.row(f"child_{place}_status")])
        )
    return rows


def children_table(pen: Pen, width: int) -> list[Row]:
    """Three children under one head."""
    head = [
        pen.label("児童名", 13),
        pen.label("生年月日", 14),
        pen.label("施設名", 15),
        pen.label("利用状況", width - 42),
    ]
    rows = [Row(head)]
    for place in (1, 2, 3):
        child = [pen.text(f"child_{place}_name", 13), *pen.date(f"child_{place}_birth")]
        rows.append(Row([*child, pen.text(f"child_{place}_facility", 15), *pen.row(f"child_{place}_status")]))
    return rows


def with_above(head: tuple[str, ...], codes: tuple[str, ...], widths: tuple[int, ...]) -> Write:
    """Labels in one row, and what they name under them."""

    def write(pen: Pen, width: int) -> list[Row]:
        labels = [pen.label(label, size) for label, size in zip(head, widths, strict=True)]
        told: list[Bit] = []
        for code, size in zip(codes, widths, strict=True):
            bits = pen.date(code) if code.endswith("date") else [pen.text(code, size)]
            told += [*bits, pen.say("", size - sum(bit.width for bit in bits))] if bits[0].width < size else bits
        return [Row(labels), Row(told)]

    return write


NATIONAL: Final[Mapping[str, Item]] = {
    "industry": Item("業種", choice("industry", "industry_other", 4)),
    "kana": Item("フリガナ", text("kana")),
    "name": Item("本人氏名", _name, under=True),
    "contract": Item("雇用(予定)期間等", _contract),
    "workplace": Item("本人就労先事業所", _workplace),
    "employment_type": Item("雇用の形態", choice("employment_type", "employment_type_other", 3)),
    "fixed": Item("就労時間\n(固定就労の場合)", _fixed),
    "variable": Item("就労時間\n(変則就労の場合)", _variable, under=True),
    "record": Item("就労実績\n※日数に有給休暇を含み、時間数に休憩・残業時間を含む", _record),
    "maternity": Item("産前・産後休業の取得\n※取得予定を含む", _leave("maternity_leave", "maternity")),
    "childcare": Item("育児休業の取得\n※取得予定を含む", _leave("childcare_leave", "childcare")),
    "other_leave": Item("産休・育休以外の休業の取得\n※取得予定を含む", _other_leave),
    "return": Item("復職(予定)年月日", _return),
    "short_time": Item("育児のための短時間\n勤務制度利用有無\n※取得予定を含む", _short),
    "childcare_worker": Item("保育士等としての勤務実態の有無", choice("childcare_worker")),
    "renewal": Item("雇用契約満了後の更新の有無", choice("renewal")),
    "shorten": Item("入所内定時育休短縮可否", choice("shorten_leave")),
    "extend": Item("育休延長可否", choice("extend_leave")),
    "solo": Item("単身赴任期間(予定含む)", _solo),
    "remarks": Item("備考欄", text("remarks", 1.6)),
    "guardian_box": Item("保護者記載欄", _guardian),
}
