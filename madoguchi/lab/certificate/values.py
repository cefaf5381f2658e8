"""見本の記載 - what stands on one certificate: flat values (code -> value) of somebody's working life.

Shapes: text as printed; date `2026-10-05`; month `2026-09`; time `09:00`; a span of time in whole minutes; numbers as
int or x.5; a choice is the label of the one ticked; a list is the labels ticked. What is blank is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from . import people

Values = dict[str, Any]
BANDS: Final = ("weekday", "saturday", "holiday", "main", "short")
TODAY: Final = date(2026, 11, 16)
DAYS: Final = ("月", "火", "水", "木", "金", "土", "日", "祝日")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Choices of the national form (標準的様式, こども家庭庁), in its order.
INDUSTRIES: Final = _words(
    "農業・林業 漁業 鉱業・採石業・砂利採取業 建設業 製造業 電気・ガス・熱供給・水道業 情報通信業 運輸業・郵便業 "
    "卸売業・小売業 金融業・保険業 不動産業・物品賃貸業 学術研究・専門・技術サービス業 宿泊業・飲食サービス業 "
    "生活関連サービス業・娯楽業 医療・福祉 教育・学習支援業 複合サービス事業 公務 その他"
)
TYPES: Final = _words(
    "正社員 パート・アルバイト 派遣社員 契約社員 会計年度任用職員 非常勤・臨時職員 役員 自営業主 自営業専従者 "
    "家族従業者 内職 業務委託 その他"
)
LEAVE: Final = ("取得予定", "取得中", "取得済み")
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "industry": INDUSTRIES,
    "term": ("無期", "有期"),
    "employment_type": TYPES,
    "variable_unit": ("月間", "週間"),
    "variable_days_unit": ("月間", "週間"),
    "maternity_leave": LEAVE,
    "childcare_leave": LEAVE,
    "other_leave": LEAVE,
    "other_leave_reason": ("介護休業", "病休", "その他"),
    "return_state": ("復職予定", "復職済み"),
    "short_time": ("取得予定", "取得中"),
    "childcare_worker": ("有", "有(予定)", "無"),
    "renewal": ("有", "有(予定)", "無", "未定"),
    "shorten_leave": ("可", "否"),
    "extend_leave": ("可", "否"),
    **{f"child_{place}_status": ("利用中", "利用申込中") for place in (1, 2, 3)},
}
MINUTES: Final = frozenset(
    _words(
        "month_hours month_break variable_hours variable_break weekday_break saturday_break holiday_break main_break "
        "short_break"
    )
)
DATES: Final = frozenset(
    _words(
        "cert_date birth_date contract_start contract_end maternity_from maternity_to childcare_from childcare_to "
        "other_leave_from other_leave_to return_date short_from short_to solo_from solo_to child_1_birth child_2_birth "
        "child_3_birth"
    )
)
TIMES: Final = frozenset(f"{band}_{end}" for band in BANDS for end in ("start", "end"))
NUMBERS: Final = frozenset(
    [
        "days_per_month",
        "days_per_week",
        "variable_days",
        *(f"record_{n}_{of}" for n in (1, 2, 3) for of in ("days", "hours")),
    ]
)
MONTHS: Final = frozenset(f"record_{place}_month" for place in (1, 2, 3))
TEXTS: Final = frozenset(
    _words(
        "addressee office_name representative office_address contact_name kana name workplace_name workplace_address "
        "industry_other employment_type_other other_leave_reason_other remarks"
    )
) | {f"child_{place}_{of}" for place in (1, 2, 3) for of in ("name", "facility")}
PHONES: Final = frozenset(("office_phone", "contact_phone"))
CODES: Final = frozenset(CHOICES) | {"weekdays"} | MINUTES | DATES | TIMES | NUMBERS | MONTHS | TEXTS | PHONES


def values(dice: Random, *, today: date = TODAY, life: str = "", **changed: Any) -> Values:
    """A filled certificate. `life` is a key of LIVES, any when empty; of `changed`, None makes blank.

    Raises KeyError for a code or a life that is unknown.
    """
    if unknown := set(changed) - CODES:
        raise KeyError(", ".join(sorted(unknown)))
    told = _head(dice, today)
    LIVES[life or dice.choices(list(LIVES), [3 if name in USUAL else 1 for name in LIVES])[0]](told, dice)
    if "record_1_days" not in told and told.pop("recorded", True):
        _record(told, dice)
    told.pop("recorded", None)
    told |= changed
    return {code: value for code, value in told.items() if value is not None and value != "" and value != []}


def _head(dice: Random, today: date) -> Values:
    house = people.surname(dice)
    name, kana = people.person(dice, house)
    office, where = people.firm(dice), people.address(dice)
    told: Values = {
        "addressee": dice.choice(("見本市長", "見本市福祉事務所長", "見本区長", "見本町長")),
        "cert_date": (today - timedelta(days=dice.randint(1, 60))).isoformat(),
        "office_name": office,
        "representative": dice.choice(("代表取締役　", "理事長 ", "院長　", "人事部長 ", "")) + people.person(dice)[0],
        "office_address": where,
        "office_phone": people.phone(dice),
        "contact_name": dice.choice(("総務部　", "人事課 ", "")) + people.person(dice)[0],
        "contact_phone": people.phone(dice),
        "industry": dice.choice(INDUSTRIES[:-1]),
        "kana": people.half_width(kana) if dice.random() < 0.15 else kana,
        "name": name,
        "birth_date": _day(dice, today.year - 50, today.year - 24),
        "workplace_name": people.place_of(office, dice),
        "workplace_address": where if dice.random() < 0.5 else people.address(dice),
        "childcare_worker": "無",
    }
    if dice.random() < 0.08:
        told |= {"industry": "その他", "industry_other": dice.choice(("見本品の研究", "見本業", "モデル業（見本）"))}
    _children(told, house, dice, today)
    return told


def _children(told: Values, house: tuple[str, str], dice: Random, today: date) -> None:
    for place in range(1, dice.choices((0, 1, 2, 3), (1, 5, 3, 1))[0] + 1):
        told[f"child_{place}_name"] = people.person(dice, house, child=True)[0]
        told[f"child_{place}_birth"] = _day(dice, today.year - 11, today.year - 1)
        told[f"child_{place}_facility"] = dice.choice(
            ("見本第一学童クラブ", "見本学童クラブ", "みほん保育園", "見本ヶ丘こども園", "見本第３クラブ", "見本小ｸﾗﾌﾞ")
        )
        told[f"child_{place}_status"] = dice.choice(CHOICES["child_1_status"])


def _day(dice: Random, first: int, last: int) -> str:
    return date(dice.randint(first, last), dice.randint(1, 12), dice.randint(1, 28)).isoformat()


def _certified(told: Values) -> date:
    return date.fromisoformat(told["cert_date"])


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _indefinite(told: Values, dice: Random, kind: str = "正社員") -> None:
    year = _certified(told).year
    start = date(
        dice.randint(year - 18, year - 2), dice.choice((4, 4, 4, *range(1, 13))), dice.choice((1, 1, 1, 16, 21))
    )
    told |= {"term": "無期", "contract_start": start.isoformat(), "employment_type": kind}


def _limited(told: Values, dice: Random, kind: str) -> None:
    year = _certified(told).year
    told |= {
        "term": "有期",
        "contract_start": date(year - dice.randint(0, 2), 4, 1).isoformat(),
        "contract_end": date(year + 1, 3, 31).isoformat(),
        "employment_type": kind,
        "renewal": dice.choice(CHOICES["renewal"]),
    }


def _fixed(told: Values, dice: Random, number: int, hours: int, start: int = 0) -> None:
    """Work on the same days at the same hours: so many days a week, and hours a day with the break in them."""
    week = list(DAYS[:5]) if number == 5 else sorted(dice.sample(DAYS[:7], number), key=DAYS.index)
    first = start or dice.choice((480, 510, 525, 540, 555, 570, 600))
    rest = 60 if hours > 6 * 60 else dice.choice((0, 45)) if hours > 5 * 60 else 0
    month = round(number * 4.2)
    told |= {
        "weekdays": week,
        "days_per_week": number,
        "days_per_month": month,
        "month_hours": month * hours,
        "month_break": month * rest,
    }
    for band, days in (("weekday", DAYS[:5]), ("saturday", ("土",)), ("holiday", ("日", "祝日"))):
        if set(days) & set(week):
            told |= {f"{band}_start": _clock(first), f"{band}_end": _clock(first + hours), f"{band}_break": rest}


def _record(told: Values, dice: Random) -> None:
    """The three months before the certificate; the nearest stands last."""
    month = _certified(told).replace(day=1)
    days = told.get("days_per_month") or (told["variable_days"] * (4 if told["variable_days_unit"] == "週間" else 1))
    total = told.get("month_hours") or told["variable_hours"] * (4 if told.get("variable_unit") == "週間" else 1)
    for place in (3, 2, 1):
        month = (month - timedelta(days=1)).replace(day=1)
        worked = min(29, max(1, round(days) + dice.randint(-2, 2)))
        hours = round(worked * total / days / 60 * 2) / 2
        told[f"record_{place}_month"] = month.isoformat()[:7]
        told[f"record_{place}_days"] = worked
        told[f"record_{place}_hours"] = int(hours) if hours == int(hours) else hours


def _full_time(told: Values, dice: Random) -> None:
    _indefinite(told, dice)
    _fixed(told, dice, 5, dice.choice((8 * 60, 8 * 60 + 45, 9 * 60, 8 * 60 + 30)))


def _part_time(told: Values, dice: Random) -> None:
    _indefinite(told, dice, "パート・アルバイト")
    _fixed(told, dice, dice.randint(2, 5), dice.choice((240, 270, 300, 330, 360, 390)))


def _half_days(told: Values, dice: Random) -> None:
    """Saturdays every other week: 5.5 days."""
    _full_time(told, dice)
    told |= {"days_per_week": 5.5, "weekdays": list(DAYS[:6]), "saturday_start": "09:00", "saturday_end": "12:30"}
    told |= {"saturday_break": 0, "remarks": "土曜は隔週勤務"}


def _shift(told: Values, dice: Random) -> None:
    """Hours that differ: a total, and the time most often worked."""
    _indefinite(told, dice, dice.choice(("正社員", "パート・アルバイト", "契約社員")))
    unit = dice.choice(("月間", "月間", "週間"))
    days, hours = (dice.randint(12, 22), dice.choice((6, 7, 8))) if unit == "月間" else (dice.randint(3, 5), 8)
    start = dice.choice((420, 540, 600, 780, 960))
    told |= {"variable_unit": unit, "variable_hours": days * hours * 60, "variable_break": days * dice.choice((45, 60))}
    told |= {"variable_days_unit": unit, "variable_days": days, "main_start": _clock(start), "main_break": 60}
    told |= {"main_end": _clock((start + hours * 60 + 60) % 1440), "remarks": dice.choice(SHIFTS)}


SHIFTS: Final = (
    "シフト制のため、直近３か月の勤務表を添付します。",
    "早番7:00～16:00、遅番13:00～22:00の交代勤務",
    "変形労働時間制（1か月単位）",
)


def _on_leave(told: Values, dice: Random) -> None:
    """At home with a baby: what was worked before the leave, and the day of return."""
    _full_time(told, dice)
    begun = _certified(told) - timedelta(days=dice.randint(30, 300))
    until = date(_certified(told).year + 1, dice.choice((3, 4, 6, 9)), dice.choice((1, 15, 28)))
    told |= {"childcare_leave": "取得中", "childcare_from": begun.isoformat(), "childcare_to": until.isoformat()}
    told |= {"return_state": "復職予定", "return_date": (until + timedelta(days=1)).isoformat()}
    told |= {"maternity_leave": "取得済み", "maternity_to": (begun - timedelta(days=1)).isoformat()}
    told |= {"maternity_from": (begun - timedelta(days=99)).isoformat(), "recorded": False}
    told |= {"shorten_leave": dice.choice(("可", "否")), "extend_leave": dice.choice(("可", "否"))}


def _returned(told: Values, dice: Random) -> None:
    """Back from a leave, on shorter hours until the child is older."""
    _full_time(told, dice)
    back = _certified(told) - timedelta(days=dice.randint(120, 400))
    told |= {"childcare_leave": "取得済み", "childcare_from": (back - timedelta(days=365)).isoformat()}
    told |= {"childcare_to": (back - timedelta(days=1)).isoformat()}
    told |= {"return_state": "復職済み", "return_date": back.isoformat()}
    _short(told, dice, "取得中", back)


def _short_planned(told: Values, dice: Random) -> None:
    _full_time(told, dice)
    _short(told, dice, "取得予定", date(_certified(told).year + 1, 4, 1))


def _short(told: Values, dice: Random, state: str, start: date) -> None:
    first = dice.choice((540, 555, 570, 600))
    told |= {"short_time": state, "short_from": start.isoformat()}
    told |= {"short_to": start.replace(year=start.year + 3, day=min(start.day, 28)).isoformat()}
    told |= {"short_start": _clock(first), "short_end": _clock(first + 420), "short_break": 60}


def _own(told: Values, dice: Random) -> None:
    """One's own master: the certificate is written by oneself."""
    shop = dice.choice(("見本工房", "見本デザイン事務所", "ミホン美容室", "見本農園", "みほん亭", "見本鍼灸院"))
    kind = dice.choice(("自営業主", "自営業主", "自営業専従者", "家族従業者", "業務委託", "内職"))
    told |= {"office_name": shop, "workplace_name": shop, "representative": told["name"], "contact_name": told["name"]}
    told |= {"workplace_address": told["office_address"], "contact_phone": told["office_phone"]}
    _indefinite(told, dice, kind)
    _fixed(told, dice, dice.randint(4, 6), dice.choice((360, 420, 480)))


