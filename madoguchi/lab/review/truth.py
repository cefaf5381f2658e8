"""見本の証明 - certificates that agree with what the family typed: the same, otherwise written."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from madoguchi.lab.certificate import people
from madoguchi.lab.certificate.values import CODES, values

from . import said
from .family import Family, Values
from .lives import SELF

# Days and the hours they have stand here once more: what is held against the reader shares nothing with it.
JA: Final = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "月火水木金土日", strict=True))
BANDS: Final = (("weekday", ("mon", "tue", "wed", "thu", "fri")), ("saturday", ("sat",)), ("holiday", ("sun",)))
TYPES: Final = ("正社員", "正社員", "パート・アルバイト", "契約社員", "派遣社員", "会計年度任用職員")
_OF_WORK: Final = ("weekday", "saturday", "holiday", "month", "variable", "main", "short", "days_per", "record")


def certificate(family: Family, guardian: dict[str, Any]) -> Values:
    """What the employer of a guardian writes."""
    dice = family.dice
    told = values(dice, today=family.today, life="full_time")
    told = {code: value for code, value in told.items() if not code.startswith((*_OF_WORK, "child_"))}
    told.pop("weekdays", None)
    told |= _person(family, guardian) | _contract(family, guardian, told)
    told |= _varying(guardian, dice) if guardian["shift"] else _fixed(guardian, dice)
    told |= _record(told)
    if guardian["on_leave"]:
        told |= _leave(family, guardian)
    if dice.random() < 0.5:
        told |= _children(family)
    _left_blank(told, dice)
    assert set(told) <= CODES
    return told


def clock(text: str) -> int:
    """Minutes of the day."""
    return int(text[:2]) * 60 + int(text[3:])


def _person(family: Family, guardian: dict[str, Any]) -> Values:
    dice = family.dice
    told = {
        "name": said.name(guardian["name"], dice),
        "kana": said.kana(guardian["kana"], dice),
        "birth_date": guardian["birth"],
        "office_name": said.firm(guardian["employer"], dice),
        "office_phone": said.phone(guardian["employer_phone"], dice),
    }
    told["workplace_name"] = people.place_of(told["office_name"], dice)
    if guardian["work_form"] in SELF:
        told |= {"representative": told["name"], "contact_name": told["name"]}
    elif dice.random() < 0.1:  # what the family typed is where they work, and its telephone
        told |= {"workplace_name": told["office_name"], "office_name": people.firm(dice)}
        told |= {"contact_phone": told["office_phone"], "office_phone": people.phone(dice)}
    return told


def _contract(family: Family, guardian: dict[str, Any], told: Values) -> Values:
    """How somebody is employed, and until when; a temporary contract goes on, or ends after the service has begun."""
    dice, form = family.dice, guardian["work_form"]
    kind = "内職" if form == "piecework" else "自営業主" if form in SELF else dice.choice(TYPES)
    if kind in ("契約社員", "派遣社員", "会計年度任用職員"):
        year = family.today.year
        late = dice.random() < 0.3
        end = date(year + 1 + late, 3, 31) if not late else date(year + 1, 9, 30)
        renewal = dice.choice(("有", "有(予定)")) if not late else dice.choice(("無", "未定", "有"))
        start = date(year - dice.randint(0, 2), 4, 1)
        return {
            "term": "有期",
            "employment_type": kind,
            "contract_start": start.isoformat(),
            "contract_end": end.isoformat(),
            "renewal": renewal,
        }
    begun = told["contract_start"]
    if dice.random() < 0.04 and not guardian["on_leave"]:  # newly hired
        begun = (date.fromisoformat(told["cert_date"]) - timedelta(days=dice.randint(10, 80))).isoformat()
    return {"term": "無期", "employment_type": kind, "contract_start": begun}


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _fixed(guardian: dict[str, Any], dice: Random) -> Values:
    week = guardian["work_week"]
    days = guardian["work_days"] + (0.5 if dice.random() < 0.06 and guardian["work_days"] < 20 else 0)
    half = "sat" in week and len(week) == 6 and guardian["work_days"] < 24 and dice.random() < 0.5
    number = len(week) - (0.5 if half else 0)
    told: Values = {
        "weekdays": [JA[day] for day in JA if day in week],
        "days_per_week": _number(number),
        "days_per_month": _number(min(days, 5 * number)),
    }
    lengths = []
    for band, of in BANDS:
        rows = [week[day] for day in of if day in week]
        if rows:
            lengths += [clock(row["end"]) - clock(row["start"]) for row in rows]
            rest = 60 if lengths[-1] > 360 else dice.choice((0, 45)) if lengths[-1] > 300 else 0
            told |= {f"{band}_start": rows[0]["start"], f"{band}_end": rows[0]["end"], f"{band}_break": rest}
    first = told.get("weekday_break", told.get("saturday_break", 0))
    told["month_hours"] = round(sum(lengths) / len(lengths) * told["days_per_month"])
    told["month_break"] = round(first * told["days_per_month"])
    return told


def _varying(guardian: dict[str, Any], dice: Random) -> Values:
    """Hours that differ, as a total, and the time most often worked."""
    row = next(iter(guardian["work_week"].values()))
    length, days = clock(row["end"]) - clock(row["start"]), guardian["work_days"]
    told: Values = {"main_start": row["start"], "main_end": row["end"], "main_break": 60 if length > 360 else 0}
    if dice.random() < 0.3 and days % 4 == 0:
        days, told["variable_days_unit"] = days // 4, "週間"
    else:
        told["variable_days_unit"] = "月間"
    told |= {"variable_unit": told["variable_days_unit"], "variable_days": days, "variable_hours": days * length}
    return told | {"variable_break": days * told["main_break"]}


def _record(told: Values) -> Values:
    """The three months before the certificate, as far as the person was there."""
    month = date.fromisoformat(told["cert_date"]).replace(day=1)
    begun = date.fromisoformat(told["contract_start"])
    days = told.get("days_per_month") or told["variable_days"] * (4 if told["variable_days_unit"] == "週間" else 1)
    total = told.get("month_hours") or told["variable_hours"] * (4 if told["variable_unit"] == "週間" else 1)
    found: Values = {}
    for place in (3, 2, 1):
        month = (month - timedelta(days=1)).replace(day=1)
        if (month + timedelta(days=31)).replace(day=1) > begun:
            worked = max(1, round(days) + (place - 2))
            found[f"record_{place}_month"] = month.isoformat()[:7]
            found[f"record_{place}_days"] = worked
            found[f"record_{place}_hours"] = _number(round(worked * total / days / 60 * 2) / 2)
    return found


def _leave(family: Family, guardian: dict[str, Any]) -> Values:
    """At home with a baby until the day that was typed; of the last months nothing may stand there."""
    back = date.fromisoformat(guardian["return_date"])
    begun = family.today - timedelta(days=family.dice.randint(30, 300))
    told: Values = {"childcare_leave": "取得中", "childcare_from": begun.isoformat(), "return_state": "復職予定"}
    told |= {"childcare_to": (back - timedelta(days=1)).isoformat(), "return_date": back.isoformat()}
    if family.dice.random() < 0.5:
        told |= {"maternity_leave": "取得済み", "maternity_from": (begun - timedelta(days=99)).isoformat()}
        told["maternity_to"] = (begun - timedelta(days=1)).isoformat()
    return told | {"shorten_leave": "可", "extend_leave": family.dice.choice(("可", "否"))}


def _children(family: Family) -> Values:
    """No. 19, by the guardian's own hand: the children who apply, or all of them."""
    told: Values = {}
    young = [one for one in family.home.answers["members"] if one["relation"] in ("妹", "弟")]
    rows = [*family.children, *(young if family.dice.random() < 0.5 else [])]
    for place, child in enumerate(rows[:3], start=1):
        told[f"child_{place}_name"] = said.name(child["name"], family.dice)
        told[f"child_{place}_birth"] = child["birth"]
        told[f"child_{place}_facility"] = family.dice.choice(("見本第一学童クラブ", "見本学童クラブ", "みほん保育園"))
        told[f"child_{place}_status"] = family.dice.choice(("利用中", "利用申込中"))
    return told


def _left_blank(told: Values, dice: Random) -> None:
    """What need not stand there."""
    for codes in (("kana",), ("workplace_name", "workplace_address"), ("contact_name",), ("childcare_worker",)):
        if dice.random() < 0.12 and not ("workplace_name" in codes and told["office_name"] != told["workplace_name"]):
            for code in codes:
                told.pop(code, None)