def _dispatched(told: Values, dice: Random) -> None:
    _limited(told, dice, "派遣社員")
    told["workplace_name"] = people.place_of(people.firm(dice), dice)
    _fixed(told, dice, dice.randint(3, 5), dice.choice((360, 420, 465, 480)))


def _fixed_term(told: Values, dice: Random) -> None:
    _limited(told, dice, dice.choice(("契約社員", "会計年度任用職員", "非常勤・臨時職員", "パート・アルバイト")))
    _fixed(told, dice, dice.randint(3, 5), dice.choice((300, 360, 465, 525)))
    if told["employment_type"] == "会計年度任用職員":
        told |= {"office_name": "見本市役所", "workplace_name": "見本市役所　見本課", "industry": "公務"}


def _newly_hired(told: Values, dice: Random) -> None:
    """Begins next month: nothing has been worked yet."""
    _part_time(told, dice)
    start = (_certified(told).replace(day=28) + timedelta(days=4)).replace(day=1)
    told |= {"contract_start": start.isoformat(), "recorded": False}


def _ill(told: Values, dice: Random) -> None:
    """Away for another reason than a child."""
    _full_time(told, dice)
    begun = _certified(told) - timedelta(days=dice.randint(20, 90))
    reason = dice.choice(CHOICES["other_leave_reason"])
    told |= {"other_leave": dice.choice(("取得中", "取得予定")), "other_leave_reason": reason}
    told |= {"other_leave_from": begun.isoformat(), "other_leave_to": (begun + timedelta(days=180)).isoformat()}
    told["other_leave_reason_other"] = "見本休職" if reason == "その他" else None


def _far_away(told: Values, dice: Random) -> None:
    """Posted to another place, without the family."""
    _full_time(told, dice)
    start = date(_certified(told).year, dice.choice((4, 7, 10)), 1)
    told |= {"solo_from": start.isoformat(), "solo_to": date(start.year + 2, 3, 31).isoformat()}


def _nurse_of_children(told: Values, dice: Random) -> None:
    _full_time(told, dice)
    told |= {
        "industry": "医療・福祉",
        "childcare_worker": dice.choice(("有", "有(予定)")),
        "office_name": "社会福祉法人見本会",
    }
    told["workplace_name"] = "見本保育園"


def _otherwise(told: Values, dice: Random) -> None:
    _fixed_term(told, dice)
    told |= {"employment_type": "その他", "employment_type_other": dice.choice(("嘱託", "見本研修生", "再雇用職員"))}


USUAL: Final = frozenset(("full_time", "part_time", "shift"))
LIVES: Final[Mapping[str, Callable[[Values, Random], None]]] = {
    "full_time": _full_time,
    "part_time": _part_time,
    "half_days": _half_days,
    "shift": _shift,
    "on_leave": _on_leave,
    "returned": _returned,
    "short_planned": _short_planned,
    "self_employed": _own,
    "dispatched": _dispatched,
    "fixed_term": _fixed_term,
    "newly_hired": _newly_hired,
    "ill": _ill,
    "far_away": _far_away,
    "childcare_worker": _nurse_of_children,
    "otherwise": _otherwise,
}
